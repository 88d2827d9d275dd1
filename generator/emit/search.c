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
	struct search_group *group = search->ngroups ? &search->groups[search->ngroups - 1] : NULL;

	if (!group || group->bytes + bytes > GROUP_SIZE) {
		group = &search->groups[search->ngroups++];
		*group = (struct search_group){.first = search->npages};
		group->output =
		    plan_add(arena, plan,
			     arena_printf(arena, "assets/search/text-%zu.js", search->ngroups),
			     STR("Lectern"), diags);
	}
	group->npages++;
	group->bytes += bytes;
	return search->npages++;
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
	plan_fill(plan, arena, group->output, buf_str(out));
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

/* "15 4.3 1": in record 15 once, in record 19 three times, in record 20 once. */
static void
write_postings(struct buf *out, const struct page_word *word, enum search_field field)
{
	size_t before = 0;
	bool first = true;

	for (; word; word = word->next)
		for (const struct posting *at = word->first[field]; at; at = at->next) {
			if (!first)
				buf_add_char(out, ' ');
			script_number(out, word->base + at->record - before);
			if (at->count > 1) {
				buf_add_char(out, '.');
				script_number(out, at->count);
			}
			before = word->base + at->record;
			first = false;
		}
}

static bool
has_field(const struct page_word *word, enum search_field field)
{
	while (word && !word->first[field])
		word = word->next;
	return word;
}

/* The word and its fields, as far as there are any; words hold nothing to be escaped. */
static void
write_word(struct buf *out, const struct page_word *word)
{
	size_t waiting = 0;

	buf_add(out, word->text);
	for (enum search_field field = 0; field < FIELD_COUNT; field++) {
		waiting++;
		if (!has_field(word, field))
			continue;
		for (; waiting; waiting--)
			buf_add_char(out, ';');
		write_postings(out, word, field);
	}
}

static void
write_words(struct arena *arena, struct buf *out, const struct search *search)
{
	struct site_words words = {0};
	size_t base = 0;

	for (size_t i = 0; i < search->npages; i++) {
		join_page(arena, &words, &search->pages[i], base);
		base += search->pages[i].records.len;
	}
	if (words.len)
		qsort(words.at, words.len, sizeof(*words.at), compare_words);
	buf_add(out, STR("lecternSearch.index='"));
	for (size_t i = 0; i < words.len; i++) {
		if (i)
			buf_add_char(out, '|');
		write_word(out, words.at[i].first);
	}
	buf_add(out, STR("';\n"));
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

/* Pages, groups and kinds. */
static void
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
}

void
search_write(struct arena *arena, const struct site *site, struct search *search, struct plan *plan)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < search->ngroups; i++)
		write_group(arena, search, &search->groups[i], plan, &out);
	buf_reset(&out);
	write_tables(&out, site, search);
	write_words(arena, &out, search);
	plan_fill(plan, arena, search->output, buf_str(&out));
	buf_release(&out);
}
