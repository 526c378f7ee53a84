#include <adgen/adgen.h>

struct record { char tag; double value; short count; float weight; long id; double rest[2]; };

ADGEN_VJP()
void f(struct record *r)
{
    r->value *= r->weight * r->count;
    r->rest[r->tag - 'a'] += r->value;
    r->count = (short)(r->count + 1);
    r->tag = 'a';
    r->id = 5;
}

/*
 * check: members of all types, and integers that are changed
 * check-gradient: f(&{'b', random(-1, 1), 3, random(-1, 1), 9, random(2, -1, 1)})
 */
