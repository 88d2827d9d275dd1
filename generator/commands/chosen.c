#include "commands/chosen.h"

#include "base/diag.h"
#include "commands/command.h"

static bool
is_of(struct str rule, struct str name)
{
	if (str_ends(name, STR("*")))
		return str_starts(rule, str_slice(name, 0, name.len - 1));
	return str_eq(rule, name);
}

/* Rules of plugins are known only when the site is; a '*' may stand for none. */
static bool
check_name(struct str name)
{
	size_t star = str_find_char(name, '*');

	if (!name.len || star + 1 < name.len) {
		command_usage_error("check", "'--rules' wants names such as links/*,url-local");
		return false;
	}
	if (star < name.len || str_find_char(name, '/') < name.len || diag_find(name) < DIAG_COUNT)
		return true;
	command_usage_error("check", "'--rules' knows no rule '%.*s'", STR_ARG(name));
	return false;
}

bool
chosen_check(struct str rules)
{
	struct str name;

	if (!rules.len)
		return check_name(rules);
	while (str_split(&rules, ',', &name))
		if (!check_name(name))
			return false;
	return true;
}

static bool
is_left_out(const struct diag *diag, void *context)
{
	struct str rules = *(const struct str *)context, name;

	if (diag->level == DIAG_FATAL)
		return false;
	while (str_split(&rules, ',', &name))
		if (is_of(diag_slug(diag), name))
			return false;
	return true;
}

void
chosen_keep(struct diag_list *diags, struct str rules)
{
	diag_drop(diags, is_left_out, &rules);
}
