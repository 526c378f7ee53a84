#include <adgen/adgen.h>
#include <stdlib.h>

#define CHECK(condition) \
    do { \
        if (!(condition)) \
            goto fail; \
    } while (0)
#define STOP_ABOVE(v, most) if ((v) > (most)) goto out

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double  s = 0.0;
    double *t = malloc((size_t)n * sizeof *t);

    CHECK(t);
    for (int i = 0; i < n; i++) {
        CHECK(x[i] > -2.0);
        t[i] = x[i] * x[i];
        s += t[i] * (i ? t[i - 1] : 1.0);
        STOP_ABOVE(s, 3.0);
    }
    s *= s;
out:
    free(t);
    return s;
fail:
    free(t);
    return -1.0;
}

/*
 * check: macros that go to a label, one within do … while (0)
 * check-gradient: f(4, random(4, -1, 1))
 * check-gradient: f(3, {1.5, 1.4, 0.2})
 * check-call: f(3, {0.5, -3.0, 0.2})
 */
