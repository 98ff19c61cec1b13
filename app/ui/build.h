#pragma once
/* build: putting widgets into a tree; for the screens' layouts only. */
#include "ui/tree.h"

struct build {
	struct tree *tree;
	const struct bench *bench;
	const struct view *view;
	bool portrait;
	int gap, margin;
};

/* Each adds a widget below `parent` and returns its index. */
int build_group(struct build *build, int parent, const struct box *box, const char *label);
int build_picture(struct build *build, int parent, const struct box *box, enum tone tone,
		  enum mark mark);
struct build_text {
	enum role role;
	enum tone tone;
	enum text_use use;
	bool centred;
};
int build_text(struct build *build, int parent, const struct box *box, const struct build_text *how,
	       const char *text);
/* The mark stands left of the text; above it on a control too narrow for that; or is a picture that fills what the text,
 * below it, leaves. */
enum mark_place { MARK_BESIDE, MARK_ABOVE, MARK_FILLS };
struct build_control {
	enum role role;
	enum tone tone;
	enum text_use use;
	enum mark mark;
	enum mark_place place;
	bool bare; /* no text of its own: its children are drawn on it, its label is what they say together */
	size_t drawn; /* so many bytes of the label are drawn, the rest is only said: "Here: Aisha Rahman"; 0: all */
	struct flow_touch touch;
};
int build_control(struct build *build, int parent, const struct box *box,
		  const struct build_control *how, const char *label);
/* Does a text go into one line of this width at the least size for its use? */
bool build_fits(const struct build *build, const char *text, enum text_use use, int width);
/* Sets those from `first` on that have its use as large as the one that had to be smallest. */
void build_even(struct build *build, int first);
/* Fewer columns, then fewer rows, until they are no more than `most` cells: a panel may be larger than a view has choices. */
void build_limit(int *columns, int *rows, int most);
/* The same panel for what is read at arm's length: on a larger one it holds more rather than growing in full. */
struct bench build_close_up(const struct bench *bench);
/* "08:42" */
#define BUILD_MINUTE_SIZE 8
void build_minute(int minute, char out[BUILD_MINUTE_SIZE]);
/* Puts the screen's picture up and returns the page beside it (upright: below it). */
struct box build_scene(struct build *build, int root);
/* Text on that page. */
struct build_text build_page_text(const struct build *build, enum role role, enum text_use use);
/* Words in the view's language. */
const char *build_words(const struct build *build, enum word word);

/* Back, home and, where there are more, on, beside a list. */
void build_bar(struct build *build, int root, const struct box *back, const struct box *home,
	       const struct box *more);
/* Letters to touch, and how many fit. */
void build_pad(struct build *build, int root);
int pad_size(const struct bench *bench);
/* The screens with lists. */
void build_list(struct build *build, int root);
/* The staff screens, ui/staff.h. */
void build_staff(struct build *build, int root);
/* Reasons, each a picture with its words. */
void build_reasons(struct build *build, int root);
/* Home. */
void build_idle(struct build *build, int root);
/* All others. */
void build_screen(struct build *build, int root);
/* The tone of a screen's page. */
enum tone build_paper(enum screen screen);
