#include "sim/notes.h"

#include <stdlib.h>
#include <string.h>

#include "sim/members.h"

static struct note_authority *authority(struct notes *notes, const char *members)
{
	char id[AUTHORITY_ID_SIZE] = "";
	if (!members_text(members, "to", id, sizeof(id)))
		return NULL;
	for (size_t i = 0; i < notes->authority_count; i++)
		if (strcmp(notes->authorities[i].id, id) == 0)
			return &notes->authorities[i];
	if (notes->authority_count == AUTHORITIES_MAX)
		return NULL;
	struct note_authority *added = &notes->authorities[notes->authority_count++];
	ENSURE(text_copy(added->id, sizeof(added->id), id));
	return added;
}

static void keep(struct notes *notes, const char *members)
{
	struct note *grown = realloc(notes->notes, (notes->count + 1) * sizeof(*grown));
	if (!grown)
		abort();
	notes->notes = grown;
	notes->notes[notes->count++] =
		(struct note){strdup(members), members_integer(members, "sequence", 0)};
}

/* What was not acknowledged begins a new stream; what was stays so, whatever that stream acknowledges. */
static void begin_stream(struct notes *notes, struct note_authority *authority)
{
	int64_t sequence = 0;
	for (size_t i = 0; i < notes->count; i++) {
		struct note *note = &notes->notes[i];
		if (members_has(note->members, "to", authority->id))
			note->sequence = note->sequence <= authority->acked ? 0 : ++sequence;
	}
	authority->acked = 0;
}

void notes_take(struct notes *notes, const char *kind, const char *members)
{
	if (strcmp(kind, "notice") == 0)
		keep(notes, members);
	if (strcmp(kind, "reply") != 0)
		return;
	struct note_authority *answering = authority(notes, members);
	if (!answering)
		return;
	if (members_has(members, "status", "409"))
		begin_stream(notes, answering);
	else
		answering->acked = members_integer(members, "acked", answering->acked);
}

static int64_t acked(const struct notes *notes, const char *members)
{
	for (size_t i = 0; i < notes->authority_count; i++)
		if (members_has(members, "to", notes->authorities[i].id))
			return notes->authorities[i].acked;
	return 0;
}

static bool fits(const struct note *note, const struct step *step)
{
	if (!members_has(note->members, "notice", step->words[0]))
		return false;
	for (int i = 1; i < step->word_count; i++) {
		char key[SCRIPT_WORD_SIZE];
		ENSURE(text_copy(key, sizeof(key), step->words[i]));
		char *value = strchr(key, '=');
		*value++ = '\0';
		if (!members_has(note->members, key, value))
			return false;
	}
	return true;
}

bool notes_find(const struct notes *notes, const struct step *step, bool received)
{
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->notes[i];
		if (fits(note, step) &&
		    (!received || note->sequence <= acked(notes, note->members)))
			return true;
	}
	return false;
}

void notes_release(struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		free(notes->notes[i].members);
	free(notes->notes);
	*notes = (struct notes){0};
}
