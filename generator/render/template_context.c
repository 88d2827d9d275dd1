/*
 * The states of an HTML tokenizer, as far as escaping depends on them.
 *
 * It knows tags, attributes, comments and the elements whose text is no markup. It
 * does not know entities and nesting, for no escaping depends on them.
 */
#include "render/template_context.h"

static void
name_add(struct context_name *name, char c)
{
	if (name->len < sizeof(name->at))
		name->at[name->len++] = ascii_lower(c);
}

static struct str
name_text(const struct context_name *name)
{
	return (struct str){name->at, name->len};
}

static bool
is_raw_element(struct str element)
{
	return str_eq(element, STR("script")) || str_eq(element, STR("style")) ||
	       str_eq(element, STR("textarea")) || str_eq(element, STR("title"));
}

/* Types of script elements that hold JSON. */
static bool
is_json_type(struct str type)
{
	return str_eq(type, STR("application/json")) || str_eq(type, STR("application/ld+json")) ||
	       str_eq(type, STR("importmap"));
}

static void
end_value(struct template_context *context)
{
	if (str_eq(name_text(&context->attribute), STR("type")))
		context->json = is_json_type(name_text(&context->value));
	context->place = CONTEXT_TAG;
}

static void
end_tag(struct template_context *context)
{
	context->place = CONTEXT_TEXT;
	context->matched = 0;
	if (!context->closing && is_raw_element(name_text(&context->element)))
		context->place = CONTEXT_RAW;
}

static void
start_tag(struct template_context *context, bool closing)
{
	context->place = CONTEXT_TAG_NAME;
	context->closing = closing;
	context->json = false;
	context->element.len = 0;
}

static void
read_less(struct template_context *context, char c)
{
	if (c == '/') {
		start_tag(context, true);
	} else if (ascii_is_alpha(c)) {
		start_tag(context, false);
		name_add(&context->element, c);
	} else if (c == '!' || c == '?') {
		context->place = CONTEXT_MARKUP;
		context->matched = 0;
	} else if (c != '<') {
		context->place = CONTEXT_TEXT;
	}
}

static void
read_markup(struct template_context *context, char c)
{
	if (c == '>') {
		context->place = CONTEXT_TEXT;
	} else if (c == '-' && context->matched < 2) {
		context->matched++;
		if (context->matched == 2) {
			context->place = CONTEXT_COMMENT;
			context->matched = 0;
		}
	} else {
		context->matched = 2;
	}
}

static void
read_comment(struct template_context *context, char c)
{
	if (c == '-') {
		context->matched++;
	} else if (c == '>' && context->matched >= 2) {
		context->place = CONTEXT_TEXT;
	} else {
		context->matched = 0;
	}
}

/* All states between the name of a tag and its '>', except that of a value. */
static void
read_tag(struct template_context *context, char c)
{
	bool in_name = context->place == CONTEXT_NAME;

	if (c == '>') {
		end_tag(context);
	} else if (c == '=' && (in_name || context->place == CONTEXT_NAME_END)) {
		context->place = CONTEXT_BEFORE_VALUE;
		context->value.len = 0;
	} else if (ascii_is_space(c)) {
		context->place =
		    in_name || context->place == CONTEXT_NAME_END ? CONTEXT_NAME_END : CONTEXT_TAG;
	} else if (c == '/') {
		context->place = CONTEXT_TAG;
	} else if (context->place == CONTEXT_TAG_NAME) {
		name_add(&context->element, c);
	} else {
		if (!in_name)
			context->attribute.len = 0;
		context->place = CONTEXT_NAME;
		name_add(&context->attribute, c);
	}
}

static void
read_value(struct template_context *context, char c)
{
	if (context->place == CONTEXT_BEFORE_VALUE) {
		if (ascii_is_space(c))
			return;
		if (c == '>') {
			end_tag(context);
			return;
		}
		context->place = CONTEXT_VALUE;
		context->quote = c == '"' || c == '\'' ? c : '\0';
		if (context->quote)
			return;
	}
	if (context->quote ? c == context->quote : ascii_is_space(c)) {
		end_value(context);
	} else if (!context->quote && c == '>') {
		end_value(context);
		end_tag(context);
	} else {
		name_add(&context->value, c);
	}
}

/* Text of script and the like ends with "</", its name, and what cannot go on the name. */
static void
read_raw(struct template_context *context, char c)
{
	struct str element = name_text(&context->element);
	size_t at = context->matched;
	bool fits;

	if (at == 2 + element.len) {
		if (ascii_is_space(c) || c == '/' || c == '>') {
			context->closing = true;
			context->place = CONTEXT_TAG;
			read_tag(context, c);
			return;
		}
		at = 0;
	}
	if (at == 0)
		fits = c == '<';
	else if (at == 1)
		fits = c == '/';
	else
		fits = ascii_lower(c) == element.at[at - 2];
	context->matched = fits ? at + 1 : c == '<';
}

void
context_read(struct template_context *context, struct str text, size_t offset)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		switch (context->place) {
		case CONTEXT_TEXT:
			if (c != '<')
				break;
			context->place = CONTEXT_LESS;
			context->since = (uint32_t)(offset + i);
			break;
		case CONTEXT_LESS: read_less(context, c); break;
		case CONTEXT_MARKUP: read_markup(context, c); break;
		case CONTEXT_COMMENT: read_comment(context, c); break;
		case CONTEXT_TAG_NAME:
		case CONTEXT_TAG:
		case CONTEXT_NAME:
		case CONTEXT_NAME_END: read_tag(context, c); break;
		case CONTEXT_BEFORE_VALUE:
		case CONTEXT_VALUE: read_value(context, c); break;
		case CONTEXT_RAW: read_raw(context, c); break;
		}
	}
}

void
context_pause(struct template_context *context)
{
	if (context->place == CONTEXT_TAG_NAME && context->element.len)
		context->place = CONTEXT_TAG;
	if (context->place == CONTEXT_NAME)
		context->place = CONTEXT_NAME_END;
}

static bool
is_url_attribute(struct str name)
{
	static const struct str urls[] = {
	    STR_INIT("href"), STR_INIT("src"),        STR_INIT("action"),     STR_INIT("poster"),
	    STR_INIT("cite"), STR_INIT("formaction"), STR_INIT("xlink:href"), STR_INIT("manifest"),
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
		if (str_eq(name, urls[i]))
			return true;
	return str_starts(name, STR("data-")) && str_ends(name, STR("-url"));
}

static bool
of_value(struct template_context *context, enum host_context *out, const char **problem,
	 const char **cure)
{
	struct str name = name_text(&context->attribute);

	if (context->place == CONTEXT_BEFORE_VALUE || !context->quote) {
		context->place = CONTEXT_VALUE;
		context->quote = '\0';
		*problem = "an expression stands in an attribute's value without quotes";
		*cure = "put the value in quotes: name=\"{{ … }}\"";
		return false;
	}
	if (context->quote == '\'') {
		*problem = "an expression stands in an attribute's value in single quotes";
		*cure = "use double quotes: name=\"{{ … }}\"";
		return false;
	}
	if (str_starts(name, STR("on")) || str_eq(name, STR("srcdoc"))) {
		*problem = "an expression stands in an attribute that the browser runs";
		*cure = "put the value into a data-… attribute and read it from a script";
		return false;
	}
	name_add(&context->value, '?'); // a type that is computed is not known to be JSON
	*out = is_url_attribute(name) ? HOST_URL : HOST_ATTRIBUTE;
	return true;
}

static bool
of_raw(struct template_context *context, enum host_context *out, const char **problem,
       const char **cure)
{
	struct str element = name_text(&context->element);

	context->matched = 0;
	*out = context->json ? HOST_JSON : HOST_TEXT;
	if (str_eq(element, STR("script")) && !context->json) {
		*problem = "an expression stands in a script";
		*cure = "pass data in <script type=\"application/json\">{{ … }}</script>";
		return false;
	}
	if (str_eq(element, STR("style"))) {
		*problem = "an expression stands in a style element";
		*cure = "put it into a data attribute, data-name=\"{{ … }}\", and choose by that";
		return false;
	}
	return true;
}

bool
context_of_expression(struct template_context *context, enum host_context *out,
		      const char **problem, const char **cure)
{
	switch (context->place) {
	case CONTEXT_TEXT: *out = HOST_TEXT; return true;
	case CONTEXT_COMMENT: *out = HOST_ATTRIBUTE; return true; // no markup in there
	case CONTEXT_RAW: return of_raw(context, out, problem, cure);
	case CONTEXT_BEFORE_VALUE:
	case CONTEXT_VALUE: return of_value(context, out, problem, cure);
	default: break;
	}
	*problem = "an expression stands in a tag, outside of an attribute's value";
	*cure = "print values only: name=\"{{ … }}\"; {% if … then %} may surround an attribute";
	return false;
}

/* States in a tag that only differ in what was read before. */
static enum context_place
settled(enum context_place place)
{
	switch (place) {
	case CONTEXT_TAG_NAME:
	case CONTEXT_NAME:
	case CONTEXT_NAME_END: return CONTEXT_TAG;
	default: return place;
	}
}

bool
context_equal(const struct template_context *a, const struct template_context *b)
{
	if (settled(a->place) != settled(b->place))
		return false;
	switch (settled(a->place)) {
	case CONTEXT_TEXT: return true;
	case CONTEXT_VALUE:
	case CONTEXT_BEFORE_VALUE:
		return a->quote == b->quote &&
		       str_eq(name_text(&a->attribute), name_text(&b->attribute)) &&
		       str_eq(name_text(&a->element), name_text(&b->element));
	default:
		return a->json == b->json && a->closing == b->closing &&
		       str_eq(name_text(&a->element), name_text(&b->element));
	}
}

const char *
context_name(const struct template_context *context)
{
	switch (settled(context->place)) {
	case CONTEXT_TEXT: return "between tags";
	case CONTEXT_COMMENT: return "in a comment";
	case CONTEXT_VALUE:
	case CONTEXT_BEFORE_VALUE: return "in an attribute's value";
	case CONTEXT_RAW: return "in the text of a script, style, title or textarea";
	default: return "in a tag";
	}
}
