#include <adgen/adgen.h>
#include <math.h>

/* Loops at the end of a function whose forward and backward passes may run together, or not. */

ADGEN_VJP()
void euler_step(int n, double *restrict pos, double *restrict vel, const double *restrict force, double dt)
{
    for (int i = 0; i < n; i++)
        pos[i] += dt * vel[i];
    for (int i = 0; i < n; i++)
        vel[i] += dt * force[i];
}

ADGEN_GRAD()
double read_then_overwritten(int n, const double *x, double *restrict t)
{
    double s = 0.0;

    for (int i = 0; i < n; i++)
        s += 0.2 * t[i];
    for (int i = 0; i < n; i++)
        t[i] = sin(x[i]);
    return s;
}

ADGEN_GRAD()
double factor_then_added_to(int n, const double *x)
{
    double s = 0.0, q = x[0];

    for (int i = 0; i < n; i++)
        s += q * x[i];
    for (int i = 0; i < n; i++)
        q += x[i] * x[i];
    return s + q;
}

ADGEN_GRAD()
double inside_a_loop(int n, const double *x, double *restrict t)
{
    double s = 0.0;

    for (int k = 0; k < 3; k++) {
        for (int i = 0; i < n; i++)
            s += t[i] * x[i] * (k + 1);
        for (int i = 0; i < n; i++)
            t[i] = x[i] * 2.0;
    }
    return s;
}

ADGEN_GRAD()
double behind_a_counted_loop(int n, double x, double *restrict w)
{
    double s = 0.0;

    for (int i = 0; i < 4; i++) {
        int j = 0;
        do {
            w[j] = 0.5 * w[j];
        } while (++j < n);
        for (int k = 1; k < n; k++)
            s += x;
    }
    return s + x;
}

ADGEN_GRAD()
double behind_a_break(int n, double x, double *restrict w)
{
    double v[4] = {x, 1.0, 2.0, 3.0};

    for (int i = 0; i < 4; i++) {
        for (int j = 0;; j++) {
            if (j >= n)
                break;
            w[j] = 0.5 * w[1];
        }
        for (int j = 1; j < n; j++)
            w[1] -= sin(v[i]);
    }
    return x;
}

ADGEN_GRAD()
double nested(int n, const double *x, double a, double *restrict w)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        int m = (i * 5 + 3) % 4;
        w[m] *= a;
        for (int j = 0; j < 2; j++) {
            int p = (j + m) & 3;
            s += x[p];
            for (int q = p; q < 4; q++)
                s -= 0.1 * a;
        }
    }
    return s + w[1];
}

/*
 * check: the last loops of a function or of an iteration, run backward together with what comes before them
 * check-gradient: euler_step(3, random(3, -1, 1), random(3, -1, 1), random(3, -1, 1), 0.1)
 * check-gradient: read_then_overwritten(4, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: factor_then_added_to(4, random(4, -1, 1))
 * check-gradient: inside_a_loop(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: behind_a_counted_loop(4, random(-1, 1), random(4, -1, 1))
 * check-gradient: behind_a_break(4, random(-1, 1), random(4, -1, 1))
 * check-gradient: nested(4, random(4, -1, 1), random(0.5, 1), random(4, -1, 1))
 */
