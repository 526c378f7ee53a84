#include <adgen/adgen.h>

double state;

static void twice(void) { state *= 2.0; }
static void square(void) { state *= state; }

static void (*const actions[])(void) = {twice, square};

ADGEN_GRAD()
double f(double x, int k)
{
    state = x;
    actions[k]();
    return state;
}

/*
 * check: callbacks that get nothing, and work on a global
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 1)
 */
