#include "firmware/keypad.h"

/* By the key's place, not by what a layout writes on it. The number pad alone is enough. */
static const struct row {
	SDL_Scancode code;
	enum hal_key key;
	int digit;
} rows[] = {
	{SDL_SCANCODE_TAB, HAL_KEY_NEXT, 0},
	{SDL_SCANCODE_DOWN, HAL_KEY_NEXT, 0},
	{SDL_SCANCODE_RIGHT, HAL_KEY_NEXT, 0},
	{SDL_SCANCODE_KP_PLUS, HAL_KEY_NEXT, 0},
	{SDL_SCANCODE_UP, HAL_KEY_BEFORE, 0},
	{SDL_SCANCODE_LEFT, HAL_KEY_BEFORE, 0},
	{SDL_SCANCODE_KP_MINUS, HAL_KEY_BEFORE, 0},
	{SDL_SCANCODE_RETURN, HAL_KEY_PRESS, 0},
	{SDL_SCANCODE_SPACE, HAL_KEY_PRESS, 0},
	{SDL_SCANCODE_SELECT, HAL_KEY_PRESS, 0},
	{SDL_SCANCODE_KP_ENTER, HAL_KEY_PRESS, 0},
	{SDL_SCANCODE_ESCAPE, HAL_KEY_BACK, 0},
	{SDL_SCANCODE_AC_BACK, HAL_KEY_BACK, 0},
	{SDL_SCANCODE_KP_DIVIDE, HAL_KEY_BACK, 0},
	{SDL_SCANCODE_F1, HAL_KEY_LISTEN, 0},
	{SDL_SCANCODE_HELP, HAL_KEY_LISTEN, 0},
	{SDL_SCANCODE_KP_MULTIPLY, HAL_KEY_LISTEN, 0},
	{SDL_SCANCODE_BACKSPACE, HAL_KEY_ERASE, 0},
	{SDL_SCANCODE_DELETE, HAL_KEY_ERASE, 0},
	{SDL_SCANCODE_KP_PERIOD, HAL_KEY_ERASE, 0},
	{SDL_SCANCODE_0, HAL_KEY_DIGIT, 0},
	{SDL_SCANCODE_1, HAL_KEY_DIGIT, 1},
	{SDL_SCANCODE_2, HAL_KEY_DIGIT, 2},
	{SDL_SCANCODE_3, HAL_KEY_DIGIT, 3},
	{SDL_SCANCODE_4, HAL_KEY_DIGIT, 4},
	{SDL_SCANCODE_5, HAL_KEY_DIGIT, 5},
	{SDL_SCANCODE_6, HAL_KEY_DIGIT, 6},
	{SDL_SCANCODE_7, HAL_KEY_DIGIT, 7},
	{SDL_SCANCODE_8, HAL_KEY_DIGIT, 8},
	{SDL_SCANCODE_9, HAL_KEY_DIGIT, 9},
	{SDL_SCANCODE_KP_0, HAL_KEY_DIGIT, 0},
	{SDL_SCANCODE_KP_1, HAL_KEY_DIGIT, 1},
	{SDL_SCANCODE_KP_2, HAL_KEY_DIGIT, 2},
	{SDL_SCANCODE_KP_3, HAL_KEY_DIGIT, 3},
	{SDL_SCANCODE_KP_4, HAL_KEY_DIGIT, 4},
	{SDL_SCANCODE_KP_5, HAL_KEY_DIGIT, 5},
	{SDL_SCANCODE_KP_6, HAL_KEY_DIGIT, 6},
	{SDL_SCANCODE_KP_7, HAL_KEY_DIGIT, 7},
	{SDL_SCANCODE_KP_8, HAL_KEY_DIGIT, 8},
	{SDL_SCANCODE_KP_9, HAL_KEY_DIGIT, 9},
};

static const struct row *row_of(SDL_Scancode code)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

bool keypad_take(struct keypad *keypad, const SDL_Event *event)
{
	if (event->type != SDL_KEYDOWN)
		return false;
	const struct row *row = row_of(event->key.keysym.scancode);
	if (!row)
		return false;
	if (event->key.repeat || keypad->count == KEYPAD_KEYS)
		return true;
	struct hal_press press = {row->key, row->digit};
	if (row->code == SDL_SCANCODE_TAB && (event->key.keysym.mod & KMOD_SHIFT))
		press.key = HAL_KEY_BEFORE;
	keypad->keys[(keypad->first + keypad->count++) % KEYPAD_KEYS] = press;
	return true;
}

bool keypad_key(struct keypad *keypad, struct hal_press *out)
{
	if (keypad->count == 0)
		return false;
	*out = keypad->keys[keypad->first];
	keypad->first = (keypad->first + 1) % KEYPAD_KEYS;
	keypad->count--;
	return true;
}
