#include "json.h"

#include <math.h>

/* Bytes of UTF-8 stand for themselves. */
static void put_quoted(Text *out, const char *text)
{
    text_putc(out, '"');
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\')
            text_printf(out, "\\%c", *at);
        else if (*at < ' ' || *at == 0x7f)
            text_printf(out, "\\u%04x", *at);
        else
            text_putc(out, (char)*at);
    }
    text_putc(out, '"');
}

static void begin(Json *json, const char *key)
{
    text_puts(json->out, json->follows ? ", " : "");
    json->follows = true;
    if (!key)
        return;
    put_quoted(json->out, key);
    text_puts(json->out, ": ");
}

void json_open(Json *json, const char *key, char bracket)
{
    begin(json, key);
    text_putc(json->out, bracket);
    json->follows = false;
}

void json_close(Json *json, char bracket)
{
    text_putc(json->out, bracket);
    json->follows = true;
}

void json_string(Json *json, const char *key, const char *text)
{
    begin(json, key);
    put_quoted(json->out, text);
}

void json_integer(Json *json, const char *key, long long value)
{
    begin(json, key);
    text_printf(json->out, "%lld", value);
}

void json_bool(Json *json, const char *key, bool value)
{
    begin(json, key);
    text_puts(json->out, value ? "true" : "false");
}

void json_number(Json *json, const char *key, double value)
{
    begin(json, key);
    if (isfinite(value))
        text_printf(json->out, "%.17g", value);
    else
        text_puts(json->out, "null");
}
