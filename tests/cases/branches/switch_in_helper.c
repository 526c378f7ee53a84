#include <adgen/adgen.h>

static int classify(double v)
{
    switch ((int)(4.0 * v)) {
    case 0:
        return 0;
    case 1:
    case 2:
        return 1;
    case -1:
        return 2;
    default:
        return 3;
    }
}

static double apply(int op, double a, double b)
{
    double r = 0.0;

    switch (op) {
    case '+': r = a + b; break;
    case '-': r = a - b; break;
    case '*': r = a * b; break;
    case '/':
        switch (b == 0.0) {
        case 1:
            return 0.0;
        }
        r = a / b;
    }
    return r;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 1.0;

    for (int i = 0; i < n; i++)
        s = apply("+-*/"[i % 4], s, x[i]) + classify(x[i]) * x[i];
    return s;
}

/*
 * check: switches in helpers: of integers from active data, of characters, one in another
 * check-gradient: f(9, random(9, 0.2, 1))
 */
