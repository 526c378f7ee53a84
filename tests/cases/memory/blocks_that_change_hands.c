#include <adgen/adgen.h>
#include <stdlib.h>

struct buffers {
    double *first, *second;
};

ADGEN_GRAD(x)
double handed_over(int n, const double *x)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        struct buffers b = {malloc(sizeof(double)), NULL};
        if (!b.first)
            abort();
        *b.first = x[i] * s + 1.0;
        if (i & 1) {
            b.second = b.first;
            b.first = NULL;
        }
        s += (b.second ? *b.second : *b.first) * x[i];
        free(b.first);
        free(b.second);
    }
    return s;
}

ADGEN_GRAD(x)
double one_of_three(int n, const double *x)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        double *a[3] = {NULL};
        int     k = i % 3;
        a[k] = calloc(2, sizeof **a);
        if (!a[k])
            abort();
        a[k][1] = x[i] * s + 1.0;
        for (int j = 0; j < 3; j++) {
            if (a[j])
                s += a[j][1] * x[j] + a[j][0];
            free(a[j]);
        }
    }
    return s;
}

/*
 * check: blocks in a loop that pass from one pointer to another before they are freed, and that are there or not
 * check-gradient: handed_over(0, zeros(0))
 * check-gradient: handed_over(5, random(5, 0.5, 1))
 * check-gradient: one_of_three(7, random(7, 0.1, 0.5))
 */
