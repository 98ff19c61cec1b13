#include "sim/rack.h"

#include <stdlib.h>
#include <string.h>

struct fold {
	const char *plain;
	const char *letters;
};
/* Letters as names at British schools have them; what is not named here is found as it is written. */
static const struct fold folds[] = {
	{"a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ"},
	{"ae", "Ææ"},
	{"c", "ÇçĆćĈĉĊċČč"},
	{"d", "ĎďĐđÐð"},
	{"e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěẸẹẺẻẼẽẾếỀềỂểỄễỆệ"},
	{"g", "ĜĝĞğĠġĢģ"},
	{"h", "ĤĥĦħ"},
	{"i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıỈỉỊị"},
	{"j", "Ĵĵ"},
	{"k", "Ķķ"},
	{"l", "ĹĺĻļĽľŁł"},
	{"n", "ÑñŃńŅņŇň"},
	{"o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ"},
	{"oe", "Œœ"},
	{"r", "ŔŕŖŗŘř"},
	{"s", "ŚśŜŝŞşŠšȘș"},
	{"ss", "ß"},
	{"t", "ŢţŤťŦŧȚț"},
	{"th", "Þþ"},
	{"u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưỤụỦủỨứỪừỬửỮữỰự"},
	{"w", "ŴŵẀẁẂẃẄẅ"},
	{"y", "ÝýÿŶŷŸỲỳỴỵỶỷỸỹ"},
	{"z", "ŹźŻżŽž"},
};

static size_t character_size(const char *text)
{
	size_t size = 1;

	while (((unsigned char)text[size] & 0xc0) == 0x80)
		size++;
	return size;
}

static const char *plain_of(const char *letter, size_t size)
{
	char alone[8] = "";

	if (size >= sizeof(alone))
		return NULL;
	memcpy(alone, letter, size);
	for (size_t i = 0; i < COUNT_OF(folds); i++)
		if (strstr(folds[i].letters, alone))
			return folds[i].plain;
	return NULL;
}

void rack_fold(const char *text, char *out, size_t size)
{
	size_t used = 0;

	while (*text) {
		size_t length = character_size(text);
		const char *plain = length > 1 ? plain_of(text, length) : NULL;
		size_t room = plain ? strlen(plain) : length;
		if (used + room >= size)
			break;
		memcpy(out + used, plain ? plain : text, room);
		if (length == 1 && *text >= 'A' && *text <= 'Z')
			out[used] = (char)(*text + 'a' - 'A');
		used += room;
		text += length;
	}
	out[used] = '\0';
}

static bool begins_a_word(const char *folded, const char *word, size_t length)
{
	for (const char *at = folded; *at; at++) {
		bool begins = at == folded || strchr(" -'", at[-1]);
		if (begins && strncmp(at, word, length) == 0)
			return true;
	}
	return false;
}

static bool matches(const char *folded, const char *search)
{
	while (*search) {
		size_t length = strcspn(search, " ");
		if (length > 0 && !begins_a_word(folded, search, length))
			return false;
		search += length;
		search += strspn(search, " ");
	}
	return true;
}

static void look(struct rack *rack)
{
	char search[2 * RACK_SEARCH_SIZE];

	rack_fold(rack->search, search, sizeof(search));
	rack->shown_count = 0;
	for (size_t i = 0; i < rack->count; i++)
		if (matches(rack->cards[i].folded, search))
			rack->shown[rack->shown_count++] = i;
}

/* Pupils first, then the members of staff. */
static bool owner(const struct app *app, size_t pupils, size_t i, struct app_pupil *out)
{
	return i < pupils ? app_pupil(app, i, out) : app_member(app, i - pupils, out);
}

static void fill_card(struct rack_card *card)
{
	char whole[sizeof(card->pupil.name) + sizeof(card->pupil.form)];
	size_t length = strlen(card->pupil.name);

	memcpy(whole, card->pupil.name, length);
	whole[length] = ' ';
	memcpy(whole + length + 1, card->pupil.form, strlen(card->pupil.form) + 1);
	rack_fold(whole, card->folded, sizeof(card->folded));
}

enum err rack_load(struct rack *rack, const struct app *app)
{
	struct app_pupil pupil;
	size_t pupils = 0, count;

	while (app_pupil(app, pupils, &pupil))
		pupils++;
	for (count = pupils; owner(app, pupils, count, &pupil);)
		count++;
	struct rack_card *cards = calloc(count + 1, sizeof(*cards));
	size_t *shown = calloc(count + 1, sizeof(*shown));
	if (!cards || !shown) {
		free(cards);
		free(shown);
		return ERR_NO_MEMORY;
	}
	for (size_t i = 0; i < count && owner(app, pupils, i, &cards[i].pupil); i++)
		fill_card(&cards[i]);
	free(rack->cards);
	free(rack->shown);
	rack->cards = cards;
	rack->shown = shown;
	rack->count = count;
	look(rack);
	return OK;
}

void rack_release(struct rack *rack)
{
	free(rack->cards);
	free(rack->shown);
	memset(rack, 0, sizeof(*rack));
}

void rack_type(struct rack *rack, const char *text)
{
	size_t used = strlen(rack->search);

	(void)text_copy(rack->search + used, sizeof(rack->search) - used, text);
	look(rack);
}

bool rack_erase(struct rack *rack)
{
	size_t used = strlen(rack->search);

	if (used == 0)
		return false;
	do
		used--;
	while (used > 0 && ((unsigned char)rack->search[used] & 0xc0) == 0x80);
	rack->search[used] = '\0';
	look(rack);
	return true;
}

void rack_clear(struct rack *rack)
{
	rack->search[0] = '\0';
	look(rack);
}
