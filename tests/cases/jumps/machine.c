#include <adgen/adgen.h>
#include <math.h>

/* Newton's method, as a machine of labels. */
ADGEN_GRAD(a)
double root(double a, int most)
{
    double x, f, slope;
    int    steps = 0;
    x = a;
    goto evaluate;
step:
    x -= f / slope;
    if (++steps >= most)
        goto done;
evaluate:
    f = x * x * x - a;
    if (fabs(f) < 1e-14)
        goto done;
    slope = 3.0 * x * x;
    if (slope < 1e-3)
        goto perturb;
    goto step;
perturb:
    x += 0.1;
    goto evaluate;
done:
    return x;
}

/* What a tokenizer looks like. */
ADGEN_GRAD(x)
double walk(const double *x, const char *tape)
{
    double s = 0.0, t = 1.0;
    const double *p = x;
start:
    switch (*tape++) {
    case 'a': goto add;
    case 'm': goto multiply;
    case 'n': p++; goto start;
    case 'x': goto swap;
    default:  goto stop;
    }
add:
    s += *p * t;
    goto start;
multiply:
    t *= *p;
    if (t > 2.0)
        goto halve;
    goto start;
swap: {
    double u = s;
    s = t;
    t = u;
    goto start;
}
halve:
    t *= 0.5;
    goto start;
stop:
    return s * t;
}

/*
 * check: machines of labels
 * check-within: 1e-9
 * check-gradient: root(2.0, 40)
 * check-gradient: root(2.0, 2)
 * check-gradient: root(0.01, 100)
 * check-gradient: walk({0.7, 1.9, 0.4, 1.2}, "amanmaxmannax")
 * check-gradient: walk({0.7, 1.9, 0.4, 1.2}, "xaa")
 * check-gradient: walk({0.7}, "")
 */
