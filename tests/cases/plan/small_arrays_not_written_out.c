#include <adgen/adgen.h>
#include <math.h>
#include <string.h>

static double norm(const double *v)
{
    return v[0] * v[0] + v[1] * v[1];
}

/* Too many elements, and one that the data choose. */
ADGEN_GRAD(x)
double chosen(int n, const double *x, const int *at)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double five[5], three[3];
        for (int k = 0; k < 5; k++)
            five[k] = x[i] * (k + 1);
        for (int k = 0; k < 3; k++)
            three[k] = sin(five[k] * five[k + 2]);
        sum += three[at[i]] * five[4];
    }
    return sum;
}

/* A matrix, row by row: it is better read so. */
ADGEN_GRAD(weight, x)
double layers(int n, const double (*weight)[3], const double *x)
{
    double state[3] = {0};
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double next[3];
        for (int k = 0; k < 3; k++) {
            double total = x[i];
            for (int l = 0; l < 3; l++)
                total += weight[k][l] * state[l];
            next[k] = tanh(total);
        }
        memcpy(state, next, sizeof next);
        sum += state[0] * state[1];
    }
    return sum;
}

/* The counter outlives its loop; the outer loop's counter picks an element; one is left early. */
ADGEN_GRAD(x)
double counters(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double a[4], b[4], c[4];
        int k;
        for (k = 0; k < 4; k++)
            a[k] = x[i] * (k + 2);
        for (int l = 0; l < 4; l++)
            b[l] = a[l] * a[(l + i) % 4];
        for (int l = 0; l < 4; l++) {
            c[l] = b[l] * x[i];
            if (c[l] > 3.0)
                break;
            sum += c[l];
        }
        sum += a[k - 1];
    }
    return sum;
}

/* Whose address is handed on. */
ADGEN_GRAD(x)
double handed(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double v[2], w[2];
        for (int k = 0; k < 2; k++)
            v[k] = exp(x[i] * k);
        memcpy(w, v, sizeof w);
        sum += norm(w) * norm(v);
    }
    return sum;
}

/*
 * check: arrays stay arrays where they are long, where more than constants and short loops pick elements
 * check-gradient: chosen(4, random(4, 0.5, 1), {2, 0, 1, 2})
 * check-gradient: layers(4, random(9, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: counters(5, random(5, 0.3, 1))
 * check-gradient: handed(3, random(3, 0.5, 1))
 * check-has: five[k] = x[i] * (k + 1)
 * check-has: three[k] = sin(
 * check-has: total += weight[k][l] * state[l];
 * check-has: a[k] = x[i] * (k + 2)
 * check-has: b[l] = a[l] * a[(l + i) % 4];
 */
