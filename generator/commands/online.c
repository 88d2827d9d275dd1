#include "commands/online.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/build.h"
#include "commands/command.h"
#include "model/changes.h"
#include "model/link_quantity.h"
#include "net/transfer.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

static bool
refuse_without(const struct options *options)
{
	static const char *const names[] = {"only", "since", "refresh", "max-time", "no-cache"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!option_given(options, names[i]))
			continue;
		command_usage_error("check", "'--%s' goes with '--online'", names[i]);
		return false;
	}
	return true;
}

static bool
read_only(const struct options *options, struct build_options *build)
{
	static const char *const choices[] = {"all", "new", "changed"};
	const char *text = option_text(options, "only");

	if (!text)
		return true;
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (strcmp(text, choices[i]) == 0)
			build->ask.only = choices[i];
	if (!build->ask.only)
		command_usage_error("check", "'--only' wants all, new or changed, not '%s'", text);
	return build->ask.only;
}

static bool
read_time(const struct options *options, struct build_options *build)
{
	const char *text = option_text(options, "max-time");
	double seconds;

	if (!text)
		return true;
	if (!link_read_duration(str_from(text), &seconds) || seconds < 1) {
		command_usage_error("check",
				    "'--max-time' wants a time such as 90s or 10m, not '%s'", text);
		return false;
	}
	build->ask.max_time = (int64_t)seconds;
	return true;
}

static bool
read_refresh(const struct options *options, struct build_options *build)
{
	size_t n;

	if (!option_count(options, "refresh", 0, &n))
		return false;
	build->ask.refresh = (int64_t)n;
	return true;
}

static bool
read_since(struct arena *arena, const struct options *options, struct build_options *build)
{
	const char *since = option_text(options, "since");
	bool wanted = build->ask.only && strcmp(build->ask.only, "changed") == 0;
	struct changes *changes;

	if (wanted != (since != NULL)) {
		command_usage_error("check", "'--only changed' and '--since' go together");
		return false;
	}
	if (!since)
		return true;
	changes = ARENA_NEW(arena, struct changes);
	if (!changes_read(arena, build->folder, since, changes)) {
		command_usage_error("check", "git cannot tell what changed since '%s'", since);
		return false;
	}
	build->changes = changes;
	return true;
}

/*
 * The program beside this one does all the same, and holds libcurl besides, which builds that
 * stay offline need not wait for.
 */
static void
become_online(struct arena *arena, const struct options *options)
{
	struct str folder = path_folder(file_program(arena));

	execv(path_join(arena, folder, STR("lectern-online")).at, options->words);
	execv(path_join(arena, path_folder(folder), STR("libexec/lectern/lectern-online")).at,
	      options->words);
}

bool
online_read(struct arena *arena, const struct options *options, struct build_options *build)
{
	build->online = option_given(options, "online");
	if (!build->online)
		return refuse_without(options);
	if (option_given(options, "offline")) {
		command_usage_error("check", "'--online' and '--offline' exclude each other");
		return false;
	}
	if (!transfers_are_available()) {
		become_online(arena, options); // returns when it cannot
		command_usage_error("check", "there is no 'lectern-online' beside this program, "
					     "so it cannot go online; build with LIBCURL=yes");
		return false;
	}
	build->ask.without_cache = option_given(options, "no-cache");
	return read_only(options, build) && read_time(options, build) &&
	       read_refresh(options, build) && read_since(arena, options, build);
}
