#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(m, s)
double nll(double x, double m, double s)
{
    double t0 = x - m;
    double t1 = t0 / s;
    double t2 = log(s);
    double t3 = t1 * t1;
    double t4 = t2 + log(2.0 * 3.14159265358979323846) / 2.0;
    double t5 = t3 / 2.0;
    return t4 + t5;
}

/*
 * check: the negative log-likelihood of the computation graph
 * check-gradient: nll(random(-1, 1), random(-1, 1), random(0.5, 2))
 * check-value: m = -(x - m) / (s * s)
 * check-value: s = 1 / s - (x - m) * (x - m) / (s * s * s)
 */
