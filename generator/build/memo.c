#include "build/memo.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "build/build.h"
#include "build/retell.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/plan.h"
#include "model/page.h"
#include "model/site.h"
#include "publish/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMO_LIMIT = 1 << 30 }; // bytes; above a million files

#define CACHE_FOLDER ".cache"
#define PREFIX "build-"

/* Memos of other folders that stay; who publishes to a new folder each time leaves no heap. */
enum { MOST_OTHERS = 7, HASH_LEN = 32 };

/* Numbers of a build that are told again. */
#define TOTALS(X)                                                                                  \
	X(weeks) X(blocks) X(projects) X(capstones) X(pages) X(tasks) X(resources) X(items) X(links)

static bool
is_remembered(const struct build_options *options)
{
	return options->output.len && !options->form && !options->nparts && !options->online &&
	       !options->changes && !options->first_plugins.len;
}

/* What plugins are told of the time must not be older than a day. */
static int64_t
today(void)
{
	return clock_seconds() / DAY_SECONDS;
}

static struct str
make_key(struct arena *arena, const struct build_options *options)
{
	const char *date = getenv("SOURCE_DATE_EPOCH");
	struct str key;
	struct buf text;

	buf_init(&text);
	buf_addf(&text, "%s\n%d%d%d\n%lld\n%s\n", LECTERN_VERSION, (int)options->audience,
		 options->strict, options->locked, (long long)today(), date ? date : "");
	/* Relative paths mean something else in another folder. */
	buf_addf(&text, "%.*s\n%.*s\n%.*s\n", STR_ARG(file_real_path(arena, ".")),
		 STR_ARG(options->folder), STR_ARG(options->output));
	buf_addf(&text, "%.*s\n%.*s\n", STR_ARG(options->themes), STR_ARG(options->plugins));
	key = hash_hex(arena, buf_str(&text));
	buf_release(&text);
	return key;
}

/* One for each folder that the site is published to. */
static struct str
name_file(struct arena *arena, const struct build_options *options)
{
	struct str parent = path_folder(options->output);
	struct str real = file_real_path(arena, parent.len ? arena_dup(arena, parent).at : ".");
	struct str output = path_join(arena, real, path_name(options->output));

	return path_join(arena, options->folder,
			 arena_printf(arena, CACHE_FOLDER "/" PREFIX "%.*s",
				      STR_ARG(hash_hex(arena, output))));
}

void
memo_init(struct memo *memo, const struct build_options *options)
{
	*memo = (struct memo){0};
	arena_init(&memo->arena);
	if (!is_remembered(options))
		return;
	memo->file = name_file(&memo->arena, options);
	memo->key = make_key(&memo->arena, options);
}

void
memo_release(struct memo *memo)
{
	arena_release(&memo->arena);
}

static void
forget(struct memo *memo)
{
	memo->file = STR("");
}

static bool
read_head(const struct memo *memo, struct arena *arena, struct str text, struct str *rest,
	  const struct value **head)
{
	struct source source = {memo->file, {0}};
	struct diag_list unheard;
	bool good;

	diag_init(&unheard);
	*rest = text;
	good = str_split(rest, '\n', &source.text) && json_parse(arena, &source, head, &unheard) &&
	       str_eq(value_text(value_find(*head, STR("key"))), memo->key);
	diag_release(&unheard);
	return good;
}

static size_t
count_at(const struct value *map, struct str key)
{
	return (size_t)value_real(value_find(map, key), 0);
}

static void
read_report(const struct value *head, struct build_report *report)
{
	const struct value *totals = value_find(head, STR("totals"));

#define READ(name) report->totals.name = count_at(totals, STR(#name));
	TOTALS(READ)
#undef READ
	report->totals.hours = value_real(value_find(totals, STR("hours")), 0);
	report->published.linked = count_at(head, STR("files"));
	report->published.bytes = count_at(head, STR("bytes"));
	report->rules = value_find(head, STR("rules"));
	report->unchanged = true;
}

static int
compare_ages(const void *a, const void *b)
{
	int64_t one = ((const struct stamped *)a)->stamp.modified;
	int64_t other = ((const struct stamped *)b)->stamp.modified;

	return (one < other) - (one > other);
}

static bool
is_memo(struct str name)
{
	struct str digits = str_skip(name, strlen(PREFIX));

	if (!str_starts(name, STR(PREFIX)) || digits.len != HASH_LEN)
		return false;
	for (size_t i = 0; i < digits.len; i++)
		if (!ascii_is_digit(digits.at[i]) && (digits.at[i] < 'a' || digits.at[i] > 'f'))
			return false;
	return true;
}

/* All but the newest memos of this site; others may keep files in the folder, too. */
static void
remove_old(struct memo *memo, struct str folder)
{
	struct stamps memos = {0};
	struct str *names;
	size_t nnames;

	if (!folder_list(&memo->arena, folder.at, &names, &nnames))
		return;
	for (size_t i = 0; i < nnames; i++)
		if (is_memo(names[i]))
			stamps_add(&memo->arena, &memos, path_join(&memo->arena, folder, names[i]));
	if (memos.all.len)
		qsort(memos.all.at, memos.all.len, sizeof(*memos.all.at), compare_ages);
	for (size_t i = MOST_OTHERS; i < memos.all.len; i++)
		remove(memos.all.at[i].path.at);
}

static void
write_file(struct memo *memo, const struct value *head)
{
	struct str folder = arena_dup(&memo->arena, path_folder(memo->file));
	struct str ignore = path_join(&memo->arena, folder, STR(".gitignore"));
	struct buf text;

	buf_init(&text);
	json_write(&text, head, JSON_COMPACT);
	buf_add_char(&text, '\n');
	stamps_write(&text, &memo->stamps);
	remove_old(memo, folder);
	/* Nobody's to commit. */
	if (folder_make(folder.at) &&
	    (file_info(ignore.at).kind != FILE_ABSENT || file_create(ignore.at, STR("*\n"))))
		file_replace(memo->file.at, buf_str(&text)); // without it, all is built again
	buf_release(&text);
}

static bool
tell_again(struct arena *arena, const struct value *told, struct diag_list *diags)
{
	struct diag_list again;
	bool good;

	diag_init(&again);
	good = retell(arena, told, &again);
	if (good)
		diag_merge(diags, &again);
	diag_release(&again);
	return good;
}

bool
memo_answers(struct memo *memo, struct arena *arena, struct build_report *report,
	     struct diag_list *diags)
{
	enum stamps_answer answer;
	const struct value *head;
	struct str text;

	if (!memo->file.len || !file_read(&memo->arena, memo->file.at, MEMO_LIMIT, &text) ||
	    !read_head(memo, arena, text, &text, &head) ||
	    !stamps_read(&memo->arena, text, &memo->stamps))
		return false;
	answer = stamps_compare(&memo->arena, &memo->stamps);
	if (answer == STAMPS_CHANGED || !tell_again(arena, value_find(head, STR("told")), diags))
		return false;
	if (answer == STAMPS_RENEWED)
		write_file(memo, head);
	read_report(head, report);
	return true;
}

/* In the checkout of Lectern a site's folder and the installed one are the same. */
static bool
add_installed(struct memo *memo, struct str installed, struct str own)
{
	struct str real = file_real_path(&memo->arena, own.at);

	return !installed.len ||
	       str_eq(file_real_path(&memo->arena, arena_dup(&memo->arena, installed).at), real) ||
	       stamps_add(&memo->arena, &memo->stamps, installed);
}

/* Files that may be pages are not hashed until it is known which are, or they are not put off. */
static void
put_off_pages(struct stamps *stamps, bool off)
{
	for (size_t i = 0; i < stamps->all.len; i++) {
		struct stamped *stamped = &stamps->all.at[i];

		if (stamped->kind == STAMPED_FILE && !stamped->hash &&
		    str_eq_fold(path_extension(stamped->path), STR(".md")))
			stamped->hashed = off;
	}
}

void
memo_begin(struct memo *memo, const struct build_options *options, struct pool *pool)
{
	struct arena *arena = &memo->arena;
	struct stamps *stamps = &memo->stamps;
	struct str themes = path_join(arena, options->folder, STR("themes"));
	struct str plugins = path_join(arena, options->folder, STR("plugins"));

	if (!memo->file.len)
		return;
	*stamps = (struct stamps){0};
	stamps_begin(stamps);
	if (!stamps_add(arena, stamps, site_content(arena, options->folder))) {
		forget(memo);
		return;
	}
	put_off_pages(stamps, true);
	if (!stamps_add(arena, stamps, themes) || !stamps_add(arena, stamps, plugins) ||
	    !add_installed(memo, options->themes, themes) ||
	    !add_installed(memo, options->plugins, plugins) ||
	    !stamps_add(arena, stamps, file_program(arena)) || !stamps_hash(stamps, pool))
		forget(memo);
}

void
memo_watch(struct memo *memo, struct str file, struct pool *pool)
{
	if (memo->file.len && file.len &&
	    (!stamps_add(&memo->arena, &memo->stamps, file) || !stamps_hash(&memo->stamps, pool)))
		forget(memo);
}

void
memo_know_pages(struct memo *memo, const struct site *site)
{
	struct map pages = {0};
	size_t known = 0;

	if (!memo->file.len)
		return;
	for (size_t i = 0; i < site->npages; i++)
		map_put(&pages, &memo->arena, site->pages[i].entry->file, &site->pages[i]);
	for (size_t i = 0; i < memo->stamps.all.len; i++) {
		struct stamped *stamped = &memo->stamps.all.at[i];
		const struct page *page = map_find(&pages, stamped->path);

		if (!page)
			continue;
		stamped->hash = hash_64(page->document.source.text);
		known++;
	}
	put_off_pages(&memo->stamps, false); // what is no page
	if (known != site->npages)
		forget(memo); // one came while the others were stamped
}

void
memo_keep_told(struct memo *memo, const struct build_report *report, const struct diag_list *diags)
{
	struct arena *arena = &memo->arena;

	if (!memo->file.len)
		return;
	memo->told = retell_keep(arena, diags);
	memo->rules = value_map(arena, NULL);
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		if (diag->rule.len)
			value_put(arena, memo->rules, diag->rule,
				  value_string(arena, build_rule_doc(report, diag->rule)));
}

static struct value *
keep_totals(struct arena *arena, const struct totals *totals)
{
	struct value *map = value_map(arena, NULL);

#define KEEP(name) value_set(arena, map, STR(#name), value_int(arena, (int64_t)totals->name));
	TOTALS(KEEP)
#undef KEEP
	value_set(arena, map, STR("hours"), value_number(arena, totals->hours));
	return map;
}

static struct value *
make_head(struct memo *memo, const struct build_report *report)
{
	struct arena *arena = &memo->arena;
	struct value *head = value_map(arena, NULL);

	value_set(arena, head, STR("key"), value_string(arena, memo->key));
	value_set(arena, head, STR("totals"), keep_totals(arena, &report->totals));
	value_set(arena, head, STR("files"), value_int(arena, (int64_t)report->plan->noutputs));
	value_set(arena, head, STR("bytes"), value_int(arena, (int64_t)report->published.bytes));
	value_set(arena, head, STR("told"), memo->told);
	value_set(arena, head, STR("rules"), memo->rules);
	return head;
}

/* The manifest, which knows the bytes of all files, and the names in every folder. */
static bool
add_outputs(struct memo *memo, struct str output, const struct plan *plan)
{
	struct arena *arena = &memo->arena;
	struct map folders = {0};

	stamps_begin(&memo->stamps);
	map_put(&folders, arena, output, memo);
	for (size_t i = 0; i < plan->noutputs; i++) {
		struct str inner = path_folder(plan->outputs[i].path);

		if (inner.len)
			map_put(&folders, arena, path_join(arena, output, inner), memo);
	}
	for (size_t i = 0; i < folders.len; i++)
		if (!stamps_add_names(arena, &memo->stamps, folders.entries[i].key))
			return false;
	return stamps_add(arena, &memo->stamps, path_join(arena, output, STR(MANIFEST_NAME)));
}

void
memo_keep(struct memo *memo, const struct build_options *options, const struct build_report *report,
	  struct pool *pool)
{
	/* What was changed while the build went on was read before or after, who knows. */
	if (!memo->file.len || !memo->told || !report->plan || !stamps_stand(&memo->stamps))
		return;
	if (add_outputs(memo, options->output, report->plan) && stamps_hash(&memo->stamps, pool))
		write_file(memo, make_head(memo, report));
}
