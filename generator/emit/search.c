/* Puts the pages' parts together, in the order of the pages, and writes them. */
#include "emit/search.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/vec.h"
#include "emit/page_index.h"
#include "emit/plan.h"
#include "emit/script.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"

#include <stdlib.h>

/* Bytes of sources that share a file of texts: few enough to load, and not a file a page. */
enum { GROUP_SIZE = 32 * 1024, STAMP_LENGTH = 8 };

struct search_group {
	size_t output; // in the plan
	size_t first, npages, bytes;
	struct str stamp;
};

/* A word of the site: its page_words. */
struct site_word {
	struct page_word *first, *last;
};

struct site_words {
	struct site_word *at;
	size_t len, capacity;
	struct map by_text; // → index + 1
};

void
search_plan(struct arena *arena, size_t most, struct plan *plan, struct search *search,
	    struct diag_list *diags)
{
	*search = (struct search){.pages = ARENA_ARRAY(arena, struct page_index, most),
				  .groups = ARENA_ARRAY(arena, struct search_group, most)};
	search->output =
	    plan_add(arena, plan, STR("assets/search/index.js"), STR("Lectern"), diags);
}

size_t
search_plan_page(struct arena *arena, struct search *search, size_t bytes, struct plan *plan,
		 struct diag_list *diags)
{
	struct search_group *group =
	    search->ngroups ? &search->groups[search->ngroups - 1] : NULL;

	if (!group || group->bytes + bytes > GROUP_SIZE) {
		group = &search->groups[search->ngroups++];
		*group = (struct search_group){.first = search->npages};
		group->output = plan_add(
		    arena, plan, arena_printf(arena, "assets/search/text-%zu.js", search->ngroups),
		    STR("Lectern"), diags);
	}
	group->npages++;
	group->bytes += bytes;
	return search->npages++;
}

static void
take_bytes(struct arena *arena, struct plan *plan, size_t output, const struct buf *out)
{
	if (output != SIZE_MAX)
		plan->outputs[output].bytes = arena_dup(arena, buf_str(out));
}

static void
write_group(struct arena *arena, struct search *search, struct search_group *group,
	    struct plan *plan, struct buf *out)
{
	struct str texts;

	buf_reset(out);
	for (size_t i = 0; i < group->npages; i++)
		buf_add(out, search->pages[group->first + i].script);
	texts = arena_dup(arena, buf_str(out));
	group->stamp = str_slice(hash_hex(arena, texts), 0, STAMP_LENGTH);
	buf_reset(out);
	buf_addf(out, "lecternSearch.texts[\"%.*s\"]=[\n", STR_ARG(group->stamp));
	buf_add(out, texts);
	buf_add(out, STR("];\n"));
	take_bytes(arena, plan, group->output, out);
}

/* The page's words behind those of the pages before it. */
static void
join_page(struct arena *arena, struct site_words *words, struct page_index *page, size_t base)
{
	for (size_t i = 0; i < page->words.len; i++) {
		struct page_word *word = page->words.entries[i].value;
		uintptr_t known = (uintptr_t)map_find(&words->by_text, word->text);

		word->base = base;
		if (known) {
			words->at[known - 1].last->next = word;
			words->at[known - 1].last = word;
			continue;
		}
		VEC_PUSH(arena, words, ((struct site_word){word, word}));
		map_put(&words->by_text, arena, word->text, (void *)(uintptr_t)words->len);
	}
}

static int
compare_words(const void *a, const void *b)
{
	return str_compare(((const struct site_word *)a)->first->text,
			   ((const struct site_word *)b)->first->text);
}

/* "2":{"15":1,"19":3}: in these records the field holds the word so often. */
static void
write_field(struct buf *out, const struct page_word *word, enum search_field field)
{
	bool first = true;

	for (; word; word = word->next)
		for (const struct posting *at = word->first[field]; at; at = at->next) {
			buf_add(out, first ? STR("{\"") : STR(",\""));
			script_number(out, word->base + at->record);
			buf_add(out, STR("\":"));
			script_number(out, at->count);
			first = false;
		}
	buf_add_char(out, '}');
}

static bool
has_field(const struct page_word *word, enum search_field field)
{
	while (word && !word->first[field])
		word = word->next;
	return word;
}

static void
write_word(struct buf *out, const struct page_word *word)
{
	char before = '{';

	/* Words hold nothing that would have to be escaped. */
	buf_add(out, STR("[\""));
	buf_add(out, word->text);
	buf_add(out, STR("\","));
	for (enum search_field field = 0; field < FIELD_COUNT; field++) {
		if (!has_field(word, field))
			continue;
		buf_add_char(out, before);
		before = ',';
		buf_add_char(out, '"');
		script_number(out, field);
		buf_add(out, STR("\":"));
		write_field(out, word, field);
	}
	buf_add(out, STR("}]"));
}

static void
write_words(struct arena *arena, const struct search *search, struct buf *out)
{
	struct site_words words = {0};
	size_t base = 0;

	for (size_t i = 0; i < search->npages; i++) {
		join_page(arena, &words, &search->pages[i], base);
		base += search->pages[i].records.len;
	}
	if (words.len)
		qsort(words.at, words.len, sizeof(*words.at), compare_words);
	for (size_t i = 0; i < words.len; i++) {
		if (i)
			buf_add_char(out, ',');
		write_word(out, words.at[i].first);
	}
}

static void
write_length(struct buf *out, const uint32_t length[FIELD_COUNT])
{
	for (enum search_field field = 0; field < FIELD_COUNT; field++) {
		buf_add_char(out, field ? ',' : '[');
		script_number(out, length[field]);
	}
	buf_add_char(out, ']');
}

/* Of every record how many different words its fields have, and what that is on average. */
static void
write_lengths(struct buf *out, const struct search *search, size_t nrecords)
{
	uint64_t sums[FIELD_COUNT] = {0};
	size_t number = 0;

	buf_add(out, STR("\"fieldLength\":{"));
	for (size_t i = 0; i < search->npages; i++) {
		const struct page_index *page = &search->pages[i];

		for (size_t k = 0; k < page->records.len; k++, number++) {
			buf_add(out, number ? STR(",\"") : STR("\""));
			script_number(out, number);
			buf_add(out, STR("\":"));
			write_length(out, page->lengths[k]);
			for (enum search_field field = 0; field < FIELD_COUNT; field++)
				sums[field] += page->lengths[k][field];
		}
	}
	buf_add(out, STR("},\"averageFieldLength\":["));
	for (enum search_field field = 0; field < FIELD_COUNT; field++)
		buf_addf(out, "%s%.17g", field ? "," : "",
			 nrecords ? (double)sums[field] / (double)nrecords : 0);
	buf_add_char(out, ']');
}

/* The text of toJSON() in MiniSearch 7.2.0; nothing is stored but what is searched. */
static void
write_index(struct arena *arena, struct buf *out, const struct search *search, size_t nrecords)
{
	buf_addf(out, "{\"documentCount\":%zu,\"nextId\":%zu,\"documentIds\":{", nrecords,
		 nrecords);
	for (size_t i = 0; i < nrecords; i++) {
		buf_add(out, i ? STR(",\"") : STR("\""));
		script_number(out, i);
		buf_add(out, STR("\":"));
		script_number(out, i);
	}
	buf_add(out, STR("},\"fieldIds\":{\"title\":0,\"text\":1,\"page\":2},"));
	write_lengths(out, search, nrecords);
	buf_add(out, STR(",\"storedFields\":{},\"dirtCount\":0,\"index\":["));
	write_words(arena, search, out);
	buf_add(out, STR("],\"serializationVersion\":2}"));
}

static void
write_page(struct buf *out, const struct site *site, const struct page *page, size_t base)
{
	const struct week *week = page->week;
	const struct block *block = week ? week->block : NULL;

	buf_add_char(out, '[');
	script_string(out, page->output);
	buf_add_char(out, ',');
	script_string(out, page->title);
	buf_addf(out, ",%d,%zu,%zu],\n", week ? week->number : 0,
		 block ? (size_t)(block - site->config.blocks) + 1 : 0, base);
}

/* Pages, groups and kinds; the number of records. */
static size_t
write_tables(struct buf *out, const struct site *site, const struct search *search)
{
	size_t base = 0, page = 0;
	struct buf groups, kinds;

	buf_init(&groups);
	buf_init(&kinds);
	buf_add(out, STR("lecternSearch.pages=[\n"));
	for (size_t i = 0; i < search->ngroups; i++) {
		const struct search_group *group = &search->groups[i];

		buf_addf(&groups, "[\"%.*s\",%zu],\n", STR_ARG(group->stamp), base);
		for (; page < group->first + group->npages; page++) {
			const struct records *records = &search->pages[page].records;

			write_page(out, site, search->pages[page].page, base);
			base += records->len;
			for (size_t k = 0; k < records->len; k++)
				buf_add_char(&kinds, "strpq"[records->at[k].kind]);
		}
	}
	buf_add(out, STR("];\nlecternSearch.groups=[\n"));
	buf_add(out, buf_str(&groups));
	buf_add(out, STR("];\nlecternSearch.kinds=\""));
	buf_add(out, buf_str(&kinds));
	buf_add(out, STR("\";\n"));
	buf_release(&kinds);
	buf_release(&groups);
	return base;
}

void
search_write(struct arena *arena, const struct site *site, struct search *search,
	     struct plan *plan)
{
	struct buf out;
	size_t nrecords;

	buf_init(&out);
	for (size_t i = 0; i < search->ngroups; i++)
		write_group(arena, search, &search->groups[i], plan, &out);
	buf_reset(&out);
	nrecords = write_tables(&out, site, search);
	/* In single quotes, for JSON is full of double ones. */
	buf_add(&out, STR("lecternSearch.index='"));
	write_index(arena, &out, search, nrecords);
	buf_add(&out, STR("';\n"));
	take_bytes(arena, plan, search->output, &out);
	buf_release(&out);
}
