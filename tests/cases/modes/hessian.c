#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double rosenbrock(int n, const double x[n])
{
    double s = 0.0;

    for (int i = 0; i + 1 < n; i++) {
        double t = x[i + 1] - x[i] * x[i];

        s += 100.0 * t * t + (1.0 - x[i]) * (1.0 - x[i]);
    }
    return s;
}

ADGEN_GRAD()
double polar(double r, double phi, const double m[2][2])
{
    return r * cos(phi) * m[0][1] + m[1][0] * m[1][1] * sin(phi * m[0][0]);
}

/* A parameter that the function changes is put back before each column. */
ADGEN_GRAD(x)
double in_place(int n, double x[n], int count[2])
{
    double s = 0.0;

    for (int i = 1; i < n; i++) {
        x[i] *= x[i - 1];
        s += x[i] * x[i];
        count[i % 2]++;
    }
    return s;
}

/*
 * check: dense Hessians, symmetric to the last bit
 * check-gradient: rosenbrock(5, random(5, -1, 1))
 * check-gradient: rosenbrock(0, {})
 * check-gradient: polar(random(0.5, 1), random(0.5, 1), random(4, 0.5, 1))
 * check-gradient: in_place(4, random(4, 0.5, 1), {3, 4})
 */
