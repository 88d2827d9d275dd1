/* Numbers with a unit behind them. */
#include "model/link_quantity.h"

const char link_duration_pattern[] = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d)|0)$";
const char link_size_pattern[] = "^[0-9]+(\\.[0-9]+)?(B|KiB|MiB)$";
const char link_codes_pattern[] = "^[1-9][0-9][0-9](-[1-9][0-9][0-9])?$";

struct unit {
	struct str name;
	double factor;
};

/* Digits, and a point with digits; 0 when there is no number. */
static size_t
take_number(struct str text, double *number)
{
	double scale = 1;
	size_t len = 0;

	*number = 0;
	for (; len < text.len && len < 12 && ascii_is_digit(text.at[len]); len++)
		*number = *number * 10 + (text.at[len] - '0');
	if (!len || len + 1 >= text.len || text.at[len] != '.' || !ascii_is_digit(text.at[len + 1]))
		return len;
	for (len++; len < text.len && len < 16 && ascii_is_digit(text.at[len]); len++)
		*number += (text.at[len] - '0') * (scale /= 10);
	return len;
}

static bool
read_quantity(struct str text, const struct unit *units, size_t nunits, double *quantity)
{
	double number;
	size_t len = take_number(text, &number);
	struct str name = str_skip(text, len);

	for (size_t i = 0; len && i < nunits; i++)
		if (str_eq(name, units[i].name)) {
			*quantity = number * units[i].factor;
			return true;
		}
	return false;
}

bool
link_read_duration(struct str text, double *seconds)
{
	static const struct unit units[] = {{STR_INIT("ms"), 0.001},
					    {STR_INIT("s"), 1},
					    {STR_INIT("m"), 60},
					    {STR_INIT("h"), 3600},
					    {STR_INIT("d"), 86400}};

	*seconds = 0;
	return str_eq(text, STR("0")) || read_quantity(text, units, 5, seconds);
}

bool
link_read_size(struct str text, double *bytes)
{
	static const struct unit units[] = {{STR_INIT("B"), 1},
					    {STR_INIT("KiB"), 1024},
					    {STR_INIT("MiB"), 1024 * 1024}};

	return read_quantity(text, units, 3, bytes);
}

bool
link_read_codes(struct str text, int *low, int *high)
{
	struct str rest = text, piece;

	if ((text.len != 3 && text.len != 7) || !str_split(&rest, '-', &piece) ||
	    !str_to_int(piece, low))
		return false;
	*high = *low;
	if (text.len == 7 && !(str_split(&rest, '-', &piece) && str_to_int(piece, high)))
		return false;
	return *low >= 100 && *low <= *high && *high <= 999;
}
