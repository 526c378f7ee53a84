#include <adgen/adgen.h>
#include <math.h>
#include <string.h>

/* Two numbers: 16 bytes are what 8 bits leave of 272. */
ADGEN_GRAD(x)
double copied(const double x[4])
{
    double y[4] = {1.0, 1.0, 1.0, 1.0};
    memcpy(y, x, (unsigned char)272);
    return y[0] * y[0] * y[1] * y[2];
}

/* One step back in each iteration. */
ADGEN_GRAD(x)
double stepped(int n, const double *x)
{
    const double *p = x + n;
    double        product = 1.0;
    for (int i = 0; i < n; i++) {
        p += (signed char)255;
        product = product * *p;
    }
    return product;
}

/* One step ahead: -1 is taken away. */
ADGEN_GRAD(x)
double ahead(int n, const double *x)
{
    double product = 1.0;
    int    k = 0;
    for (int i = 0; i < n; i++) {
        product = product * x[k];
        k -= -1;
    }
    return product;
}

/* x to the power of 1. */
ADGEN_GRAD(x)
double power(double x)
{
    return pow(x, (_Bool)3) * x;
}

/*
 * check: a number within casts is what the casts leave of it
 * check-omits: i < 34
 * check-gradient: stepped(4, random(4, 0.5, 1.5))
 * check-gradient: ahead(4, random(4, 0.5, 1.5))
 * check-gradient: power(1.5)
 */
