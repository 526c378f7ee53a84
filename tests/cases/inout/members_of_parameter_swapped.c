#include <adgen/adgen.h>
#include <math.h>
struct s { double *p, *q; int n; };
ADGEN_VJP()
void f(struct s *s, double *z)
{
    double *t = s->p;
    for (int i = 0; i < s->n; i++) { t[i] *= z[i]; s->q[s->n - 1 - i] += t[i] * z[s->n - 1 - i]; z[i] = s->p[i] * s->q[i]; }
    s->p = s->q; s->q = t;
    s->p[0] *= s->q[0];
}
/*
 * check: members swapped; arrays may overlap
 * check-gradient: f(&{random(3, -1, 1), random(3, -1, 1), 3}, random(3, -1, 1))
 */
