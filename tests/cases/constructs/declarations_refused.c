#include <adgen/adgen.h>
#include <math.h>
#include <stdalign.h>
#include <stdlib.h>

struct pair { double x, y; int n; };
typedef double real;
typedef real vector[3];
typedef const vector *vectors;
typedef int (*test)(int);

ADGEN_GRAD(x)
double static_state(double x)
{
    static double memory;
    memory = 0.5 * memory + x;
    return memory * memory;
}

ADGEN_GRAD(x)
double unsteady(double x)
{
    volatile double y = x;
    return y * x;
}

_Thread_local double own;

ADGEN_GRAD(x)
double thread_local_state(double x)
{
    own = x * x;
    return own * x;
}

/*
 * check: declarations: what is refused
 * check-args: -std=gnu11
 * check-construct: declarations | static local, kept from call to call | 6.7.1
 * check-error: adgen-static @ 16:20
 * check-construct: declarations | volatile | 6.7.3
 * check-error: adgen-volatile @ 24:12
 * check-construct: declarations | _Thread_local | 6.7.1
 * check-error: adgen-global @ 32:5
 */
