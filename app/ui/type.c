#include "ui/type.h"

#include "ui/runs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RUN_TEXT_SIZE 512
#define IMAGES_MAX 128

/* A run as it was drawn, kept because the next frame mostly says the same. */
struct image {
	SDL_Surface *surface; /* NULL: free */
	char text[RUN_TEXT_SIZE];
	struct font_spec spec;
	uint32_t rgb;
	uint64_t used;
};
struct type {
	struct fonts *fonts;
	struct image images[IMAGES_MAX];
	uint64_t uses;
};

enum err type_open(struct type **out, char *problem, size_t problem_size)
{
	struct type *type = calloc(1, sizeof(*type));
	enum err err;

	*out = NULL;
	if (type == NULL)
		return ERR_NO_MEMORY;
	err = fonts_open(&type->fonts, problem, problem_size);
	if (err != OK) {
		free(type);
		return err;
	}
	*out = type;
	return OK;
}

void type_close(struct type *type)
{
	if (type == NULL)
		return;
	for (size_t i = 0; i < IMAGES_MAX; i++)
		SDL_FreeSurface(type->images[i].surface);
	fonts_close(type->fonts);
	free(type);
}

static void copy_run(const char *text, const struct run *run, char out[RUN_TEXT_SIZE])
{
	size_t length = run->length < RUN_TEXT_SIZE ? run->length : RUN_TEXT_SIZE - 1;

	memcpy(out, text + run->start, length);
	out[length] = '\0';
}

float type_width(struct type *type, const char *text, const struct type_line *line, bool bold,
		 int em_px)
{
	struct run runs[RUNS_MAX];
	size_t count = runs_of(type->fonts, text, line->start, line->length, runs);
	float width = 0;

	for (size_t i = 0; i < count; i++) {
		struct font_spec spec = {runs[i].face, bold, em_px, runs[i].right_to_left};
		TTF_Font *font = fonts_get(type->fonts, &spec);
		char part[RUN_TEXT_SIZE];
		int w = 0;

		copy_run(text, &runs[i], part);
		if (font != NULL && TTF_SizeUTF8(font, part, &w, NULL) == 0)
			width += (float)w;
	}
	return width;
}

float type_cap_ratio(const struct type *type)
{
	return fonts_cap_ratio(type->fonts);
}

static int em_of(const struct type *type, float cap_px)
{
	int em = (int)lroundf(cap_px / fonts_cap_ratio(type->fonts));

	return em < 4 ? 4 : em;
}

static bool same_image(const struct image *image, const char *text, const struct font_spec *spec,
		       uint32_t rgb)
{
	return image->surface != NULL && image->rgb == rgb && image->spec.face == spec->face &&
	       image->spec.bold == spec->bold && image->spec.em_px == spec->em_px &&
	       image->spec.right_to_left == spec->right_to_left && strcmp(image->text, text) == 0;
}

/* The run's picture, from the cache or drawn anew in place of the one unused longest; NULL: out of memory. */
static SDL_Surface *image_of(struct type *type, const char *text, const struct font_spec *spec,
			     uint32_t rgb)
{
	const SDL_Color colour = {(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255};
	struct image *oldest = &type->images[0];
	TTF_Font *font;

	for (size_t i = 0; i < IMAGES_MAX; i++) {
		struct image *image = &type->images[i];

		if (same_image(image, text, spec, rgb)) {
			image->used = ++type->uses;
			return image->surface;
		}
		if (image->used < oldest->used)
			oldest = image;
	}
	SDL_FreeSurface(oldest->surface);
	font = fonts_get(type->fonts, spec);
	*oldest = (struct image){.spec = *spec, .rgb = rgb, .used = ++type->uses};
	(void)text_copy(oldest->text, sizeof(oldest->text), text);
	oldest->surface = font == NULL ? NULL : TTF_RenderUTF8_Blended(font, text, colour);
	return oldest->surface;
}

static void draw_line(struct type *type, SDL_Surface *surface, const char *text,
		      const struct type_line *line, bool bold, int em_px, int x, int baseline,
		      uint32_t rgb)
{
	struct run runs[RUNS_MAX];
	size_t count = runs_of(type->fonts, text, line->start, line->length, runs);

	for (size_t i = 0; i < count; i++) {
		struct font_spec spec = {runs[i].face, bold, em_px, runs[i].right_to_left};
		char part[RUN_TEXT_SIZE];
		SDL_Surface *image;
		TTF_Font *font;
		SDL_Rect place;

		copy_run(text, &runs[i], part);
		image = image_of(type, part, &spec, rgb);
		font = fonts_get(type->fonts, &spec);
		if (image == NULL || font == NULL)
			continue;
		place = (SDL_Rect){x, baseline - TTF_FontAscent(font), 0, 0};
		(void)SDL_BlitSurface(image, NULL, surface, &place);
		x += image->w;
	}
}

void type_draw(struct type *type, SDL_Surface *surface, const char *text,
	       const struct type_fit *fit, const struct box *box, bool centred, uint32_t rgb)
{
	int em_px = em_of(type, fit->cap_px);
	float pitch = fit->cap_px * TYPE_PITCH;
	/* The capitals stand in the middle: that is what the eye takes for the middle of a line. */
	float block = (float)(fit->line_count - 1) * pitch + fit->cap_px;
	float baseline = (float)box->y + ((float)box->h - block) / 2 + fit->cap_px;

	for (int i = 0; i < fit->line_count; i++) {
		float width = type_width(type, text, &fit->lines[i], fit->bold, em_px);
		int x = box->x + (centred ? (int)((float)(box->w - (int)width) / 2) : 0);

		draw_line(type, surface, text, &fit->lines[i], fit->bold, em_px, x,
			  (int)roundf(baseline + (float)i * pitch), rgb);
	}
}
