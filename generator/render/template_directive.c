/* The tags that are ours: extends, include, include_cached, block and endblock. */
#include "base/arena.h"
#include "render/template_compiler.h"

/* A tag of ours, taken apart: word "name" rest. Slices of c->code, except the spans. */
struct directive {
	struct str before; // white space
	struct str gap;    // between word and name
	struct str name;
	struct str rest;
	struct span span; // of the name in the template, or of the tag
	bool parent;      // the name is the word `parent`, without quotes
};

/* The name is looked up in the template's text to tell its place. */
static bool
take_name(struct compiler *c, struct str word, size_t start, size_t end, struct directive *out)
{
	struct str code = buf_str(&c->code);
	size_t at = (size_t)(str_trim(code).at - code.at) + word.len;
	struct str rest = str_skip(code, at);
	struct str tag = str_slice(c->text, start, end);
	size_t quote;

	out->before = str_slice(code, 0, at - word.len);
	out->span = span_of(start, end);
	for (quote = 0; quote < rest.len && ascii_is_space(rest.at[quote]); quote++)
		;
	if (quote == rest.len || (rest.at[quote] != '"' && rest.at[quote] != '\''))
		return false;
	out->gap = str_slice(rest, 0, quote);
	out->name = str_skip(rest, quote + 1);
	out->name = str_slice(out->name, 0, str_find_char(out->name, rest.at[quote]));
	out->rest = str_skip(rest, quote + out->name.len + 2);
	at = str_find(tag, str_slice(rest, quote, quote + out->name.len + 1)) + 1;
	out->name = arena_dup(c->arena, out->name);
	if (out->name.len && at < tag.len)
		out->span = span_of(start + at, start + at + out->name.len);
	return out->name.len && str_find_char(out->name, '\\') == out->name.len &&
	       str_find_char(out->name, '\n') == out->name.len;
}

/* The template that this one takes the place of. */
static struct str
parent_name(struct compiler *c)
{
	return arena_printf(c->arena, "%.*s%c", STR_ARG(c->name), TEMPLATE_FARTHER);
}

/* True when the text starts with the word, and not with a longer one. */
static bool
starts_with_word(struct str text, struct str word)
{
	struct str rest;

	if (!str_starts(text, word))
		return false;
	rest = str_skip(text, word.len);
	return !rest.len || !(ascii_is_alnum(rest.at[0]) || rest.at[0] == '_');
}

/* `extends parent`, `include parent`: without quotes, for no layout is called that by chance. */
static bool
take_parent(struct compiler *c, struct str word, size_t start, size_t end, struct directive *out)
{
	struct str code = buf_str(&c->code), parent = STR("parent");
	size_t at = (size_t)(str_trim(code).at - code.at) + word.len;
	struct str rest = str_skip(code, at), name = str_trim_start(rest);
	size_t place = start + str_find(str_slice(c->text, start, end), parent);

	if (!starts_with_word(name, parent))
		return false;
	*out = (struct directive){.before = str_slice(code, 0, at - word.len),
				  .gap = str_slice(rest, 0, rest.len - name.len),
				  .name = parent_name(c),
				  .rest = str_skip(name, parent.len),
				  .span = span_of(place, place + parent.len),
				  .parent = true};
	return true;
}

/* To extend a template's own name is to extend the one behind it; to include it is recursion. */
static void
resolve_name(struct compiler *c, struct directive *directive)
{
	struct str base = c->name;

	while (base.len && base.at[base.len - 1] == TEMPLATE_FARTHER)
		base.len--;
	if (str_eq(directive->name, base))
		directive->name = parent_name(c);
}

static void
remember_use(struct compiler *c, enum template_use_kind kind, const struct directive *directive)
{
	struct template_use use = {kind, directive->name, directive->span};

	VEC_PUSH(c->arena, &c->uses, use);
}

static void
add_call(struct compiler *c, const char *function, const struct directive *directive)
{
	buf_add(&c->out, directive->before);
	buf_addf(&c->out, " %s(", function);
	buf_add(&c->out, directive->gap);
	buf_addf(&c->out, "\"%.*s\"", STR_ARG(directive->name));
}

static void
refuse_rest(struct compiler *c, const struct directive *directive, const char *word)
{
	if (str_trim(directive->rest).len)
		compiler_complain(c, directive->span, "nothing may follow the name in '%s'", word);
}

static void
compile_extends(struct compiler *c, struct directive *directive)
{
	if (c->begun || c->extends) {
		compiler_complain(c, directive->span,
				  "'extends' is not the first thing in the template");
		return;
	}
	refuse_rest(c, directive, "extends");
	c->extends = true;
	/* The white space and comments before it are not printed. */
	buf_truncate(&c->out, STR(HOST_TEMPLATE_HEAD).len);
	compiler_add_line_feeds(c, str_slice(c->text, 0, c->tag));
	resolve_name(c, directive);
	remember_use(c, TEMPLATE_EXTENDS, directive);
	add_call(c, "__extends", directive);
	buf_add(&c->out, STR(");"));
	compiler_add_line_feeds(c, directive->rest);
}

static void
check_include(struct compiler *c, const struct directive *directive, const char *word)
{
	if (compiler_outside_of_blocks(c))
		compiler_complain(
		    c, directive->span,
		    "'%s' outside of a block is not printed in a template that extends another",
		    word);
	else if (c->context.place != CONTEXT_TEXT)
		compiler_complain(c, directive->span,
				  "'%s' stands %s; it may only stand between tags", word,
				  context_name(&c->context));
}

static void
compile_include(struct compiler *c, struct directive *directive)
{
	check_include(c, directive, "include");
	remember_use(c, TEMPLATE_INCLUDE, directive);
	add_call(c, "__include", directive);
	if (str_trim(directive->rest).len)
		buf_add_char(&c->out, ',');
	else if (directive->parent)
		buf_add(&c->out, STR(",args")); // it stands where this one was included
	buf_add(&c->out, directive->rest);
	buf_add(&c->out, STR(");"));
}

/* The same, but of arguments that every page of a folder may give alike. */
static void
compile_include_cached(struct compiler *c, struct directive *directive)
{
	check_include(c, directive, "include_cached");
	remember_use(c, TEMPLATE_INCLUDE, directive);
	add_call(c, "__cached", directive);
	if (str_trim(directive->rest).len)
		buf_add_char(&c->out, ',');
	buf_add(&c->out, directive->rest);
	buf_add(&c->out, STR(");"));
}

static bool
is_printed_text(const struct template_context *context)
{
	return context->place == CONTEXT_TEXT ||
	       (context->place == CONTEXT_RAW &&
		(str_eq((struct str){context->element.at, context->element.len}, STR("title"))));
}

static void
check_block(struct compiler *c, const struct directive *directive)
{
	if (!is_printed_text(&c->context))
		compiler_complain(c, directive->span,
				  "a block stands %s; it may only stand between tags",
				  context_name(&c->context));
	for (size_t i = 0; i < c->uses.len; i++) {
		const struct template_use *use = &c->uses.at[i];

		if (use->kind < TEMPLATE_BLOCK || !str_eq(use->name, directive->name))
			continue;
		diag_note(c->diags,
			  compiler_complain(c, directive->span, "block '%.*s' is defined twice",
					    STR_ARG(directive->name)),
			  c->source, use->span, "it was defined here");
		return;
	}
}

static void
compile_block(struct compiler *c, struct directive *directive)
{
	bool overrides = compiler_outside_of_blocks(c);

	refuse_rest(c, directive, "block");
	check_block(c, directive);
	remember_use(c, overrides ? TEMPLATE_OVERRIDE : TEMPLATE_BLOCK, directive);
	add_call(c, overrides ? "__define" : "__block", directive);
	buf_add(&c->out, STR(",function()"));
	compiler_add_line_feeds(c, directive->rest);
	compiler_open(c, WORD_COUNT, directive->span, directive->name);
}

static void
compile_endblock(struct compiler *c, size_t start, size_t end)
{
	struct opener *opener = compiler_innermost(c);
	struct span span = span_of(start, end);

	buf_add(&c->out, STR(" end);"));
	compiler_add_line_feeds(c, str_slice(c->text, start, end));
	while (opener && opener->word != WORD_COUNT) {
		compiler_complain(c, opener->span, "'%s' is not closed in its block",
				  compiler_opener_name(opener));
		c->openers.len--;
		opener = compiler_innermost(c);
	}
	if (!opener) {
		compiler_complain(c, span, "'endblock' closes nothing");
		return;
	}
	compiler_check_joint(c, opener, span, &opener->before);
	c->openers.len--;
}

/* True when the word is ours and not a variable of the author's: `block = 1`, `include.x()`. */
static bool
is_directive(struct str code, struct str word)
{
	struct str rest;

	if (!starts_with_word(code, word))
		return false;
	rest = str_trim(str_skip(code, word.len));
	return !rest.len || !(rest.at[0] == '=' || rest.at[0] == '.' || rest.at[0] == ':' ||
			      rest.at[0] == ',' || rest.at[0] == '[');
}

bool
compiler_directive(struct compiler *c, size_t start, size_t end)
{
	static const struct {
		struct str word;
		void (*compile)(struct compiler *c, struct directive *directive);
		bool of_parent; // may be said of the parent
	} directives[] = {{STR_INIT("extends"), compile_extends, true},
			  {STR_INIT("include"), compile_include, true},
			  {STR_INIT("include_cached"), compile_include_cached, false},
			  {STR_INIT("block"), compile_block, false}};
	struct str code = str_trim(buf_str(&c->code));

	if (is_directive(code, STR("endblock"))) {
		compile_endblock(c, start, end);
		return true;
	}
	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		struct directive directive = {0};

		if (!is_directive(code, directives[i].word))
			continue;
		if ((directives[i].of_parent &&
		     take_parent(c, directives[i].word, start, end, &directive)) ||
		    take_name(c, directives[i].word, start, end, &directive))
			directives[i].compile(c, &directive);
		else
			compiler_complain(c, directive.span,
					  "'%.*s' wants a name in quotes behind it",
					  STR_ARG(directives[i].word));
		return true;
	}
	return false;
}
