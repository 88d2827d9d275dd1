/* The table of section roles and of the headings that every course understands. */
#include "model/role.h"

static const struct {
	struct str name, field;
} roles[ROLE_COUNT] = {
    [ROLE_NONE] = {STR_INIT(""), STR_INIT("")},
    [ROLE_OUTCOMES] = {STR_INIT("outcomes"), STR_INIT("outcomes")},
    [ROLE_TOPICS] = {STR_INIT("topics"), STR_INIT("topics")},
    [ROLE_TASKS] = {STR_INIT("tasks"), STR_INIT("tasks")},
    [ROLE_RESOURCES] = {STR_INIT("resources"), STR_INIT("resources")},
    [ROLE_MY_RESOURCES] = {STR_INIT("my-resources"), STR_INIT("my_resources")},
    [ROLE_PROJECT] = {STR_INIT("project"), STR_INIT("project")},
    [ROLE_ETHICS] = {STR_INIT("ethics"), STR_INIT("ethics")},
    [ROLE_STRETCH] = {STR_INIT("stretch"), STR_INIT("stretch")},
    [ROLE_SELF_ASSESSMENT] = {STR_INIT("self-assessment"), STR_INIT("self_assessment")},
    [ROLE_INTERVIEW] = {STR_INIT("interview"), STR_INIT("interview")},
};

static const struct role_wording built_in[] = {
    {STR_INIT("outcomes"), ROLE_OUTCOMES},
    {STR_INIT("weekly outcomes"), ROLE_OUTCOMES},
    {STR_INIT("learning outcomes"), ROLE_OUTCOMES},
    {STR_INIT("topics"), ROLE_TOPICS},
    {STR_INIT("topics to cover"), ROLE_TOPICS},
    {STR_INIT("tasks"), ROLE_TASKS},
    {STR_INIT("resources"), ROLE_RESOURCES},
    {STR_INIT("my resources"), ROLE_MY_RESOURCES},
    {STR_INIT("project"), ROLE_PROJECT},
    {STR_INIT("mini project"), ROLE_PROJECT},
    {STR_INIT("mini-project"), ROLE_PROJECT},
    {STR_INIT("capstone"), ROLE_PROJECT},
    {STR_INIT("capstone project"), ROLE_PROJECT},
    {STR_INIT("final capstone project"), ROLE_PROJECT},
    {STR_INIT("ethics"), ROLE_ETHICS},
    {STR_INIT("ethics & best practices"), ROLE_ETHICS},
    {STR_INIT("ethics and best practices"), ROLE_ETHICS},
    {STR_INIT("stretch"), ROLE_STRETCH},
    {STR_INIT("stretch goals"), ROLE_STRETCH},
    {STR_INIT("self-assessment"), ROLE_SELF_ASSESSMENT},
    {STR_INIT("self assessment"), ROLE_SELF_ASSESSMENT},
    {STR_INIT("self-assessment checklist"), ROLE_SELF_ASSESSMENT},
    {STR_INIT("interview"), ROLE_INTERVIEW},
    {STR_INIT("interview questions"), ROLE_INTERVIEW},
    {STR_INIT("interview prep questions"), ROLE_INTERVIEW},
};

struct str
role_name(enum role role)
{
	return roles[role].name;
}

struct str
role_field(enum role role)
{
	return roles[role].field;
}

enum role
role_find(struct str name)
{
	for (size_t i = 1; i < ROLE_COUNT; i++)
		if (str_eq(roles[i].name, name))
			return (enum role)i;
	return ROLE_NONE;
}

static enum role
find_wording(struct str text, const struct role_wording *wordings, size_t nwordings)
{
	for (size_t i = 0; i < nwordings; i++)
		if (str_eq_fold(wordings[i].text, text))
			return wordings[i].role;
	return ROLE_NONE;
}

enum role
role_of_heading(struct str text, const struct role_wording *wordings, size_t nwordings)
{
	enum role role;

	text = str_trim(text);
	role = find_wording(text, wordings, nwordings);
	if (role != ROLE_NONE)
		return role;
	return find_wording(text, built_in, sizeof(built_in) / sizeof(built_in[0]));
}
