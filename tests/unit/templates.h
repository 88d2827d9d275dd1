/* Templates from texts, run on a page that holds something of each kind. */
#ifndef TESTS_TEMPLATES_H
#define TESTS_TEMPLATES_H

#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "data/value.h"
#include "render/renderer.h"
#include "render/template.h"
#include "render/theme.h"

struct templates {
	struct arena arena;
	struct diag_list diags;
	struct theme theme;
	struct theme_layout layouts[40];
	struct theme_asset assets[2];
	struct renderer *renderer;
	struct value *site, *page;
	struct buf out;
};

/* Texts that would break out of where they stand. */
#define HOSTILE "</script><script>\"'`&<!--\n--> javascript:alert(1)"

static inline void
templates_set(struct templates *t, struct value *map, const char *key, const struct value *value)
{
	value_set(&t->arena, map, str_from(key), value);
}

static inline struct value *
templates_text(struct templates *t, const char *text)
{
	return value_string(&t->arena, str_from(text));
}

static inline struct value *
templates_items(struct templates *t, int nitems)
{
	struct value *list = value_list(&t->arena);

	for (int i = 1; i <= nitems; i++) {
		struct value *item = value_map(&t->arena, "an item");

		templates_set(t, item, "number", value_int(&t->arena, i));
		templates_set(t, item, "title",
			      value_string(&t->arena, arena_printf(&t->arena, "Item <%d>", i)));
		templates_set(t, item, "output",
			      value_string(&t->arena,
					   arena_printf(&t->arena, "weeks/%02d.html", i)));
		templates_set(t, item, "done", value_bool(&t->arena, i % 2));
		value_append(&t->arena, list, item);
	}
	return list;
}

static inline void
templates_init(struct templates *t)
{
	struct value *week;

	*t = (struct templates){0};
	arena_init(&t->arena);
	diag_init(&t->diags);
	buf_init(&t->out);
	week = value_map(&t->arena, "a week");
	templates_set(t, week, "number", value_int(&t->arena, 4));
	templates_set(t, week, "outcomes", templates_items(t, 2));
	t->page = value_map(&t->arena, "a page");
	templates_set(t, t->page, "output", templates_text(t, "weeks/04.html"));
	templates_set(t, t->page, "title", templates_text(t, "Maths & <more> \"x\""));
	templates_set(t, t->page, "summary", &value_null);
	templates_set(t, t->page, "hours", value_number(&t->arena, 1.5));
	templates_set(t, t->page, "hostile", templates_text(t, HOSTILE));
	templates_set(t, t->page, "content", value_html(&t->arena, STR("<p>Hi &amp; bye</p>")));
	templates_set(t, t->page, "items", templates_items(t, 16));
	templates_set(t, t->page, "week", week);
	t->site = value_map(&t->arena, "the site");
	templates_set(t, t->site, "title", templates_text(t, "Üben 数学 🎓"));
	t->assets[0] = (struct theme_asset){STR("fonts/a.woff2"), STR("x")};
	t->assets[1] = (struct theme_asset){STR("site.css"), STR("y")};
	t->theme = (struct theme){.name = STR("test"),
				  .layouts = t->layouts,
				  .assets = t->assets,
				  .nassets = 2,
				  .options = value_map(&t->arena, "'theme'"),
				  .strings = value_map(&t->arena, "'t'")};
}

static inline void
templates_release(struct templates *t)
{
	renderer_free(t->renderer);
	buf_release(&t->out);
	diag_release(&t->diags);
	arena_release(&t->arena);
}

/* Names must come in their order. False when the text is no template. */
static inline bool
templates_add_text(struct templates *t, const char *name, struct str text)
{
	struct theme_layout *layout = &t->layouts[t->theme.nlayouts];
	struct template compiled;

	layout->name = str_from(name);
	layout->source.path = arena_printf(&t->arena, "%s.html", name);
	layout->source.text = text;
	if (!template_compile(&t->arena, layout->name, &layout->source, &compiled, &t->diags))
		return false;
	layout->lua = compiled.lua;
	t->theme.nlayouts++;
	return true;
}

static inline bool
templates_add(struct templates *t, const char *name, const char *text)
{
	return templates_add_text(t, name, str_from(text));
}

static inline bool
templates_run(struct templates *t, const char *name)
{
	if (!t->renderer)
		t->renderer = renderer_new(&t->theme, NULL, NULL, NULL, &t->diags);
	buf_reset(&t->out);
	return t->renderer &&
	       renderer_page(t->renderer, str_from(name), t->site, t->page, &t->out, &t->diags);
}

/* One template alone prints this. */
#define assert_prints(text, wanted)                                                                \
	do {                                                                                       \
		struct templates t_;                                                               \
                                                                                                   \
		templates_init(&t_);                                                               \
		if (!templates_add(&t_, "main", text) || !templates_run(&t_, "main")) {            \
			diag_print(&t_.diags, stderr, false);                                      \
			fail();                                                                    \
		}                                                                                  \
		unit_assert_str(buf_str(&t_.out), str_from(wanted), __FILE__, __LINE__);           \
		templates_release(&t_);                                                            \
	} while (0)

/* One template alone ends with these diagnostics, and prints nothing. */
#define assert_fails(text, wanted)                                                                 \
	do {                                                                                       \
		struct templates t_;                                                               \
                                                                                                   \
		templates_init(&t_);                                                               \
		assert_false(templates_add(&t_, "main", text) && templates_run(&t_, "main"));      \
		assert_printed(&t_.diags, wanted);                                                 \
		assert_int_equal(t_.out.len, 0);                                                   \
		templates_release(&t_);                                                            \
	} while (0)

/* The first diagnostic has this text and stands at line:column. */
#define assert_fails_at(text, line, column, wanted)                                                \
	do {                                                                                       \
		struct templates t_;                                                               \
                                                                                                   \
		templates_init(&t_);                                                               \
		assert_false(templates_add(&t_, "main", text) && templates_run(&t_, "main"));      \
		templates_assert_at(&t_, line, column, wanted, __FILE__, __LINE__);                \
		templates_release(&t_);                                                            \
	} while (0)

static inline void
templates_assert_at(const struct templates *t, uint32_t line, uint32_t column, const char *wanted,
		    const char *file, int at)
{
	const struct diag *diag = t->diags.first;
	struct position position = {0};

	if (!diag)
		_fail(file, at);
	unit_assert_str(diag->text, str_from(wanted), file, at);
	if (diag->place.source)
		position = source_position(diag->place.source, diag->place.span.start);
	if (position.line == line && position.column == column)
		return;
	print_error("%u:%u is not %u:%u\n", position.line, position.column, line, column);
	_fail(file, at);
}

#endif
