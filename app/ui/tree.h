#pragma once
/* tree: the widgets of a screen: one tree for pixels, fingers, keypad, speech and the text dump. */
#include "core/flow.h"
#include "ui/marks.h"
#include "ui/type.h"
#include "ui/words.h"

#define ROLE_LIST(X)                                                                               \
	X(ROLE_SCREEN, "screen") /* the root; its label is the screen's name */                    \
	X(ROLE_GROUP, "group")   /* what its children say together; not drawn itself */            \
	X(ROLE_TEXT, "text")                                                                       \
	X(ROLE_NAME, "name")       /* text that is not ours: a person, form or school */           \
	X(ROLE_PICTURE, "picture") /* its label is the mark's name */                              \
	X(ROLE_BUTTON, "button")                                                                   \
	X(ROLE_CHOICE, "choice") /* a button whose label is not ours: a year, form or pupil */
#define ROLE_ENUM(name, text) name,
enum role { ROLE_LIST(ROLE_ENUM) ROLE_COUNT };
#undef ROLE_ENUM
const char *role_text(enum role role);

#define TREE_WIDGETS_MAX                                                                           \
	176 /* the fullest: a close list of STAFF_ROWS_MAX rows, five widgets each */
#define TREE_LABEL_SIZE 512
struct widget {
	enum role role;
	int parent; /* -1: the root */
	struct box box;
	enum tone tone;
	bool raised; /* has a ground of its own: fills its box, round when a control */
	char label[TREE_LABEL_SIZE];
	size_t drawn; /* so many bytes of the label are drawn, the rest is only said; 0: all */
	enum mark mark;
	struct box mark_box;
	bool has_text;
	enum text_use use;
	struct box text_box;
	bool centred;
	struct type_fit fit;
	struct flow_touch touch; /* ROLE_BUTTON, ROLE_CHOICE */
	enum language language;  /* of the label: the tree's, but for words that stand in both */
};
struct tree {
	struct widget widgets[TREE_WIDGETS_MAX]; /* parents before children */
	int count;
	enum language language;
};
/* Can a finger touch it? */
bool widget_is_control(const struct widget *widget);

/* What laying out needs to know. */
struct bench {
	struct type *type;
	const struct words *words;
	int width_px, height_px;
	float px_per_mm;
	float growth; /* how much larger than on the smallest panel */
	enum theme theme;
};
void bench_init(struct bench *bench);
/* Whole pixels of millimetres as they are, and of millimetres that grow with the panel. */
int bench_px(const struct bench *bench, float mm);
int bench_grown_px(const struct bench *bench, float mm);
/* The side of a touch target: at least THEME_TARGET_MM. */
int bench_target_px(const struct bench *bench);

/* Lays a view out. */
void tree_build(struct tree *tree, const struct bench *bench, const struct view *view);
/* How many items of this screen's list fit a page; 0: it has none. */
int tree_page_size(const struct bench *bench, enum screen screen);
/* The widget itself, or the control that it is a part of and looks pressed with; NULL: neither. */
const struct widget *tree_control_of(const struct tree *tree, const struct widget *widget);
/* The control at a point, or with a label (ui.h says how labels match); NULL: none. */
const struct widget *tree_at(const struct tree *tree, int x_px, int y_px);
const struct widget *tree_control(const struct tree *tree, const char *label);
/* Draws the tree; `pressed` (NULL: none) looks pressed. */
void tree_draw(const struct tree *tree, const struct bench *bench, struct paint *paint,
	       const struct widget *pressed);
/* One widget of it, over what is there. */
void tree_draw_widget(const struct widget *widget, const struct bench *bench, struct paint *paint,
		      bool pressed);
