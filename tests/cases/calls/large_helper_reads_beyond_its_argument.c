#include <adgen/adgen.h>
#include <math.h>

/* Enough statements that a helper which is called often stays a function. */
#define STEP s = s + 0.1 * sin(s);
#define STEPS STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP
#define MANY STEPS STEPS STEPS

struct vector {
    double *at;
    int     count;
};

static double of_vector(const struct vector *v, int i, double h)
{
    double s = h * v->at[i] * v->at[v->count - 1 - i];

    MANY
    return s;
}

ADGEN_GRAD(x)
double behind_a_struct(int n, const double *x)
{
    double        w[8], s = 0.0;
    struct vector v = {w, n};

    for (int i = 0; i < n; i++)
        w[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        s += of_vector(&v, i, 0.1) + of_vector(&v, i, 0.2) + of_vector(&v, i, 0.3) + of_vector(&v, i, 0.4);
    return s;
}

static double of_rows(const double *m, int i, double h)
{
    double s = h * m[i] * m[3 + i];

    MANY
    return s;
}

ADGEN_GRAD(x)
double another_row(const double *x)
{
    double m[2][3], s = 0.0;

    for (int i = 0; i < 3; i++)
        m[1][i] = x[i] * x[i];
    for (int i = 0; i < 3; i++)
        m[0][i] = x[i] + 0.5;
    for (int i = 0; i < 3; i++)
        s += of_rows(&m[0][0], i, 0.1) + of_rows(&m[0][0], i, 0.2) + of_rows(&m[0][0], i, 0.3) + of_rows(&m[0][0], i, 0.4);
    return s;
}

static double of_pointers(double *const *m, int i, double h)
{
    double s = h * m[0][i] * m[1][i];

    MANY
    return s;
}

ADGEN_GRAD(x)
double behind_pointers(const double *x)
{
    double a[3], b[3], *m[2] = {a, b}, s = 0.0;

    for (int i = 0; i < 3; i++)
        b[i] = x[i] * x[i];
    for (int i = 0; i < 3; i++)
        a[i] = x[i] + 0.5;
    for (int i = 0; i < 3; i++)
        s += of_pointers(m, i, 0.1) + of_pointers(m, i, 0.2) + of_pointers(m, i, 0.3) + of_pointers(m, i, 0.4);
    return s;
}

/* What a later loop adds to is read by the earlier one, by the helper. */
ADGEN_GRAD(x)
double changed_later(int n, const double *x)
{
    double        w[8], s = 0.0;
    struct vector v = {w, n};

    for (int i = 0; i < n; i++)
        w[i] = 0.5 + 0.1 * i;
    for (int i = 0; i < n; i++)
        s += x[i] * (of_vector(&v, i, 0.1) + of_vector(&v, i, 0.2) + of_vector(&v, i, 0.3) + of_vector(&v, i, 0.4));
    for (int i = 0; i < n; i++)
        w[i] += x[i] * x[i];
    for (int i = 0; i < n; i++)
        s += w[i] * w[i];
    return s;
}

/*
 * check: loops that call a large helper, which reads more than what its arguments point to at once
 * check-gradient: behind_a_struct(0, zeros(0))
 * check-gradient: behind_a_struct(1, random(1, -1, 1))
 * check-gradient: behind_a_struct(5, random(5, -1, 1))
 * check-gradient: another_row(random(3, -1, 1))
 * check-gradient: behind_pointers(random(3, -1, 1))
 * check-gradient: changed_later(4, random(4, -1, 1))
 */
