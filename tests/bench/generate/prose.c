#include "prose.h"

static const char *const nouns[] = {
    "account",  "archive",  "array",    "average",    "batch",    "boundary",  "branch",
    "browser",  "cache",    "chart",    "class",      "client",   "cluster",   "column",
    "commit",   "config",   "cookie",   "corpus",     "counter",  "cursor",    "dashboard",
    "dataset",  "decision", "deploy",   "device",     "digest",   "document",  "domain",
    "editor",   "encoder",  "endpoint", "error",      "estimate", "event",     "example",
    "feature",  "field",    "filter",   "folder",     "forest",   "function",  "gateway",
    "gradient", "graph",    "group",    "handler",    "header",   "heuristic", "hook",
    "image",    "index",    "input",    "instance",   "interval", "journal",   "kernel",
    "key",      "label",    "layer",    "ledger",     "library",  "license",   "list",
    "logbook",  "machine",  "margin",   "matrix",     "measure",  "memory",    "message",
    "metric",   "model",    "module",   "monitor",    "network",  "neuron",    "notebook",
    "number",   "object",   "outlier",  "output",     "package",  "parser",    "pattern",
    "pipeline", "pixel",    "plot",     "policy",     "process",  "profile",   "prompt",
    "query",    "queue",    "record",   "regression", "release",  "report",    "request",
    "residual", "review",   "row",      "sample",     "schema",   "script",    "sensor",
    "series",   "server",   "session",  "signal",     "socket",   "source",    "split",
    "table",    "tensor",   "test",     "thread",     "token",    "tree",      "variable",
    "vector",
};

static const char *const verbs[] = {
    "answers", "builds",   "changes",  "checks", "compares", "copies", "counts", "describes",
    "draws",   "explains", "follows",  "holds",  "joins",    "keeps",  "limits", "loads",
    "maps",    "measures", "merges",   "moves",  "names",    "needs",  "orders", "plans",
    "reads",   "repeats",  "replaces", "sends",  "shows",    "splits", "stores", "trains",
};

/* Filled in by prose_print. */
static const char *const sentences[] = {
    "The $ @ each $ before the $ @ its $.",
    "One $ that @ the $ is worth more than one $ of the $.",
    "First the $ @ one $, then the $ @ what the *$* left.",
    "Nobody @ one $ by hand; the $ @ it for every $ & every $.",
    "Write `$` down where the $ @ it, and let the **$** follow.",
    "When the $ @ one $, look at the $ of last week's $.",
    "One $ in ten @ no $ at all, which the $ rarely shows.",
    "Keep the $ small: one $ @ faster when its $ is < 100.",
};

#define COUNT(array) ((unsigned)(sizeof(array) / sizeof((array)[0])))

void
prose_init(struct prose *prose, uint64_t seed)
{
	prose->state = seed * UINT64_C(0x9e3779b97f4a7c15) + UINT64_C(0x2545f4914f6cdd1d);
}

/* The upper bits of a linear congruence: the lower ones repeat soon. */
unsigned
prose_number(struct prose *prose, unsigned limit)
{
	prose->state = prose->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((prose->state >> 33) % limit);
}

void
prose_print(struct prose *prose, const char *pattern, FILE *out)
{
	for (const char *c = pattern; *c; c++)
		if (*c == '$')
			fputs(nouns[prose_number(prose, COUNT(nouns))], out);
		else if (*c == '@')
			fputs(verbs[prose_number(prose, COUNT(verbs))], out);
		else
			putc_unlocked(*c, out);
}

void
prose_paragraph(struct prose *prose, unsigned count, FILE *out)
{
	for (unsigned i = 0; i < count; i++) {
		if (i)
			putc_unlocked(' ', out);
		prose_print(prose, sentences[prose_number(prose, COUNT(sentences))], out);
	}
	putc_unlocked('\n', out);
}
