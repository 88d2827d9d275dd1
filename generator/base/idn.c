/* International host names: the one file that includes idn2.h. */
#include "base/idn.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <idn2.h>

bool
idn_to_ascii(struct arena *arena, struct str name, struct str *ascii)
{
	struct str text = arena_dup(arena, name);
	char *result = NULL;
	size_t bad_at;

	if (!utf8_is_valid(name, &bad_at) || str_find_char(name, '\0') < name.len)
		return false;
	if (idn2_to_ascii_8z(text.at, &result, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
		return false;
	*ascii = arena_dup(arena, str_from(result));
	idn2_free(result);
	return true;
}
