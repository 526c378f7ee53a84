#include <stdlib.h>
#include <string.h>

#include "front.h"

/* ADGEN_RANGE(lo, hi): two numbers.  The annotation is a string by the time that libclang shows it. */

static bool read_number(const char **text, double *number)
{
    char *end;
    *number = strtod(*text, &end);
    bool any = end != *text;
    *text = end + strspn(end, " \t\n");
    return any;
}

static const DrawRange *read_range(Front *front, const Annotation *annotation)
{
    DrawRange  *range = ARENA_NEW(front->arena, DrawRange);
    const char *at = annotation->spec;
    bool        good = read_number(&at, &range->from) && *at++ == ',' && read_number(&at, &range->to) && *at == '\0';
    if (good && range->from <= range->to)
        return range;
    diag_error(front->diag, annotation->loc, "adgen-range",
               "ADGEN_RANGE takes two numbers, the lower one first, such as ADGEN_RANGE(0.1, 2)");
    return NULL;
}

const DrawRange *front_param_range(Front *front, CXCursor parameter)
{
    Annotations all = front_annotations(front, parameter);
    for (int i = 0; i < all.count; i++)
        if (strcmp(all.items[i].word, "range") == 0)
            return read_range(front, &all.items[i]);
    return NULL;
}
