/* content/site.yaml: the table of its keys, and from checked value to struct. */
#include "model/config.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/web_url.h"
#include "data/schema.h"
#include "data/value.h"
#include "data/yaml.h"
#include "document/outline.h"
#include "model/range.h"

static const struct field anything = {.type = FIELD_FREE};
static const struct field text_item = {.type = FIELD_TEXT};
static const struct field text_list_item = {.type = FIELD_LIST, .item = &text_item};

static const struct field block_fields[] = {
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Name of the stretch."},
    {.name = "weeks",
     .type = FIELD_TEXT,
     .required = true,
     .pattern = "^[0-9]+(-[0-9]+)?$",
     .doc = "First and last week, such as 1-4."},
    {.name = "goal", .type = FIELD_TEXT, .doc = "What the stretch is for, in a sentence."},
    {.name = "skills", .type = FIELD_LIST, .item = &text_item, .doc = "What is learnt in it."},
    {.name = "capstone", .type = FIELD_TEXT, .doc = "The work that ends it."},
    {.name = "relevance", .type = FIELD_TEXT, .doc = "What it is good for in a job."},
    {0},
};
static const struct schema block_schema = {.noun = "a block",
					   .doc = "A stretch of weeks.",
					   .fields = block_fields};
static const struct field block_item = {.type = FIELD_MAP, .of = &block_schema};

static const struct field theme_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .doc = "Folder of the theme below themes/."},
    {.name = "options", .type = FIELD_FREE, .doc = "Options that the theme declares."},
    {.name = "strings", .type = FIELD_FREE, .doc = "Words of the theme, in other words."},
    {.name = "pages",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "Those of the pages that the theme adds; all of them unless given."},
    {0},
};
static const struct schema theme_schema = {.noun = "'theme'",
					   .doc = "How the site looks.",
					   .fields = theme_fields};

static const struct field plugin_forms[] = {{.type = FIELD_TEXT},
					    {.type = FIELD_FREE},
					    {.type = FIELD_ONE_OF}};
static const struct field plugin_item = {.type = FIELD_ONE_OF, .alternatives = plugin_forms};

static const struct field config_fields[] = {
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Title of the course."},
    {.name = "tagline", .type = FIELD_TEXT, .doc = "A few words below the title."},
    {.name = "description", .type = FIELD_TEXT, .doc = "One or two sentences for search engines."},
    {.name = "language",
     .type = FIELD_TEXT,
     .pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$",
     .doc = "Language of the content as a BCP 47 tag; en unless given."},
    {.name = "id",
     .type = FIELD_TEXT,
     .pattern = "^[a-z0-9][a-z0-9-]*$",
     .doc = "Short name that keeps this course apart from others in the reader's browser."},
    {.name = "url",
     .type = FIELD_TEXT,
     .pattern = "^https?://",
     .doc = "Where the site will stand; only canonical links, sitemap and feed need it."},
    {.name = "hours_per_week", .type = FIELD_TEXT, .doc = "Budget, such as 12-14."},
    {.name = "blocks", .type = FIELD_LIST, .item = &block_item, .doc = "Stretches of weeks."},
    {.name = "navigation",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "Pages in the site's navigation, as paths in content/."},
    {.name = "roles",
     .type = FIELD_FREE,
     .item = &text_list_item,
     .doc = "More headings that open a section of a role: {tasks: [Aufgaben]}."},
    {.name = "theme", .type = FIELD_MAP, .of = &theme_schema, .doc = "How the site looks."},
    {.name = "plugins",
     .type = FIELD_LIST,
     .item = &plugin_item,
     .doc = "Plugins in the order in which they run: a name, or {name: {option: value}}."},
    {.name = "links",
     .type = FIELD_MAP,
     .of = &link_settings_schema,
     .doc = "How links are checked."},
    {.name = "params",
     .type = FIELD_FREE,
     .item = &anything,
     .doc = "Values of your own for themes and plugins, by names of your own."},
    {.name = "offline",
     .type = FIELD_BOOL,
     .doc = "Keeps the site, where it is served, in the reader's browser; true unless given."},
    {.name = "download",
     .type = FIELD_BOOL,
     .doc = "Puts an archive of the whole site into it, for readers to take along."},
    {.name = "raw_html",
     .type = FIELD_BOOL,
     .doc = "Lets raw HTML of content through. Whoever edits content can then run scripts."},
    {0},
};
const struct schema config_schema = {.noun = "site.yaml",
				     .doc = "Settings of a Lectern site.",
				     .fields = config_fields};

/* Scripts that run from right to left, by language; ISO 639 and CLDR. */
static const struct str right_to_left[] = {
    STR_INIT("ar"), STR_INIT("arc"), STR_INIT("ckb"), STR_INIT("dv"),
    STR_INIT("fa"), STR_INIT("he"),  STR_INIT("ks"),  STR_INIT("ps"),
    STR_INIT("sd"), STR_INIT("ug"),  STR_INIT("ur"),  STR_INIT("yi"),
};

static bool
is_right_to_left(struct str language)
{
	struct str primary = str_slice(language, 0, str_find_char(language, '-'));

	for (size_t i = 0; i < sizeof(right_to_left) / sizeof(right_to_left[0]); i++)
		if (str_eq_fold(primary, right_to_left[i]))
			return true;
	return false;
}

static struct str *
read_texts(struct arena *arena, const struct value *list, size_t *ntexts)
{
	struct str *texts = ARENA_ARRAY(arena, struct str, value_len(list));

	*ntexts = value_len(list);
	for (size_t i = 0; i < *ntexts; i++)
		texts[i] = value_text(value_at(list, i));
	return texts;
}

static void
read_block(struct arena *arena, const struct value *map, struct config *config, struct block *block,
	   struct diag_list *diags)
{
	const struct value *weeks = value_find(map, STR("weeks"));

	block->title = value_text(value_find(map, STR("title")));
	block->goal = value_text(value_find(map, STR("goal")));
	block->capstone = value_text(value_find(map, STR("capstone")));
	block->relevance = value_text(value_find(map, STR("relevance")));
	block->skills = read_texts(arena, value_find(map, STR("skills")), &block->nskills);
	block->span = weeks->span;
	if (!range_parse(value_text(weeks), &block->first, &block->last)) {
		struct diag *diag =
		    diag_add(diags, DIAG_BLOCK_RANGE, &config->source, weeks->span,
			     "'%.*s' is no range of weeks", STR_ARG(value_text(weeks)));

		diag_cure(diags, diag, "write the first and the last week, such as 1-4");
		block->first = block->last = -1;
	}
}

static void
read_blocks(struct arena *arena, const struct value *list, struct config *config,
	    struct diag_list *diags)
{
	config->nblocks = value_len(list);
	config->blocks = ARENA_ARRAY(arena, struct block, config->nblocks);
	for (size_t i = 0; i < config->nblocks; i++)
		read_block(arena, value_at(list, i), config, &config->blocks[i], diags);
}

static void
report_unknown_role(const struct config *config, const struct value_entry *entry,
		    struct diag_list *diags)
{
	struct str names[ROLE_COUNT];
	struct diag *diag = diag_add(diags, DIAG_UNKNOWN_KEY, &config->source, entry->key_span,
				     "there is no role '%.*s'", STR_ARG(entry->key));
	struct str near;

	for (size_t i = 0; i < ROLE_COUNT; i++)
		names[i] = role_name((enum role)i);
	near = diag_nearest(entry->key, names + 1, ROLE_COUNT - 1);
	if (near.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(near));
}

static size_t
count_wordings(const struct value *roles)
{
	size_t count = 0;

	for (size_t i = 0; i < value_len(roles); i++)
		count += value_len(roles->map->entries[i].value);
	return count;
}

static void
read_wordings(struct arena *arena, const struct value *roles, struct config *config,
	      struct diag_list *diags)
{
	config->wordings = ARENA_ARRAY(arena, struct role_wording, count_wordings(roles));
	for (size_t i = 0; i < value_len(roles); i++) {
		const struct value_entry *entry = &roles->map->entries[i];
		enum role role = role_find(entry->key);

		if (role == ROLE_NONE)
			report_unknown_role(config, entry, diags);
		for (size_t k = 0; k < value_len(entry->value); k++)
			config->wordings[config->nwordings++] =
			    (struct role_wording){.text = value_text(value_at(entry->value, k)),
						  .role = role};
	}
}

static void
read_navigation(struct arena *arena, const struct value *list, struct config *config)
{
	config->nnavigation = value_len(list);
	config->navigation = ARENA_ARRAY(arena, struct config_path, config->nnavigation);
	for (size_t i = 0; i < config->nnavigation; i++) {
		const struct value *item = value_at(list, i);

		config->navigation[i] = (struct config_path){value_text(item), item->span};
	}
}

static void
read_url(struct arena *arena, const struct value *value, struct config *config,
	 struct diag_list *diags)
{
	struct str url = value_text(value);

	if (!url.len)
		return;
	if (!str_starts(url, STR("https://")) && !str_starts(url, STR("http://"))) {
		diag_add(diags, DIAG_WRONG_TYPE, &config->source, value->span,
			 "'url' wants an address that starts with https://");
		return;
	}
	config->url = str_ends(url, STR("/")) ? url : arena_printf(arena, "%.*s/", STR_ARG(url));
	config->url_key = web_url_key(arena, config->url);
}

/* The id becomes part of names: of storage, of caches, of a file. */
static void
read_id(struct arena *arena, const struct value *value, struct config *config,
	struct diag_list *diags)
{
	struct str id = value_text(value);
	bool good = !id.len || id.at[0] != '-';

	for (size_t i = 0; i < id.len && good; i++)
		good = id.at[i] == '-' ||
		       (ascii_is_alnum(id.at[i]) && ascii_lower(id.at[i]) == id.at[i]);
	if (!good)
		diag_add(diags, DIAG_WRONG_TYPE, &config->source, value->span,
			 "'id' wants lower-case letters a-z, digits and hyphens");
	config->id = id.len ? id : outline_slug_dup(arena, config->title, STR("course"));
}

static void
read_scalars(struct arena *arena, const struct value *map, struct config *config,
	     struct diag_list *diags)
{
	const struct value *offline = value_find(map, STR("offline"));

	config->title = value_text(value_find(map, STR("title")));
	config->tagline = value_text(value_find(map, STR("tagline")));
	config->description = value_text(value_find(map, STR("description")));
	config->hours_per_week = value_text(value_find(map, STR("hours_per_week")));
	config->language = value_text(value_find(map, STR("language")));
	if (!config->language.len)
		config->language = STR("en");
	config->right_to_left = is_right_to_left(config->language);
	read_id(arena, value_find(map, STR("id")), config, diags);
	config->raw_html = value_is_true(value_find(map, STR("raw_html")));
	config->offline = !offline || value_is_true(offline);
	config->download = value_is_true(value_find(map, STR("download")));
	read_url(arena, value_find(map, STR("url")), config, diags);
}

bool
config_read(struct arena *arena, struct source source, struct config *config,
	    struct diag_list *diags)
{
	const struct value *map;
	struct span whole = {0, (uint32_t)source.text.len};
	size_t nerrors = diags->nerrors;

	*config = (struct config){.source = source};
	if (!yaml_parse(arena, &config->source, whole, &map, diags))
		return false;
	if (!schema_check(&config_schema, &config->source, map, (struct span){0, 0}, diags))
		return false;
	read_scalars(arena, map, config, diags);
	read_blocks(arena, value_find(map, STR("blocks")), config, diags);
	read_wordings(arena, value_find(map, STR("roles")), config, diags);
	read_navigation(arena, value_find(map, STR("navigation")), config);
	link_settings_read(arena, value_find(map, STR("links")), &config->source, &config->links,
			   diags);
	config->plugins = value_find(map, STR("plugins"));
	config->theme = value_find(map, STR("theme"));
	config->params = value_find(map, STR("params"));
	return diags->nerrors == nerrors;
}
