#include <adgen/adgen.h>
/* the first part of t only feeds itself */
ADGEN_GRAD()
double overwritten_sum(int n, int k, const double *restrict x, double a)
{
    double s = a, t = 0.0;
    if (k != 2) {
        t = s * a;
        for (int i = 0; i < n; i++)
            t += x[i] * x[i];
        s *= a;
    }
    t = s * a;
    return a * s + a * t;
}
/*
 * check: a sum that nobody reads, of a variable that serves another part of the function as well, is left out
 * check-gradient: overwritten_sum(3, 0, random(3, 0.5, 1.5), 0.5)
 * check-gradient: overwritten_sum(3, 2, random(3, 0.5, 1.5), 0.5)
 * check-omits: for (int
 */
