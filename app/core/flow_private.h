#pragma once
/* flow_private: the moves that cards and fingers share. Private to flow.c and flow_touch.c. */
#include "core/flow.h"

bool flow_is_list(enum screen screen);
void flow_show(struct flow *flow, enum screen screen, int64_t deadline_mono_ms,
	       struct flow_effects *effects);
void flow_go_idle(struct flow *flow, struct flow_effects *effects);
/* How long a screen waits for who has something to choose on it; 0: there is nothing. */
int64_t flow_patience_ms(const struct flow *flow, enum screen screen);
/* A screen that asks "Still there?" when it is left alone. */
void flow_go_list(struct flow *flow, enum screen screen, const struct moment *now,
		  struct flow_effects *effects);
/* A pupil has said who they are. */
void flow_identified(struct flow *flow, const struct flow_input *input, uint32_t pupil,
		     bool by_touch, struct flow_effects *effects);
/* Something of a pupil is to be made durable. The screen stays what it is until the answer: nothing is said before it is true. */
void flow_ask(struct flow *flow, const struct moment *now, const struct flow_effects *what,
	      struct flow_effects *effects);
/* A touched control. One that does not belong to the screen shown changes nothing. */
void flow_touched(struct flow *flow, const struct flow_input *input, struct flow_effects *effects);
