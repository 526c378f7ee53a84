#include <adgen/adgen.h>
#include <math.h>

/* What a branch leaves in a variable is there when the backward pass comes to it. */
ADGEN_GRAD(x, y)
double one(double x, double y)
{
    double r = 0.5 * y, s = y;

    if (x > 0.0) {
        r = exp(x * y);
        s = sin(r);
    }
    return r * s + r * r;
}

/* Either branch reads what it has left itself. */
ADGEN_GRAD(x, y)
double two(double x, double y)
{
    double r;

    if (x > 0.0) {
        r = exp(x);
        y = sin(r * y);
    } else {
        r = tan(x);
        if (y > 0.0) {
            r = log(2.0 + r * r);
            y = cos(r * y);
        }
    }
    return y * r;
}

/* Not where it is overwritten behind the branch, or in it. */
ADGEN_GRAD(x, y)
double again(double x, double y)
{
    double r = y, s = 0.0;

    if (x > 0.0) {
        r = exp(x);
        s = sin(r);
        r = tanh(r * y);
    }
    if (y > 0.0)
        r = sin(r) * s;
    return r * s;
}

/* Not where another iteration comes. */
ADGEN_GRAD(x)
double steps(int n, const double *x)
{
    double r = 0.5, s = 0.0;

    for (int i = 0; i < n; i++) {
        if (x[i] > 0.0) {
            r = sin(r * x[i]);
            s = r * exp(r + s);
        } else {
            r = cos(r);
        }
    }
    return r * s;
}

/* Each iteration has it for itself, in a branch of another one. */
ADGEN_GRAD(x)
double inside(int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double r = 0.25;

        if (x[i] > 0.0) {
            r = exp(x[i]);
            if (x[i] < 1.0) {
                r = sqrt(r);
                sum += sin(r);
            }
            sum += r * r;
        }
        sum += cos(r);
    }
    return sum;
}

/*
 * check: what a variable holds at the end of a branch is read of it in the backward pass, if nothing overwrites it behind that
 * check-has: double part_adj = (r_adj + r * cos_r) * r;
 * check-count: 3 double r_kept = 0.0;
 * check-gradient: one(0.5, 0.75)
 * check-gradient: one(-0.5, 0.75)
 * check-gradient: two(0.5, 0.75)
 * check-gradient: two(-0.5, 0.75)
 * check-gradient: two(-0.5, -0.75)
 * check-gradient: again(0.5, 0.75)
 * check-gradient: again(0.5, -0.75)
 * check-gradient: again(-0.5, 0.75)
 * check-gradient: again(-0.5, -0.75)
 * check-gradient: steps(5, {0.5, -0.25, 0.75, 1.25, -1})
 * check-gradient: inside(5, {0.5, -0.25, 0.75, 1.25, -1})
 */
