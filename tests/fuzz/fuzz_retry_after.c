/* Retry-After: within its limits for any bytes, and never below zero. */
#include "fuzz.h"
#include "net/retry_after.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_text(data, size);
	const int64_t now = 1795000000;
	uint32_t wait = 0, later = 0;
	int64_t when;

	if (retry_after_parse(text, now, &wait)) {
		claim(wait <= RETRY_AFTER_MOST, text);
		claim(retry_after_parse(text, now + 60, &later) && later <= wait, text);
	}
	if (http_date_parse(text, &when)) {
		claim(retry_after_parse(text, now, &wait), text);
		claim(when > now || wait == 0, text);
	}
	return 0;
}
