#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 1.0;
    int    k = 0;

    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            k = 0;
            do {
                s += x[i] * x[j] * s * 0.1;
                if (s > 4.0)
                    goto done;
                if (x[k] < 0.0)
                    goto next;
                k++;
            } while (k < n);
            s *= x[j];
            if (s < 0.01)
                goto done;
        }
        s += x[i];
next:
        s *= 1.1;
    }
done:
    return s * x[0] + k;
}

/*
 * check: goto out of nested loops, to the end of one and of all
 * check-gradient: f(4, random(4, 0.2, 1))
 * check-gradient: f(4, {0.9, 1.5, 1.8, 1.2})
 * check-gradient: f(4, {0.9, 0.5, -0.8, 0.2})
 * check-gradient: f(0, {0.5})
 */
