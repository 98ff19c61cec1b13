#include "tools/virtual-school/opened.h"

void opened_begin(struct storage *storage, int64_t stream)
{
	storage_run(storage, "INSERT INTO opening(stream, through) VALUES ($1, 0)",
		    VALUES(INT(stream)));
}

void opened_note(struct storage *storage, int32_t day)
{
	storage_run(storage,
		    "INSERT INTO opened(stream, sequence) SELECT fact.stream, fact.sequence FROM"
		    " opening JOIN flag_fact AS fact ON fact.stream = opening.stream"
		    " AND fact.sequence > opening.through WHERE fact.day = $1"
		    " ON CONFLICT (stream, sequence) DO NOTHING",
		    VALUES(INT(day)));
	storage_run(storage,
		    "INSERT INTO opened(stream, sequence) SELECT fact.stream, fact.sequence FROM"
		    " opening JOIN statement_fact AS fact ON fact.stream = opening.stream"
		    " AND fact.sequence > opening.through WHERE fact.day <= $1"
		    " ON CONFLICT (stream, sequence) DO NOTHING",
		    VALUES(INT(day)));
	storage_run(storage,
		    "INSERT INTO opened(stream, sequence) SELECT fact.stream, fact.sequence FROM"
		    " opening JOIN state_fact AS fact ON fact.stream = opening.stream"
		    " AND fact.sequence > opening.through WHERE fact.day <= $1"
		    " ON CONFLICT (stream, sequence) DO NOTHING",
		    VALUES(INT(day)));
}

static int64_t marked(struct storage *storage, int64_t stream)
{
	struct rows rows = storage_query(storage, "SELECT through FROM opening WHERE stream = $1",
					 VALUES(INT(stream)));
	int64_t through = storage_next(&rows) ? storage_integer(&rows, 0) : 0;

	storage_end(&rows);
	return through;
}

/* The first after the mark that nobody has opened; 0: there is none. */
static int64_t first_unopened(struct storage *storage, int64_t stream, int64_t mark)
{
	struct rows rows = storage_query(
		storage,
		"SELECT min(told.sequence) FROM (SELECT sequence FROM flag_fact WHERE stream = $1"
		" AND sequence > $2 UNION SELECT sequence FROM statement_fact WHERE stream = $3"
		" AND sequence > $4 UNION SELECT sequence FROM state_fact WHERE stream = $5"
		" AND sequence > $6) AS told WHERE NOT EXISTS (SELECT 1 FROM opened"
		" WHERE opened.stream = $7 AND opened.sequence = told.sequence)",
		VALUES(INT(stream), INT(mark), INT(stream), INT(mark), INT(stream), INT(mark),
		       INT(stream)));
	int64_t first = storage_next(&rows) ? storage_integer(&rows, 0) : 0;

	storage_end(&rows);
	return first;
}

/* The mark moves on, and what it has passed is kept no more. */
static void move_mark(struct storage *storage, int64_t stream, int64_t through)
{
	storage_run(storage, "UPDATE opening SET through = $1 WHERE stream = $2",
		    VALUES(INT(through), INT(stream)));
	storage_run(storage, "DELETE FROM opened WHERE stream = $1 AND sequence <= $2",
		    VALUES(INT(stream), INT(through)));
}

int64_t opened_through(struct storage *storage, int64_t stream, int64_t acked_through)
{
	int64_t mark = marked(storage, stream);
	int64_t first = first_unopened(storage, stream, mark);
	int64_t through = first > 0 && first <= acked_through ? first - 1 : acked_through;

	if (through > mark)
		move_mark(storage, stream, through);
	return through > mark ? through : mark;
}

void opened_read_left(struct storage *storage, struct inbox *inbox)
{
	struct rows rows = storage_query(
		storage,
		"SELECT fact.day, count(DISTINCT fact.flag) FROM opening JOIN"
		" flag_fact AS fact ON fact.stream = opening.stream"
		" AND fact.sequence > opening.through WHERE fact.day < $1 AND NOT EXISTS (SELECT 1"
		" FROM opened WHERE opened.stream = fact.stream AND opened.sequence = "
		"fact.sequence)"
		" GROUP BY fact.day ORDER BY fact.day DESC",
		VALUES(INT(inbox->day)));

	while (inbox->left_count < INBOX_LEFT_MAX && storage_next(&rows))
		inbox->left[inbox->left_count++] = (struct inbox_left){
			(int32_t)storage_integer(&rows, 0), (int)storage_integer(&rows, 1)};
	storage_end(&rows);
}
