/*
 * Functions that nobody may call here, refused by the compiler.
 *
 * The build includes this before every file. Some cannot be bounded (strcpy,
 * sprintf), some keep hidden state (strtok, localtime), some ask the locale
 * (ctype, setlocale) or run what content says (system). The headers that declare
 * them come first, for a poisoned name may not be declared either.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* Macros on some systems, which may not be poisoned as long as they are. */
#undef strcpy
#undef stpcpy
#undef strcat
#undef strncpy
#undef strncat
#undef sprintf
#undef vsprintf
#undef isalpha
#undef isalnum
#undef isdigit
#undef isspace
#undef isupper
#undef islower
#undef ispunct
#undef isxdigit

/* No bound: str.h, buf.h, snprintf. */
#pragma GCC poison strcpy stpcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison scanf sscanf fscanf vscanf vsscanf vfscanf
/* No error: str_to_int. */
#pragma GCC poison atoi atol atoll atof
/* Hidden state: str_split, gmtime_r. */
#pragma GCC poison strtok strtok_r localtime gmtime ctime asctime rand srand
#pragma GCC poison tmpnam tempnam mktemp
/* Locale and time zone: ascii_*, utf8_*. */
#pragma GCC poison setlocale localtime_r strcoll strxfrm strcasecmp strncasecmp
#pragma GCC poison isalpha isalnum isdigit isspace isupper islower ispunct isxdigit
/* Runs a shell. */
#pragma GCC poison system popen

#endif
