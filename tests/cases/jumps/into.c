#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double into_if(double x, int n)
{
    double y = x;
    if (n > 2)
        goto inside;
    if (n > 0) {
        y = y * x;
    inside:
        y = y + x;
    } else {
        y = sin(y);
    }
    return y * y;
}

ADGEN_GRAD(x)
double into_else(double x, int n)
{
    double y = x;
    if (n > 0) {
        double t = y * x;
        y = t + 1.0;
        if (n > 1)
            goto other;
        y *= t;
    } else {
        y = cos(y);
    other:
        y *= x;
    }
    return y * x;
}

ADGEN_GRAD(x)
double into_for(double x, int n)
{
    double y = x;
    int    i = 1;
    if (n > 2)
        goto inside;
    for (i = 0; i < n; i++) {
        y = y * x;
        if (y > 10.0)
            break;
        if (y < 0.2)
            continue;
    inside:
        y = y + x;
    }
    return y * i;
}

ADGEN_GRAD(x)
double into_while(double x, int n)
{
    double y = x;
    goto middle;
    while (n-- > 0) {
        y = y * x;
        if (n == 3)
            continue;
    middle:
        y = sin(y) + x;
        if (y < 0.0)
            break;
    }
    return y;
}

ADGEN_GRAD(x)
double into_do(double x, int n)
{
    double y = x;
    if (n < 2)
        goto in;
    y *= 2.0;
    do {
        y *= x;
        if (n == 4)
            continue;
        y += 0.1;
    in:
        y = sin(y);
    } while (--n > 0);
    return y;
}

ADGEN_GRAD(x)
double into_deep(int n, const double *x)
{
    double s = 0.0, t = 1.0;
    int    i = 0, j = 0;
    if (n > 1)
        goto deep;
    for (i = 0; i < n; i++) {
        for (j = 0; j < 3; j++) {
            double u = x[i] * t;
            s += u;
            if (s > 5.0)
                goto out;
            {
                t = u * 0.3;
            deep:
                t += sin(x[j]);
            }
        }
        s *= 0.9;
    }
out:
    if (i++ < 1) {
        s += x[0];
        goto deep;
    }
    return s + t;
}

ADGEN_GRAD(x)
double irreducible(double x, int n)
{
    double y = x;
    int    k = 0;
    if (n > 4)
        goto b;
a:
    y = y * x;
    k++;
b:
    y = y + sin(x);
    k++;
    if (k < n)
        goto a;
    return y;
}

/*
 * check: goto into blocks, into loops with their break and continue, into a loop of gotos
 * check-gradient: into_if(1.3, 3)
 * check-gradient: into_if(1.3, 1)
 * check-gradient: into_if(1.3, 0)
 * check-gradient: into_else(1.3, 2)
 * check-gradient: into_else(1.3, 1)
 * check-gradient: into_else(1.3, 0)
 * check-gradient: into_for(1.3, 6)
 * check-gradient: into_for(1.3, 2)
 * check-gradient: into_for(0.1, 2)
 * check-gradient: into_for(1.3, 0)
 * check-gradient: into_while(0.7, 5)
 * check-gradient: into_while(0.7, 0)
 * check-gradient: into_while(-0.7, 5)
 * check-gradient: into_do(0.8, 6)
 * check-gradient: into_do(0.8, 1)
 * check-gradient: into_deep(3, {0.5, 0.8, 0.3})
 * check-gradient: into_deep(1, {0.5, 0.8, 0.3})
 * check-gradient: into_deep(0, {0.5, 0.8, 0.3})
 * check-gradient: into_deep(1, {4.5, 0.8, 0.3})
 * check-gradient: irreducible(0.8, 7)
 * check-gradient: irreducible(0.8, 3)
 * check-gradient: irreducible(0.8, 0)
 */
