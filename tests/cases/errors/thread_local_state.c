#include <adgen/adgen.h>

static _Thread_local double last;

ADGEN_GRAD(x)
double f(double x)
{
    last = last + x;
    return last * last;
}

/*
 * check: active data in a thread's own variable
 * check-error-text: 'last'
 */
