#include <stdio.h>
#include <string.h>

#include "app.h"
#include "sim/desk_private.h"
#include "sim/gate.h"
#include "sim/world.h"

/* In no school's list: a Mifare card of another place. */
static const struct card unknown_card = {{0x04, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6}, 7};

static void put(struct desk *desk, const struct card *card)
{
	desk_reader_put(&desk->reader, card, desk->real_ms);
}

/* A phone's UID is made anew at every tap. */
static void put_phone(struct desk *desk)
{
	struct card card = {{0x08}, 4};

	hal_random(card.bytes + 1, 3);
	put(desk, &card);
}

static void jump_to_bell(struct desk *desk)
{
	bool is_close;
	int64_t bell_ms = desk_hall_next_bell_ms(desk, &is_close);

	if (bell_ms != INT64_MAX)
		pace_jump(&desk->pace, bell_ms);
}

static void press(struct desk *desk, const struct panel_spot *spot)
{
	struct pace *pace = &desk->pace;

	switch (spot->action) {
	case PANEL_NOTHING: return;
	case PANEL_PAUSE: pace_set_paused(pace, desk->real_ms, !pace->paused); return;
	case PANEL_SPEED: pace_set_speed(pace, desk->real_ms, spot->number); return;
	case PANEL_JUMP_BELL: jump_to_bell(desk); return;
	case PANEL_JUMP_DAY: pace_jump(pace, desk_hall_next_morning_ms()); return;
	case PANEL_READER: desk_reader_plug(&desk->reader, !desk->reader.plugged); return;
	case PANEL_NETWORK: gate_set(!gate_is_up()); return;
	case PANEL_CLOCK:
		world.trust = world.trust == TRUST_SYNCED ? TRUST_UNTRUSTED : TRUST_SYNCED;
		return;
	case PANEL_POWER: desk_hall_power(desk, !desk->app); return;
	case PANEL_UNKNOWN_CARD: put(desk, &unknown_card); return;
	case PANEL_PHONE: put_phone(desk); return;
	case PANEL_CARD: put(desk, &desk->rack.cards[spot->number].pupil.card); return;
	}
}

/* -- the mouse: on the kiosk's screen it is a finger ----------------------------------------- */

static int within(int at, int size)
{
	return at < 0 ? 0 : at >= size ? size - 1 : at;
}

static void touch(struct desk *desk, enum hal_finger finger, int x, int y)
{
	if (!desk->app) /* a dark screen feels nothing */
		return;
	x = within(x, world.screen.width_px);
	y = within(y - desk->kiosk_y, world.screen.height_px);
	/* A long slide must not crowd out the finger's lift. */
	size_t waiting = world.touch_count;
	if (finger == HAL_FINGER_MOVE && waiting > 0 &&
	    world.touches[waiting - 1].finger == HAL_FINGER_MOVE)
		world.touch_count--;
	if (world_touch(finger, x, y))
		fprintf(stderr, "a touch was lost\n");
}

static bool on_kiosk(const struct desk *desk, int x, int y)
{
	return x < world.screen.width_px && y >= desk->kiosk_y &&
	       y < desk->kiosk_y + world.screen.height_px;
}

static void button_down(struct desk *desk, int x, int y)
{
	if (on_kiosk(desk, x, y)) {
		desk->finger_down = true;
		touch(desk, HAL_FINGER_DOWN, x, y);
		return;
	}
	desk->panel.pressed = panel_at(&desk->panel, x - world.screen.width_px, y);
	press(desk, &desk->panel.pressed);
	desk->panel_changed = true;
}

static void button_up(struct desk *desk, int x, int y)
{
	if (desk->finger_down)
		touch(desk, HAL_FINGER_UP, x, y);
	desk->finger_down = false;
	desk_reader_let_go(&desk->reader, desk->real_ms);
	desk->panel.pressed = (struct panel_spot){0};
	desk->panel_changed = true;
}

static void motion(struct desk *desk, int x, int y)
{
	if (desk->finger_down)
		touch(desk, HAL_FINGER_MOVE, x, y);
	else if (panel_hover(&desk->panel, x - world.screen.width_px, y))
		desk->panel_changed = true;
}

static void wheel(struct desk *desk, const SDL_MouseWheelEvent *event)
{
	if (panel_wheel(&desk->panel, event->mouseX - world.screen.width_px, event->mouseY,
			event->y, &desk->rack))
		desk->panel_changed = true;
}

/* -- the keyboard: it types into the search --------------------------------------------------- */

/* Enter taps the first card that the search leaves. */
static void tap_first(struct desk *desk)
{
	const struct rack *rack = &desk->rack;

	if (rack->shown_count == 0)
		return;
	const struct card *card = &rack->cards[rack->shown[0]].pupil.card;
	if (card->length == 0)
		return;
	put(desk, card);
	desk_reader_let_go(&desk->reader, desk->real_ms);
}

/* Keys that the search has no use for are the kiosk's keypad. */
static bool keypad(SDL_Keycode code, Uint16 mod)
{
	static const struct {
		SDL_Keycode code;
		enum hal_key key;
	} keys[] = {
		{SDLK_TAB, HAL_KEY_NEXT},     {SDLK_DOWN, HAL_KEY_NEXT}, {SDLK_UP, HAL_KEY_BEFORE},
		{SDLK_RIGHT, HAL_KEY_PRESS},  {SDLK_LEFT, HAL_KEY_BACK}, {SDLK_F1, HAL_KEY_LISTEN},
		{SDLK_DELETE, HAL_KEY_ERASE},
	};
	bool shift = mod & KMOD_SHIFT, control = mod & KMOD_CTRL;

	if (control && code >= SDLK_0 && code <= SDLK_9)
		return !world_key(HAL_KEY_DIGIT, (int)(code - SDLK_0));
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		if (keys[i].code == code)
			return !world_key(shift && code == SDLK_TAB ? HAL_KEY_BEFORE : keys[i].key,
					  0);
	return false;
}

static void key(struct desk *desk, SDL_Keycode code)
{
	if (code == SDLK_ESCAPE)
		rack_clear(&desk->rack);
	else if (code == SDLK_BACKSPACE)
		(void)rack_erase(&desk->rack);
	else if (code == SDLK_RETURN || code == SDLK_KP_ENTER)
		tap_first(desk);
	desk->panel_changed = true;
}

void desk_hand_take(struct desk *desk, const SDL_Event *event)
{
	switch (event->type) {
	case SDL_QUIT: desk->closed = true; return;
	case SDL_MOUSEBUTTONDOWN:
		if (event->button.button == SDL_BUTTON_LEFT)
			button_down(desk, event->button.x, event->button.y);
		return;
	case SDL_MOUSEBUTTONUP:
		if (event->button.button == SDL_BUTTON_LEFT)
			button_up(desk, event->button.x, event->button.y);
		return;
	case SDL_MOUSEMOTION: motion(desk, event->motion.x, event->motion.y); return;
	case SDL_MOUSEWHEEL: wheel(desk, &event->wheel); return;
	case SDL_KEYDOWN:
		if (event->key.keysym.sym == SDLK_F2)
			world.headset = !world.headset;
		else if (!desk->app || !keypad(event->key.keysym.sym, event->key.keysym.mod))
			key(desk, event->key.keysym.sym);
		return;
	case SDL_TEXTINPUT:
		rack_type(&desk->rack, event->text.text);
		desk->panel_changed = true;
		return;
	case SDL_WINDOWEVENT:
		if (event->window.event == SDL_WINDOWEVENT_LEAVE)
			motion(desk, -1, -1);
		else if (event->window.event == SDL_WINDOWEVENT_EXPOSED ||
			 event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
			desk->all_changed = true;
		return;
	}
}
