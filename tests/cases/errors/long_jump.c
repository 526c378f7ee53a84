#include <adgen/adgen.h>
#include <setjmp.h>

jmp_buf back;

static double checked(double x)
{
    if (x < 0.0)
        longjmp(back, 1);
    return x * x;
}

ADGEN_GRAD(x)
double f(double x)
{
    if (setjmp(back))
        return -x;
    return checked(x) * x;
}

/*
 * check: setjmp and longjmp around active data
 * check-error-text: [adgen-setjmp]
 */
