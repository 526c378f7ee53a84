#include <adgen/adgen.h>

static void release(double *p)
{
    *p = 0.0;
}

ADGEN_GRAD(x)
double cleaned_up(double x)
{
    __attribute__((cleanup(release))) double y = x * x;
    return y * x;
}

static void count(int *n)
{
    ++*n;
}

ADGEN_GRAD(x)
double cleaned_up_inactive(double x)
{
    int n __attribute__((__cleanup__(count))) = 3;
    return x * n;
}

/*
 * check: calls at the end of a scope: what is refused
 * check-args: -std=gnu11
 * check-construct: gnu | attribute cleanup | GNU
 * check-error: adgen-cleanup @ 11:46
 * check-construct: gnu | attribute cleanup | GNU | inactive
 * check-error: adgen-cleanup @ 23:9
 */
