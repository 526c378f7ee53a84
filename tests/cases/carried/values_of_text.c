#include <adgen/adgen.h>

typedef union { int i; float f; } Num;

ADGEN_GRAD(x)
double in_index(const double *x, int n, int k)
{
    Num    v;
    double r = 1.0;

    v.i = 1;
    for (int i = 0; i < n; i++) {
        r = r * x[v.i] + x[0] * r * r;
        v.i = (v.i + k) % 3;
    }
    return r;
}

ADGEN_GRAD(x)
double in_conditions(const double *x, int n)
{
    Num    v;
    double r = 1.0;

    v.i = 1;
    for (int i = 0; i < n; i++) {
        if (v.i == 1)
            r = r * x[0] * r;
        else
            r = r * r * x[1];
        r = v.i ? r * x[0] : r * r * x[1];
        r = r > 0.0 && v.i == 1 ? r * x[2] * r : r;
        v.i = (v.i + 1) % 2;
    }
    return r;
}

ADGEN_GRAD(x)
double in_bounds(const double *x, int n)
{
    Num    v;
    double r = 1.0;

    for (int i = 0; i < n; i++) {
        v.i = i % 2 + 1;
        for (int j = 0; j < v.i; j++)
            r = r * x[j] * r + 0.1;
        while (v.i > 0) {
            r = r * x[v.i % 3] + 0.1 * r * r;
            v.i--;
        }
    }
    return r;
}

ADGEN_GRAD(x)
double in_pointers(const double *x, int n)
{
    Num    v;
    double r = 1.0;

    v.i = 0;
    for (int i = 0; i < n; i++) {
        const double *p = x + v.i;

        r = r * p[0] + *(x + v.i) * r * r;
        v.i = (v.i + 1) % 3;
    }
    return r;
}

ADGEN_GRAD(x)
double in_a_switch(const double *x, int n)
{
    Num    v;
    double r = 1.0;

    v.i = 0;
    for (int i = 0; i < n; i++) {
        switch (v.i) {
        case 0:
            r = r * x[0] * r;
            break;
        case 1:
            r = r * x[1] + r * r;
            break;
        default:
            r += x[2] * r;
        }
        v.i = (v.i + 1) % 3;
    }
    return r;
}

ADGEN_GRAD(x)
double in_factors(const double *x, int n)
{
    Num    v;
    double r = 1.0;

    v.f = 1.5f;
    for (int i = 0; i < n; i++) {
        r = r * x[0] * v.f + 0.1 * r * r;
        v.f *= 0.5f;
    }
    return r;
}

static double deep(const double *x, int n, int k)
{
    Num    v;
    double r;

    v.i = k;
    if (n == 0)
        return x[v.i];
    r = deep(x, n - 1, (v.i + 1) % 3);
    r *= x[v.i];
    v.i = (v.i + 2) % 3;
    return r * x[v.i] * r;
}

ADGEN_GRAD(x)
double in_recursion(const double *x, int n)
{
    return deep(x, n, 0);
}

ADGEN_GRAD(x)
double in_lengths(const double *x, int n)
{
    Num    v;
    double r = 1.0;

    v.i = 2;
    for (int i = 0; i < n; i++) {
        double t[v.i];

        for (int j = 0; j < v.i; j++)
            t[j] = x[j] * r;
        r = t[v.i - 1] * t[0];
        v.i = 3;
    }
    return r;
}

ADGEN_GRAD(x)
double in_targets(const double *x, int n)
{
    Num    v;
    double w[3] = {1.0, 2.0, 3.0};

    v.i = 0;
    for (int i = 0; i < n; i++) {
        w[v.i] = w[v.i] * x[i % 3] * w[(v.i + 1) % 3];
        v.i = (v.i + 1) % 3;
    }
    return w[0] * w[1] * w[2];
}

/* A list that names nothing but constants leads nowhere. */
typedef struct Tagged {
    int tag;
    union { int i; float f; const char *s; } u;
} Tagged;

ADGEN_GRAD(x)
double by_tags(const double *x, int n, int k)
{
    Tagged  v[3] = {{0, {.i = 1}}, {1, {.f = 2.5f}}, {2, {.s = "abc"}}};
    Tagged *p = v;
    double  r = 1.0;

    for (int i = 0; i < n; i++) {
        switch (p->tag) {
        case 0:
            r = r * x[p->u.i] + x[0] * r * r;
            p->u.i = (p->u.i + k) % 3;
            break;
        case 1:
            r *= 1.0 + 0.1 * p->u.f;
            p->u.f *= 0.5f;
            break;
        default:
            r += x[p->u.s[0] - 'a'] * r;
            p->u.s++;
            if (!*p->u.s)
                p->u.s = "cab";
        }
        p = v + (i + 1) % 3;
    }
    return r * x[v[0].u.i];
}

/*
 * check: values of text that is carried over, which changes, wherever the backward pass needs them
 * check-gradient: in_index(random(3, 0.3, 0.6), 5, 1)
 * check-gradient: in_conditions(random(3, 0.6, 1.2), 5)
 * check-gradient: in_bounds(random(3, 0.3, 0.6), 5)
 * check-gradient: in_pointers(random(3, 0.3, 0.6), 5)
 * check-gradient: in_a_switch(random(3, 0.3, 0.6), 5)
 * check-gradient: in_factors(random(3, 0.3, 0.6), 5)
 * check-gradient: in_recursion(random(3, 0.6, 1.2), 3)
 * check-gradient: in_lengths(random(3, 0.6, 1.2), 3)
 * check-gradient: in_targets(random(3, 0.6, 1.2), 5)
 * check-gradient: by_tags(random(3, 0.1, 0.5), 7, 2)
 */
