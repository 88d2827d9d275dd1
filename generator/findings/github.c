/* Annotations: lines that a runner of GitHub's workflows turns into marks beside the files. */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "findings/finding.h"

#include <string.h>

/* GitHub shows no more of each level for a step. */
enum { SHOWN = 10 };

/* What ends a line, an escape, or a property is percent-encoded; nothing else may be in it. */
static void
put_escaped(struct buf *out, struct str text, const char *escaped)
{
	struct buf safe;

	buf_init(&safe);
	utf8_put_safe(&safe, text);
	for (size_t i = 0; i < safe.len; i++) {
		if (strchr(escaped, safe.at[i]))
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)safe.at[i]);
		else
			buf_add_char(out, safe.at[i]);
	}
	buf_release(&safe);
}

static void
put_property(struct buf *out, const char *name, struct str text)
{
	buf_addf(out, "%s=", name);
	put_escaped(out, text, "%:,");
}

static const char *
annotation_name(enum diag_level level)
{
	switch (level) {
	case DIAG_NOTE: return "notice";
	case DIAG_WARNING: return "warning";
	case DIAG_ERROR:
	case DIAG_FATAL: break;
	}
	return "error";
}

static void
put_place(struct buf *out, const struct telling *telling, const struct finding *finding)
{
	put_property(out, " file", telling_path(telling, finding));
	buf_add_char(out, ',');
	if (!finding->start.line)
		return;
	buf_addf(out, "line=%u,endLine=%u,", finding->start.line, finding->end.line);
	/* Columns are refused where lines differ. */
	if (finding->start.line == finding->end.line)
		buf_addf(out, "col=%u,endColumn=%u,", finding->start.column, finding->end.column);
}

static void
put_annotation(struct buf *out, const struct telling *telling, const struct finding *finding)
{
	const struct diag *diag = finding->diag;

	buf_addf(out, "::%s", annotation_name(diag->level));
	put_place(out, telling, finding);
	put_property(out, "title", finding->rule);
	buf_add(out, STR("::"));
	put_escaped(out, diag->text, "%");
	if (diag->cure.len) {
		buf_add(out, STR("%0Acure: "));
		put_escaped(out, diag->cure, "%");
	}
	if (finding->nmore)
		buf_addf(out, "%%0Aand %zu more place%s", finding->nmore,
			 finding->nmore == 1 ? "" : "s");
	buf_add_char(out, '\n');
}

/* Those that are an annotation of this name; returns how many did not fit. */
static size_t
put_level(struct buf *out, const struct telling *telling, const char *name)
{
	size_t nshown = 0, nmore = 0;

	for (size_t i = 0; i < telling->findings->len; i++) {
		const struct finding *finding = telling->findings->sorted[i];

		if (finding->diag->suppressed || finding->folded ||
		    strcmp(annotation_name(finding->diag->level), name) != 0)
			continue;
		if (nshown == SHOWN) {
			nmore++;
			continue;
		}
		put_annotation(out, telling, finding);
		nshown++;
	}
	return nmore;
}

void
github_put(struct buf *out, const struct telling *telling)
{
	static const char *const names[] = {"error", "warning", "notice"};
	size_t nmore = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		nmore += put_level(out, telling, names[i]);
	if (nmore)
		buf_addf(out, "::notice title=lectern::%zu more; all of them are in %s\n", nmore,
			 telling->where);
}
