/* The shape of the document that json.c makes; a test compares. */
#include "findings/schema.h"

#include "data/schema.h"

#define COUNT(name_, doc_)                                                                         \
	{                                                                                          \
		.name = name_, .type = FIELD_INT, .required = true, .doc = doc_                    \
	}

static const struct field number_item = {.type = FIELD_INT};

static const struct field level_fields[] = {
    COUNT("note", "Advice."),
    COUNT("warning", "What is likely a slip."),
    COUNT("error", "What has to be mended."),
    COUNT("failure", "What the machine could not do."),
    {0},
};
static const struct schema level_schema = {.noun = "levels",
					   .doc = "How many findings each level has.",
					   .fields = level_fields,
					   .output = true};

static const struct field summary_fields[] = {
    {.name = "levels",
     .type = FIELD_MAP,
     .required = true,
     .of = &level_schema,
     .doc = "How many findings each level has."},
    {.name = "rules",
     .type = FIELD_FREE,
     .required = true,
     .item = &number_item,
     .doc = "How many findings each rule has."},
    COUNT("suppressed", "Findings that are left out; they are not in the other counts."),
    {.name = "plugins",
     .type = FIELD_FREE,
     .doc = "By its name, what a plugin says of the work as a whole."},
    {0},
};
static const struct schema summary_schema = {.noun = "a summary",
					     .doc = "Counts.",
					     .fields = summary_fields,
					     .output = true};

static const struct field note_fields[] = {
    {.name = "path", .type = FIELD_TEXT, .doc = "The file that it is about."},
    {.name = "line", .type = FIELD_INT, .doc = "From 1."},
    {.name = "column", .type = FIELD_INT, .doc = "From 1, in characters."},
    {.name = "text", .type = FIELD_TEXT, .required = true, .doc = "What it says."},
    {0},
};
static const struct schema note_schema = {.noun = "a note",
					  .doc = "What explains a finding.",
					  .fields = note_fields,
					  .output = true};
static const struct field note_item = {.type = FIELD_MAP, .of = &note_schema};

static const struct field fix_fields[] = {
    COUNT("byte_start", "Where the bytes begin that are replaced, from 0."),
    COUNT("byte_end", "Where they end: the first byte behind them."),
    {.name = "text", .type = FIELD_TEXT, .required = true, .doc = "What replaces them."},
    {0},
};
static const struct schema fix_schema = {.noun = "a fix",
					 .doc = "What would mend it, in the file of the finding.",
					 .fields = fix_fields,
					 .output = true};

static const char *const levels[] = {"note", "warning", "error", "failure", NULL};
static const struct field finding_fields[] = {
    {.name = "rule",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "Its name: what `lectern explain` takes."},
    {.name = "level",
     .type = FIELD_CHOICE,
     .required = true,
     .choices = levels,
     .doc = "How bad it is."},
    {.name = "path", .type = FIELD_TEXT, .doc = "The file, from where the command was started."},
    {.name = "line", .type = FIELD_INT, .doc = "Where it begins, from 1."},
    {.name = "column", .type = FIELD_INT, .doc = "Where it begins, from 1, in characters."},
    {.name = "end_line", .type = FIELD_INT, .doc = "Where it ends, from 1."},
    {.name = "end_column", .type = FIELD_INT, .doc = "The first character behind it, from 1."},
    {.name = "byte_start", .type = FIELD_INT, .doc = "Where it begins in the file, from 0."},
    {.name = "byte_end", .type = FIELD_INT, .doc = "The first byte behind it."},
    {.name = "text", .type = FIELD_TEXT, .required = true, .doc = "What is wrong."},
    {.name = "cure", .type = FIELD_TEXT, .doc = "What helps."},
    {.name = "notes", .type = FIELD_LIST, .item = &note_item, .doc = "What explains it."},
    {.name = "fix", .type = FIELD_MAP, .of = &fix_schema, .doc = "What would mend it."},
    {.name = "facts",
     .type = FIELD_FREE,
     .doc = "What the plugin that found it wants programs to know."},
    {.name = "suppressed",
     .type = FIELD_BOOL,
     .required = true,
     .doc = "Whether the author has left it out."},
    {0},
};
static const struct schema finding_schema = {.noun = "a finding",
					     .doc = "Something that was found.",
					     .fields = finding_fields,
					     .output = true};
static const struct field finding_item = {.type = FIELD_MAP, .of = &finding_schema};

static const struct field report_fields[] = {
    COUNT("version", "Of this shape; another one when a member changes its meaning."),
    {.name = "summary",
     .type = FIELD_MAP,
     .required = true,
     .of = &summary_schema,
     .doc = "Counts."},
    {.name = "findings",
     .type = FIELD_LIST,
     .required = true,
     .item = &finding_item,
     .doc = "By path and place."},
    {0},
};
const struct schema report_schema = {.noun = "a report",
				     .doc = "What a command found, as --format json tells it.",
				     .fields = report_fields,
				     .output = true};
