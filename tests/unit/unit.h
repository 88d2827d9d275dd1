/* What unit tests share: cmocka with the headers that it wants before it, and texts compared. */
#ifndef UNIT_H
#define UNIT_H

#include "base/diag.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define assert_str(text, wanted) unit_assert_str(text, str_from(wanted), __FILE__, __LINE__)

static inline void
unit_assert_str(struct str text, struct str wanted, const char *file, int line)
{
	if (str_eq(text, wanted))
		return;
	print_error("\"%.*s\"\n  is not\n\"%.*s\"\n", STR_ARG(text), STR_ARG(wanted));
	_fail(file, line);
}

/* What diag_print shows; to be freed. */
static inline char *
unit_printed(const struct diag_list *diags, bool color)
{
	FILE *out = tmpfile();
	char *text;
	size_t len;

	assert_non_null(out);
	diag_print(diags, out, color);
	len = (size_t)ftell(out);
	text = calloc(len + 1, 1);
	assert_non_null(text);
	rewind(out);
	assert_int_equal(fread(text, 1, len, out), len);
	fclose(out);
	return text;
}

#define assert_printed(diags, wanted)                                                              \
	do {                                                                                       \
		char *printed_ = unit_printed(diags, false);                                       \
                                                                                                   \
		unit_assert_str(str_from(printed_), str_from(wanted), __FILE__, __LINE__);         \
		free(printed_);                                                                    \
	} while (0)

#endif
