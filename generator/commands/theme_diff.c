/*
 * lectern theme diff: three files side by side; what the theme's own was, what it is, and
 * what the site made of it. The differences are shown by diff, which every system has.
 */
#include "commands/theme_files.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/str.h"
#include "commands/diff.h"

#include <stdio.h>
#include <string.h>

/* As a word of a command for a shell. */
static struct str
shell_word(struct arena *arena, struct str text)
{
	struct buf word;
	struct str result;
	bool plain = text.len > 0;

	for (size_t i = 0; i < text.len; i++)
		plain &= ascii_is_alnum(text.at[i]) || strchr("_-./+", text.at[i]) != NULL;
	if (plain)
		return text;
	buf_init(&word);
	buf_add_char(&word, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\'')
			buf_add(&word, STR("'\\'"));
		buf_add_char(&word, text.at[i]);
	}
	buf_add_char(&word, '\'');
	result = arena_dup(arena, buf_str(&word));
	buf_release(&word);
	return result;
}

struct str
theme_command(const struct theme_files *files, const char *verb, const struct override *override)
{
	struct str site = shell_word(files->arena, str_from(files->site));
	bool here = strcmp(files->site, ".") == 0;

	return arena_printf(files->arena, "lectern theme %s %.*s%s%.*s", verb,
			    STR_ARG(shell_word(files->arena, override->name)),
			    here ? "" : " --site ", here ? 0 : (int)site.len, site.at);
}

/* Says what `heading` says, and prints the differences; false when diff could not. */
static bool
show(const char *heading, struct diff_side from, struct diff_side to)
{
	bool differ;

	printf("\n%s\n", heading);
	if (!diff_print(from, to, &differ))
		return false;
	if (!differ)
		puts("nothing");
	return true;
}

static void
tell_how_to_merge(const struct theme_files *files, const struct override *override)
{
	struct arena *arena = files->arena;
	struct str copy = shell_word(arena, override->copy);
	struct str base = shell_word(arena, override->base);
	struct str original = shell_word(arena, override->original);

	printf("\nTo take over what the theme changed, and then say that it is done:\n"
	       "  git merge-file %.*s %.*s %.*s\n"
	       "  %.*s\n"
	       "Without git: diff3 -m YOURS BASE THEME prints the same of these three files.\n",
	       STR_ARG(copy), STR_ARG(base), STR_ARG(original),
	       STR_ARG(theme_command(files, "keep", override)));
}

/* The base is not known, so who changed what cannot be told. */
static bool
show_two(const struct theme_files *files, const struct override *override, const char *why)
{
	struct diff_side theme = {override->original, "theme"}, yours = {override->copy, "yours"};
	bool shown;

	printf("%s\n", why);
	shown = show("What differs between the theme's and yours:", theme, yours);
	printf("\nWhen yours is as it shall be: %.*s\n",
	       STR_ARG(theme_command(files, "keep", override)));
	return shown;
}

static bool
show_three(const struct theme_files *files, const struct override *override)
{
	struct diff_side base = {override->base, "base"}, theme = {override->original, "theme"},
			 yours = {override->copy, "yours"};

	if (!show("What the theme changed since your copy was made:", base, theme) ||
	    !show("What you changed:", base, yours))
		return false;
	if (override->state == OVERRIDE_STALE)
		tell_how_to_merge(files, override);
	return true;
}

static bool
diff_one(const struct theme_files *files, const struct override *override)
{
	struct str bytes;

	printf("%.*s\n", STR_ARG(override->copy));
	switch (override->state) {
	case OVERRIDE_NONE:
		printf("The site has no copy of it; one is made by: %.*s\n",
		       STR_ARG(theme_command(files, "eject", override)));
		return true;
	case OVERRIDE_ORPHAN:
		printf("The theme has no such file any more. Remove yours, or make it your own: "
		       "%.*s\n",
		       STR_ARG(theme_command(files, "keep", override)));
		return true;
	case OVERRIDE_UNRECORDED:
		return show_two(files, override, "It is not known what it was made of.");
	case OVERRIDE_FRESH:
	case OVERRIDE_STALE: break;
	}
	if (!override_read_base(files->arena, override, &bytes))
		return show_two(files, override, "What it was made of was not kept as it was.");
	return show_three(files, override);
}

int
theme_diff(const struct theme_files *files)
{
	size_t shown = 0;

	for (size_t i = 0; i < files->nchosen; i++, shown++) {
		if (shown)
			putchar('\n');
		if (!diff_one(files, files->chosen[i]))
			return STATUS_ENVIRONMENT;
	}
	for (size_t i = 0; i < files->overrides.noverrides && !files->nchosen; i++) {
		const struct override *override = &files->overrides.all[i];

		if (override->state != OVERRIDE_STALE && override->state != OVERRIDE_ORPHAN)
			continue;
		if (shown++)
			putchar('\n');
		if (!diff_one(files, override))
			return STATUS_ENVIRONMENT;
	}
	if (!shown)
		puts("no copy is stale");
	return STATUS_OK;
}
