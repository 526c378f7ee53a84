#ifndef ADGEN_CHECK_SETTINGS_H
#define ADGEN_CHECK_SETTINGS_H

#include <stdbool.h>

#include "base/vec.h"

/* --set NAME=VALUE */
typedef struct Setting {
    const char *name;        /* a parameter, or a member in it: "n", "s.count" */
    const char *value;       /* a number, or C */
} Setting;

/* --range NAME=LO:HI */
typedef struct SettingRange {
    const char *name;
    double      from, to;
} SettingRange;

/* What --check is to do. */
typedef struct CheckSettings {
    bool on;
    bool json;
    VEC(Setting)      sets;
    VEC(SettingRange) ranges;
    VEC(const char *) libraries;     /* --load */
    unsigned long long seed;
    int  points;                     /* to check each function at */
    int  seconds;                    /* of processor time for each function */
} CheckSettings;

void settings_init(CheckSettings *settings);

/* Read the value of one option.  False where it is not understood. */
bool settings_add_set(Arena *arena, CheckSettings *settings, const char *text);
bool settings_add_range(Arena *arena, CheckSettings *settings, const char *text);
bool settings_read_seed(CheckSettings *settings, const char *text);
bool settings_read_count(int *count, const char *text);      /* 1 to a million */

/* The last that is said of the name, or NULL. */
const Setting      *settings_set(const CheckSettings *settings, const char *name);
const SettingRange *settings_range(const CheckSettings *settings, const char *name);

/* Whether the value is a number, not C. */
bool settings_number(const Setting *setting, double *number);

#endif
