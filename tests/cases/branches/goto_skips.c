#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int k)
{
    double s = x;

    if (k == 0)
        goto later;
    s *= x;
    if (k == 1) {
        s += 1.0;
        goto later;
    }
    {
        if (s > 2.0)
            goto end;
        s *= s;
    }
later:
    s += x * s;
    if (k < 3)
        goto end;
    s *= 3.0;
end:
    return s * x;
}

/*
 * check: goto over statements, to two labels one behind the other
 * check-gradient: f(random(1, 2), 0)
 * check-gradient: f(random(1, 2), 1)
 * check-gradient: f(random(1, 2), 2)
 * check-gradient: f(random(1, 2), 3)
 */
