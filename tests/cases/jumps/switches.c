#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double between_cases(double x, int k)
{
    double y = x;
    switch (k) {
    case 0:
        y *= 2.0;
        goto common;
    case 1:
        y = sin(y);
        break;
    case 2:
        y = y * x;
    common:
        y += x;
        break;
    case 3: {
        double t = y * x;
        y = t * t;
        goto common;
    }
    default:
        y = 1.0;
    }
    return y * x;
}

ADGEN_GRAD(x)
double label_in_case(double x, int k)
{
    double y = x;
    int    n = 0;
    switch (k) {
    case 0:
    again:
        y = y * x + 0.1;
        if (n++ < 3)
            goto again;
        break;
    case 1: case 2: case 3:
        for (int i = 0; i < k; i++) {
            if (i == 2)
                goto out;
            y *= x;
        }
    out:
        y += x;
    }
    return y;
}

ADGEN_VJP()
void duff(int n, double *y, const double *x, double a)
{
    int rounds = (n + 3) / 4;
    switch (n % 4) {
    case 0:
        do {
            *y++ += a * *x++;   /* fall through */
    case 3:
            *y++ += a * *x++;   /* fall through */
    case 2:
            *y++ += a * *x++;   /* fall through */
    case 1:
            *y++ += a * *x++;
        } while (--rounds > 0);
    }
}

ADGEN_GRAD(x)
double reaching(double x, int k)
{
    double y = x;
    switch (k) {
        double t;
    case 0:
        t = x * x;
        y = t;
        break;
    case 1:
        t = sin(x);
        if (k > 0) {
    case 2:
            t = y * 3.0;
            y *= x;
        }
        y += t;
    }
    return y;
}

/*
 * check: labels in switches, gotos from one case to another, cases inside other statements
 * check-gradient: between_cases(1.2, 0)
 * check-gradient: between_cases(1.2, 1)
 * check-gradient: between_cases(1.2, 2)
 * check-gradient: between_cases(1.2, 3)
 * check-gradient: between_cases(1.2, 4)
 * check-gradient: label_in_case(1.2, 0)
 * check-gradient: label_in_case(1.2, 1)
 * check-gradient: label_in_case(1.2, 3)
 * check-gradient: label_in_case(1.2, 4)
 * check-gradient: duff(7, random(7, -1, 1), random(7, -1, 1), 0.7)
 * check-gradient: duff(4, random(4, -1, 1), random(4, -1, 1), 0.7)
 * check-gradient: duff(1, random(1, -1, 1), random(1, -1, 1), 0.7)
 * check-gradient: reaching(1.2, 0)
 * check-gradient: reaching(1.2, 1)
 * check-gradient: reaching(1.2, 2)
 * check-gradient: reaching(1.2, 3)
 */
