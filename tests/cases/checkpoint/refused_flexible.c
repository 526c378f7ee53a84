#include <adgen/adgen.h>
#include "quiet.h"

typedef struct series {
    int    terms;
    double c[];
} series;

ADGEN_VJP()
void turn(series *s, int n)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        for (int k = 1; k < s->terms; k++)
            s->c[k] *= s->c[k - 1];
}

/*
 * check: an array at the end of a record, of which its type says nothing
 * check-error: adgen-checkpoint @ 12
 */
