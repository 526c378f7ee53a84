#include <adgen/adgen.h>

void elsewhere(int n, double *x);

ADGEN_VJP()
void f(int n, double *x)
{
    x[0] *= x[0];
    elsewhere(n, x);
}

/*
 * check: active memory goes to a function whose body is in another file
 * check-error: adgen-extern @ 9:5
 */
