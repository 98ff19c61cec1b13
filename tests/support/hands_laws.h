#pragma once
/* hands_laws: what the laws of hands need of the school. Between its own files. */
#include "tests/support/hands.h"

struct app;
/* Takes down the parts of every pupil's name. */
void hands_learn_names(const struct app *app);
void hands_forget_names(void);
