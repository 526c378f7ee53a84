#include "check/settings.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void settings_init(CheckSettings *settings)
{
    *settings = (CheckSettings){.seed = 1, .points = 3, .seconds = 10};
}

/* "name=rest": the name, or NULL. */
static const char *split(Arena *arena, const char *text, const char **rest)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals[1] == '\0')
        return NULL;
    *rest = equals + 1;
    return arena_strndup(arena, text, (size_t)(equals - text));
}

bool settings_add_set(Arena *arena, CheckSettings *settings, const char *text)
{
    Setting made = {0};
    made.name = split(arena, text, &made.value);
    if (made.name)
        VEC_PUSH(arena, &settings->sets, made);
    return made.name != NULL;
}

bool settings_add_range(Arena *arena, CheckSettings *settings, const char *text)
{
    SettingRange made = {0};
    const char  *rest;
    char        *end;
    made.name = split(arena, text, &rest);
    if (!made.name)
        return false;
    made.from = strtod(rest, &end);
    if (end == rest || *end != ':')
        return false;
    rest = end + 1;
    made.to = strtod(rest, &end);
    if (end == rest || *end != '\0' || !(made.from <= made.to) || !isfinite(made.from) || !isfinite(made.to))
        return false;
    VEC_PUSH(arena, &settings->ranges, made);
    return true;
}

bool settings_read_seed(CheckSettings *settings, const char *text)
{
    char *end;
    errno = 0;
    settings->seed = strtoull(text, &end, 0);
    return errno == 0 && end != text && *end == '\0' && *text != '-';
}

bool settings_read_count(int *count, const char *text)
{
    char *end;
    long  value = strtol(text, &end, 10);
    *count = (int)value;
    return end != text && *end == '\0' && value >= 1 && value <= 1000000;
}

const Setting *settings_set(const CheckSettings *settings, const char *name)
{
    for (int i = settings->sets.count - 1; i >= 0; i--)
        if (strcmp(settings->sets.items[i].name, name) == 0)
            return &settings->sets.items[i];
    return NULL;
}

const SettingRange *settings_range(const CheckSettings *settings, const char *name)
{
    for (int i = settings->ranges.count - 1; i >= 0; i--)
        if (strcmp(settings->ranges.items[i].name, name) == 0)
            return &settings->ranges.items[i];
    return NULL;
}

bool settings_number(const Setting *setting, double *number)
{
    char *end;
    *number = strtod(setting->value, &end);
    return end != setting->value && *end == '\0';
}
