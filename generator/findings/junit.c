/* JUnit's XML: a suite a file, a case a finding. */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "findings/finding.h"

struct tally {
	size_t ntests, nfailures, nskipped;
};

static void
put_xml(struct buf *out, struct str text)
{
	struct buf safe;

	buf_init(&safe);
	utf8_put_safe(&safe, text);
	for (size_t i = 0; i < safe.len; i++) {
		switch (safe.at[i]) {
		case '&': buf_add(out, STR("&amp;")); break;
		case '<': buf_add(out, STR("&lt;")); break;
		case '>': buf_add(out, STR("&gt;")); break;
		case '"': buf_add(out, STR("&quot;")); break;
		default: buf_add_char(out, safe.at[i]);
		}
	}
	buf_release(&safe);
}

static void
put_attribute(struct buf *out, const char *name, struct str text)
{
	buf_addf(out, " %s=\"", name);
	put_xml(out, text);
	buf_add_char(out, '"');
}

static bool
is_failure(const struct finding *finding)
{
	return finding->diag->level >= DIAG_ERROR;
}

static void
put_case(struct buf *out, struct str path, const struct finding *finding)
{
	const struct diag *diag = finding->diag;
	const char *element = is_failure(finding) ? "failure" : "skipped";

	buf_add(out, STR("    <testcase"));
	put_attribute(out, "classname", path);
	buf_add(out, STR(" name=\""));
	put_xml(out, finding->rule);
	if (finding->start.line)
		buf_addf(out, ", line %u, column %u", finding->start.line, finding->start.column);
	buf_add(out, STR(": "));
	put_xml(out, diag->text);
	buf_add_char(out, '"');
	put_attribute(out, "file", path);
	if (finding->start.line)
		buf_addf(out, " line=\"%u\"", finding->start.line);
	buf_addf(out, ">\n      <%s", element);
	put_attribute(out, "message", diag->text);
	if (is_failure(finding))
		put_attribute(out, "type", finding->rule);
	buf_addf(out, ">%s: ", finding_level_name(diag->level));
	put_xml(out, diag->text);
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		buf_add(out, STR("\nnote: "));
		put_xml(out, note->text);
	}
	if (diag->cure.len) {
		buf_add(out, STR("\ncure: "));
		put_xml(out, diag->cure);
	}
	buf_addf(out, "</%s>\n    </testcase>\n", element);
}

static struct tally
count(const struct findings *findings, size_t from, size_t to)
{
	struct tally tally = {0};

	for (size_t i = from; i < to; i++) {
		const struct finding *finding = findings->sorted[i];

		if (finding->diag->suppressed)
			continue;
		tally.ntests++;
		if (is_failure(finding))
			tally.nfailures++;
		else
			tally.nskipped++;
	}
	return tally;
}

static void
put_counts(struct buf *out, struct tally tally)
{
	buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"", tally.ntests,
		 tally.nfailures, tally.nskipped);
}

/* The findings of one file; nothing when all of them are suppressed. */
static void
put_suite(struct buf *out, const struct telling *telling, size_t from, size_t to)
{
	const struct findings *findings = telling->findings;
	struct str path = telling_path(telling, findings->sorted[from]);
	struct tally tally = count(findings, from, to);

	if (!tally.ntests)
		return;
	buf_add(out, STR("  <testsuite"));
	put_attribute(out, "name", path);
	put_counts(out, tally);
	buf_add(out, STR(">\n"));
	for (size_t i = from; i < to; i++)
		if (!findings->sorted[i]->diag->suppressed)
			put_case(out, path, findings->sorted[i]);
	buf_add(out, STR("  </testsuite>\n"));
}

/* Programs that read reports take one without a case for a run that failed. */
static void
put_clean(struct buf *out)
{
	struct tally one = {.ntests = 1};

	put_counts(out, one);
	buf_add(out, STR(">\n  <testsuite name=\"lectern\""));
	put_counts(out, one);
	buf_add(out, STR(">\n    <testcase classname=\"lectern\" name=\"no problems\"/>\n"
			 "  </testsuite>\n"));
}

void
junit_put(struct buf *out, const struct telling *telling)
{
	const struct findings *findings = telling->findings;
	struct tally tally = count(findings, 0, findings->len);

	buf_add(out,
		STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lectern\""));
	if (!tally.ntests) {
		put_clean(out);
	} else {
		put_counts(out, tally);
		buf_add(out, STR(">\n"));
	}
	for (size_t from = 0, to; tally.ntests && from < findings->len; from = to) {
		for (to = from + 1; to < findings->len; to++)
			if (!str_eq(findings->sorted[to]->path, findings->sorted[from]->path))
				break;
		put_suite(out, telling, from, to);
	}
	buf_add(out, STR("</testsuites>\n"));
}
