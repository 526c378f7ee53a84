#include <adgen/adgen.h>

unsigned __int128 state;

static double draw(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(unsigned)(state >> 64) / 4294967296.0;
}

ADGEN_GRAD(x)
double noisy(double x, int n, unsigned seed)
{
    double sum = 0.0;
    state = seed;
    for (int i = 0; i < n; i++)
        sum += draw() * x * sum + x;
    return sum;
}

ADGEN_GRAD(x)
double products(double x, const unsigned long *a, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        unsigned __int128 p = (unsigned __int128)a[i] * a[i];
        unsigned long     high = (unsigned long)(p >> 64);
        double            weight = (double)p;
        p += 3;
        sum += x * weight * 1e-20 + x * x * (double)high + x * (float)p * 1e-20f;
    }
    return sum;
}

/*
 * check: integers of 128 bits beside active data, converted to reals
 * check-args: -Wno-pedantic
 * check-gradient: noisy(random(0.1, 0.5), 3, 7)
 * check-gradient: products(random(0.1, 0.5), {5000000000000ul, 70000000000000ul}, 2)
 */
