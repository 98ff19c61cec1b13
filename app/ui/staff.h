#pragma once
/* staff: the screens of staff mode; for ui/staff_*.c and the page sizes of the lists. */
#include "core/staffroom.h"
#include "ui/build.h"

/* How many rows, tiles or authorities a page of this screen holds; 0: it has no list. */
int staff_page_size(const struct bench *bench, enum screen screen);

/* What every staff screen has: a bar of controls beside (upright: below) a head, which says what the screen is about, how the
 * last act went and which page this is, and a body. */
struct staff_plan {
	struct box back, lock, more;
	struct box head;
	struct box body;
};
void staff_plan(const struct bench *bench, struct staff_plan *plan);

/* Where one more control stands: at the end of the head (and a little into the body), upright below the body; and what is left of both. */
struct box staff_extra(const struct bench *bench, const struct staff_plan *plan, struct box *head,
		       struct box *body);

/* A list's cells in the body. */
struct staff_grid {
	struct box body;
	int columns, rows; /* of a full page */
	int gap, height;   /* between cells; of a cell */
	bool down; /* names go down the first column, then the next; tiles along the first row */
};
void staff_grid(const struct bench *bench, enum screen screen, struct staff_grid *grid);
struct box staff_cell(const struct staff_grid *grid, size_t i);

/* A text at the top of its box, near to what it is said of. */
void staff_text_above(struct build *build, int parent, const struct box *box,
		      const struct build_text *how, const char *text);
/* The head: the title, or how the last act went; and the page. */
void staff_head(struct build *build, int root, const struct staff_plan *plan, enum role role,
		const char *title);
/* One sentence in the middle of the body. */
void staff_say(struct build *build, int root, const struct box *body, enum word word);
/* The rows of this page, each put into its cell; where there are none, one sentence. */
typedef void staff_put_row(struct build *build, int root, const struct box *cell,
			   const struct staff_row *row);
void staff_rows(struct build *build, int root, const struct staff_plan *plan, staff_put_row *put,
		enum word none);
/* A pupil to touch: the name over what is said of them, beside a picture or none. */
struct staff_pupil_row {
	enum tone tone;
	enum mark mark;
	enum touch_kind touch;
};
void staff_put_pupil(struct build *build, int root, const struct box *cell,
		     const struct staff_pupil_row *how, const struct staff_row *row,
		     const char *name);
/* "No" and "Yes" under a question. */
void staff_question(struct build *build, int root, const struct box *body, enum word question);

/* -- the bodies ------------------------------------------------------------------------------------- */
void staff_pin(struct build *build, int root);
void staff_choices(struct build *build, int root);
void staff_close_list(struct build *build, int root, const struct staff_plan *plan);
void staff_register(struct build *build, int root, const struct staff_plan *plan);
void staff_evacuation(struct build *build, int root, const struct staff_plan *plan);
void staff_forms(struct build *build, int root, const struct staff_plan *plan);
void staff_codes(struct build *build, int root, const struct staff_plan *plan);
void staff_close_school(struct build *build, int root, const struct staff_plan *plan);
void staff_pupil(struct build *build, int root, const struct staff_plan *plan);
void staff_new_card(struct build *build, int root, const struct staff_plan *plan);
void staff_delivery(struct build *build, int root, const struct staff_plan *plan);
void staff_doors(struct build *build, int root, const struct staff_plan *plan);
void staff_found(struct build *build, int root, const struct staff_plan *plan);
void staff_together(struct build *build, int root, const struct staff_plan *plan);
/* The whole screen: the pad has the bar beside its keys. */
void staff_search(struct build *build, int root);
/* How many letters a page of it has. */
int staff_search_size(const struct bench *bench);
/* The room for the two actions below the rows of SCREEN_LATE_TOGETHER is cut off from its body. */
struct box staff_together_bar(const struct bench *bench, struct box *body);

/* -- words -------------------------------------------------------------------------------------------- */
/* The form, or that it is none. */
const char *staff_form(const struct build *build, const char *form);
/* The words with a value in their gap. */
void staff_format(const struct build *build, enum word word, const char *value,
		  char out[TREE_LABEL_SIZE]);
void staff_format_number(const struct build *build, enum word word, int64_t number,
			 char out[TREE_LABEL_SIZE]);
void staff_format_minute(const struct build *build, enum word word, int minute,
			 char out[TREE_LABEL_SIZE]);
/* "Late 09:04 (L)": of a row, and of nothing else. */
void staff_state(const struct build *build, const struct staff_row *row, char out[TREE_LABEL_SIZE]);
/* "Aisha Rahman, 7B" */
void staff_name(const struct staff_row *row, char out[TREE_LABEL_SIZE]);
/* "Rhian Okafor, attendance officer" */
void staff_who(const struct build *build, char out[TREE_LABEL_SIZE]);
/* "Ill (I)" */
void staff_code(const struct build *build, const struct staff_code *code,
		char out[TREE_LABEL_SIZE]);
/* The plain words for what a table of codes says; WORD_COUNT: it says something new. */
enum word staff_code_word(const char *meaning);
/* What went wrong; WORD_COUNT: nothing. */
enum word staff_problem_word(enum staff_problem problem);
