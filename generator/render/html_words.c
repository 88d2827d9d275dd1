/* The words that Markdown brings into a page: from the theme, or in English. */
#include "render/html.h"
#include "render/html_writer.h"

static const struct {
	struct str name, english;
} words[] = {
    {STR_INIT("callout_note"), STR_INIT("Note")},
    {STR_INIT("callout_tip"), STR_INIT("Tip")},
    {STR_INIT("callout_important"), STR_INIT("Important")},
    {STR_INIT("callout_warning"), STR_INIT("Warning")},
    {STR_INIT("callout_caution"), STR_INIT("Caution")},
    {STR_INIT("callout_instructor"), STR_INIT("For instructors")},
    {STR_INIT("callout_answer"), STR_INIT("Answer")},
    {STR_INIT("table"), STR_INIT("Table:")},
    {STR_INIT("footnote"), STR_INIT("Footnote")},
    {STR_INIT("footnotes"), STR_INIT("Footnotes")},
    {STR_INIT("footnote_back"), STR_INIT("Back to reference")},
    {STR_INIT("link_to_section"), STR_INIT("Link to this section:")},
};

struct str
writer_word(const struct html_writer *w, struct str name)
{
	struct str word = {0};

	if (w->options->word)
		word = w->options->word(w->options->context, name);
	for (size_t i = 0; !word.len && i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(words[i].name, name))
			word = words[i].english;
	return word;
}
