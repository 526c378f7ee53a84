#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Neighbours are left out: in the iteration with most of them one group is not touched, and may not be there. */
ADGEN_GRAD(x, w)
double gap(int n, const double *x, const double *w)
{
    double *p = malloc((2 * (size_t)n) * sizeof *p), *f = malloc((2 * (size_t)n) * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 2 * n; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < n; i++)
        for (int j = i + 2; j < n; j++) {
            double d0 = p[2 * j] - p[2 * i], d1 = p[2 * j + 1] - p[2 * i + 1];
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1);

            f[2 * i] += w[j] * force * d0;
            f[2 * j] -= w[i] * force * d0;
            f[2 * i + 1] += w[j] * force * d1;
            f[2 * j + 1] -= w[i] * force * d1;
        }
    for (int i = 0; i < 2 * n; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/* A number that is found otherwise than by groups. */
ADGEN_GRAD(x, w)
double flat(int n, const double *x, const double *w)
{
    double *p = malloc((2 * (size_t)n) * sizeof *p), *f = malloc((2 * (size_t)n) * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 2 * n; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double d0 = p[2 * j] - p[2 * i], d1 = p[2 * j + 1] - p[i];
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1);

            f[2 * i] += w[j] * force * d0;
            f[2 * j] -= w[i] * force * d0;
            f[2 * i + 1] += w[j] * force * d1;
            f[2 * j + 1] -= w[i] * force * d1;
        }
    for (int i = 0; i < 2 * n; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/* What is read sometimes only: it may not be there. */
ADGEN_GRAD(x, w)
double sometimes(int n, const double *x, const double *w, ADGEN_INACTIVE const double *shift)
{
    double *p = malloc((2 * (size_t)n) * sizeof *p), *f = malloc((2 * (size_t)n) * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 2 * n; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double d0 = p[2 * j] - p[2 * i], d1 = p[2 * j + 1] - p[2 * i + 1] + (shift ? shift[2 * j] : 0.3);
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1);

            f[2 * i] += w[j] * force * d0;
            f[2 * j] -= w[i] * force * d0;
            f[2 * i + 1] += w[j] * force * d1;
            f[2 * j + 1] -= w[i] * force * d1;
        }
    for (int i = 0; i < 2 * n; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/* As many copies as ever, for a few iterations. */
ADGEN_GRAD(x, w)
double few(int n, int m, const double *x, const double *w)
{
    double *p = malloc((2 * (size_t)n) * sizeof *p), *f = malloc((2 * (size_t)n) * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 2 * n; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < m; i++)
        for (int j = m; j < n; j++) {
            double d0 = p[2 * j] - p[2 * i], d1 = p[2 * j + 1] - p[2 * i + 1];
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1);

            f[2 * i] += w[j] * force * d0;
            f[2 * j] -= w[i] * force * d0;
            f[2 * i + 1] += w[j] * force * d1;
            f[2 * j + 1] -= w[i] * force * d1;
        }
    for (int i = 0; i < 2 * n; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/* Groups that are few. */
ADGEN_GRAD(x, w)
double known(const double *x, const double *w)
{
    double *p = malloc((24) * sizeof *p), *f = malloc((24) * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 24; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < 12; i++)
        for (int j = i + 1; j < 12; j++) {
            double d0 = p[2 * j] - p[2 * i], d1 = p[2 * j + 1] - p[2 * i + 1];
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1);

            f[2 * i] += w[j] * force * d0;
            f[2 * j] -= w[i] * force * d0;
            f[2 * i + 1] += w[j] * force * d1;
            f[2 * j + 1] -= w[i] * force * d1;
        }
    for (int i = 0; i < 24; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/* Two pointers that may lead to the same points. */
ADGEN_VJP(x, y, w)
void moved(int n, double *x, double *y, const double *w)
{
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            x[2 * j] = sin(y[2 * i]) * w[j];
            y[2 * j + 1] = x[2 * j] * w[i] * x[2 * i + 1];
        }
}

/*
 * check: coordinates stay where they are where something may not be there, may be the same, or is not worth copies
 * check-omits: _planes
 * check-gradient: gap(0, NULL, NULL)
 * check-gradient: gap(2, random(4, -1, 1), random(2, 0.5, 1))
 * check-gradient: gap(3, random(6, -1, 1), random(3, 0.5, 1))
 * check-gradient: gap(17, random(34, -1, 1), random(17, 0.5, 1))
 * check-gradient: flat(9, random(18, -1, 1), random(9, 0.5, 1))
 * check-gradient: sometimes(9, random(18, -1, 1), random(9, 0.5, 1), NULL)
 * check-gradient: sometimes(9, random(18, -1, 1), random(9, 0.5, 1), random(18, -1, 1))
 * check-gradient: few(9, 2, random(18, -1, 1), random(9, 0.5, 1))
 * check-gradient: few(2, 2, random(4, -1, 1), random(2, 0.5, 1))
 * check-gradient: known(random(24, -1, 1), random(12, 0.5, 1))
 * check-gradient: moved(4, random(8, -1, 1), random(8, -1, 1), random(4, 0.5, 1))
 */
