#ifndef ADGEN_CHECK_JSON_H
#define ADGEN_CHECK_JSON_H

#include "base/text.h"

/* JSON while it is written.  `key` is NULL in an array, and outermost. */
typedef struct Json {
    Text *out;
    bool  follows;      /* something stands before, so that a comma is due */
} Json;

void json_open(Json *json, const char *key, char bracket);
void json_close(Json *json, char bracket);
void json_string(Json *json, const char *key, const char *text);
void json_integer(Json *json, const char *key, long long value);
void json_bool(Json *json, const char *key, bool value);

/* JSON has neither infinities nor NaN: they are null. */
void json_number(Json *json, const char *key, double value);

#endif
