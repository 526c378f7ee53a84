#include <adgen/adgen.h>
#include <math.h>

struct M { int r, c; double *a; };
ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    struct M m = {2, 3, y};
    double s = 1;
    for (int i = 0; i < m.r; i++)
        for (int j = 0; j < m.c; j++) {
            m.a[i * m.c + j] = sin(m.a[i * m.c + j]) * s;
            s += m.a[i * m.c + j] * x[j];
        }
    m.a += n & 1;
    for (int i = 0; i < n; i++) {
        *m.a += x[i] * s;
        s *= *m.a;
        m.a++;
    }
    return s;
}

/*
 * check: elements behind a pointer in a struct, which moves later
 * check-gradient: f(3, random(8, 0.2, 1), random(8, 0.2, 1))
 */
