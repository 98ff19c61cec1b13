#include "tests/simulation/step.h"

#include <stdlib.h>

const char *step_text(enum step_kind kind)
{
#define STEP_TEXT(name) #name,
	static const char *const texts[] = {STEP_LIST(STEP_TEXT)};
#undef STEP_TEXT
	return texts[kind] + 5;
}

const char *class_text(enum step_class class)
{
#define CLASS_TEXT(name, text) text,
	static const char *const texts[] = {CLASS_LIST(CLASS_TEXT)};
#undef CLASS_TEXT
	return texts[class];
}

static bool before(const struct step *a, const struct step *b)
{
	return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->order < b->order;
}

void queue_push(struct queue *queue, const struct step *step)
{
	if (queue->count == queue->capacity) {
		queue->capacity = queue->capacity ? queue->capacity * 2 : 1024;
		queue->steps = realloc(queue->steps, queue->capacity * sizeof(*queue->steps));
		ENSURE(queue->steps);
	}
	struct step held = *step;
	held.order = queue->pushed++;
	size_t at = queue->count++;
	for (; at > 0 && before(&held, &queue->steps[(at - 1) / 2]); at = (at - 1) / 2)
		queue->steps[at] = queue->steps[(at - 1) / 2];
	queue->steps[at] = held;
}

bool queue_pop(struct queue *queue, struct step *out)
{
	if (queue->count == 0)
		return false;
	*out = queue->steps[0];
	struct step held = queue->steps[--queue->count];
	size_t at = 0;
	for (;;) {
		size_t child = 2 * at + 1;
		if (child >= queue->count)
			break;
		if (child + 1 < queue->count &&
		    before(&queue->steps[child + 1], &queue->steps[child]))
			child++;
		if (before(&held, &queue->steps[child]))
			break;
		queue->steps[at] = queue->steps[child];
		at = child;
	}
	if (queue->count > 0)
		queue->steps[at] = held;
	return true;
}

void queue_release(struct queue *queue)
{
	free(queue->steps);
	*queue = (struct queue){0};
}

static bool named(const struct filter *filter, uint32_t name)
{
	size_t low = 0, high = filter->name_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (filter->names[middle] < name)
			low = middle + 1;
		else
			high = middle;
	}
	return low < filter->name_count && filter->names[low] == name;
}

bool filter_drops(const struct filter *filter, const struct step *step, int32_t day)
{
	if (step->class == CLASS_PLAN)
		return false;
	return day < filter->quiet_until_day || (filter->classes_out >> step->class & 1) ||
	       (filter->only && !named(filter, step->name));
}
