/* Texts of links that say nothing, and images without a description. */
#include "check/rules.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "model/link.h"
#include "model/page.h"

/* In lower case, without signs at the end. */
static const struct str vague[] = {
    STR_INIT("article"),
    STR_INIT("aqu\u00ed"),
    STR_INIT("ce lien"),
    STR_INIT("check this out"),
    STR_INIT("cliquez ici"),
    STR_INIT("click"),
    STR_INIT("click here"),
    STR_INIT("click this"),
    STR_INIT("click this link"),
    STR_INIT("details"),
    STR_INIT("diese seite"),
    STR_INIT("dieser link"),
    STR_INIT("en savoir plus"),
    STR_INIT("find out more"),
    STR_INIT("haga clic aqu\u00ed"),
    STR_INIT("haz clic aqu\u00ed"),
    STR_INIT("here"),
    STR_INIT("hier"),
    STR_INIT("hier klicken"),
    STR_INIT("ici"),
    STR_INIT("klick hier"),
    STR_INIT("klicken sie hier"),
    STR_INIT("learn more"),
    STR_INIT("leer m\u00e1s"),
    STR_INIT("lien"),
    STR_INIT("link"),
    STR_INIT("m\u00e1s"),
    STR_INIT("mehr"),
    STR_INIT("mehr erfahren"),
    STR_INIT("more"),
    STR_INIT("more info"),
    STR_INIT("more information"),
    STR_INIT("page"),
    STR_INIT("plus"),
    STR_INIT("read more"),
    STR_INIT("see here"),
    STR_INIT("see more"),
    STR_INIT("siehe hier"),
    STR_INIT("source"),
    STR_INIT("the link"),
    STR_INIT("this"),
    STR_INIT("this article"),
    STR_INIT("this link"),
    STR_INIT("this page"),
    STR_INIT("this site"),
    STR_INIT("this website"),
    STR_INIT("url"),
    STR_INIT("website"),
    STR_INIT("weiter"),
    STR_INIT("weiterlesen"),
};

enum { VAGUE_LONGEST = 20 }; // bytes

static struct str
without_signs(struct str text)
{
	struct str ellipsis = STR("\u2026"), arrow = STR("\u2192"), quote = STR("\u00bb");

	for (size_t before = text.len + 1; text.len < before;) {
		before = text.len;
		text = str_trim(text);
		if (text.len && ascii_is_punct(text.at[text.len - 1]))
			text.len--;
		else if (str_ends(text, ellipsis) || str_ends(text, arrow))
			text.len -= ellipsis.len;
		else if (str_ends(text, quote))
			text.len -= quote.len;
	}
	return text;
}

static bool
is_vague(struct str text)
{
	text = without_signs(text);
	if (text.len > VAGUE_LONGEST)
		return false;
	for (size_t i = 0; i < sizeof(vague) / sizeof(vague[0]); i++)
		if (str_eq_fold(text, vague[i]))
			return true;
	return false;
}

static void
report_vague(const struct page *page, const struct link *link, const char *problem,
	     struct diag_list *diags)
{
	struct diag *diag =
	    diag_add(diags, DIAG_LINK_TEXT_VAGUE, &page->document.source, link->span,
		     problem[0] ? "the link's text '%.*s'%s" : "%.*sa link has no text%s",
		     STR_ARG(link->text), problem);

	diag_cure(diags, diag, "name what it leads to");
}

/* "→" or "#"; "4" of "Weeks 2, 4" and the language "R" say enough. */
static bool
is_sign(struct str text)
{
	int32_t c = utf8_next(&text);

	return !text.len && !utf8_is_word(c);
}

static void
check_text(const struct page *page, const struct link *link, struct diag_list *diags)
{
	if (!link->text.len) {
		if (!link->html) // what stands in elements of its own is not read
			report_vague(page, link, "", diags);
	} else if (is_sign(link->text)) {
		report_vague(page, link, " is a mere sign", diags);
	} else if (is_vague(link->text)) {
		report_vague(page, link, " does not say where it leads", diags);
	}
}

static void
check_image(const struct page *page, const struct link *link, struct diag_list *diags)
{
	struct diag *diag;

	/* alt="" says that an image is an ornament; Markdown has no way to leave it out. */
	if (link->text.len || (link->html && link->text.at))
		return;
	diag = diag_add(diags, DIAG_IMAGE_ALT_MISSING, &page->document.source, link->span,
			"image '%.*s' has no description", STR_ARG(utf8_cut(link->written, 80)));
	diag_cure(diags, diag, "write what it shows: ![…](…)");
}

void
check_link_texts(const struct site *site, const struct page *page, struct diag_list *diags)
{
	(void)site;
	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];

		diags->suppressing = link->ignored;
		if (link->image)
			check_image(page, link, diags);
		else
			check_text(page, link, diags);
	}
	diags->suppressing = false;
}
