/* Counts the words of records, and writes what is shown of them. */
#include "emit/page_index.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "emit/script.h"
#include "emit/words.h"

static struct page_word *
get_word(struct arena *arena, struct page_index *index, struct str text)
{
	struct page_word *word = map_find(&index->words, text);

	if (word)
		return word;
	word = ARENA_NEW(arena, struct page_word);
	word->text = arena_dup(arena, text);
	map_put(&index->words, arena, word->text, word);
	return word;
}

static void
count_word(struct arena *arena, struct page_word *word, enum search_field field, uint32_t record)
{
	struct posting *last = word->last[field], *posting;

	if (last && last->record == record) {
		last->count++;
		return;
	}
	posting = ARENA_NEW(arena, struct posting);
	posting->record = record;
	posting->count = 1;
	*(last ? &last->next : &word->first[field]) = posting;
	word->last[field] = posting;
}

static void
count_words(struct arena *arena, struct page_index *index, enum search_field field, uint32_t record,
	    struct str folded)
{
	struct str word;

	while (words_next(&folded, &word))
		count_word(arena, get_word(arena, index, word), field, record);
}

static void
count_record(struct arena *arena, struct page_index *index, uint32_t number, struct buf *folded)
{
	const struct record *record = &index->records.at[number];
	const struct str fields[FIELD_COUNT] = {record->title, record->text, record->page};

	for (enum search_field field = 0; field < FIELD_COUNT; field++) {
		buf_reset(folded);
		utf8_fold(folded, fields[field]);
		count_words(arena, index, field, number, buf_str(folded));
	}
}

static void
write_record(struct buf *out, const struct record *record)
{
	buf_add_char(out, '[');
	script_string(out, record->title);
	buf_add_char(out, ',');
	script_string(out, record->text);
	buf_add_char(out, ',');
	script_string(out, record->anchor);
	buf_add(out, STR("],\n"));
}

void
page_index_make(struct arena *arena, const struct page *page, struct page_index *index)
{
	struct buf buf;

	*index = (struct page_index){.page = page};
	records_read(arena, page, &index->records);
	buf_init(&buf);
	for (size_t i = 0; i < index->records.len; i++)
		count_record(arena, index, (uint32_t)i, &buf);
	buf_reset(&buf);
	for (size_t i = 0; i < index->records.len; i++)
		write_record(&buf, &index->records.at[i]);
	index->script = arena_dup(arena, buf_str(&buf));
	buf_release(&buf);
}
