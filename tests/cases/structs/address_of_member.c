#include <adgen/adgen.h>

struct pair { double first, second[2]; };

static void bump(double *x, double by)
{
    *x += by * *x;
}

ADGEN_VJP()
void f(struct pair *p, double s)
{
    bump(&p->first, s);
    bump(&p->second[1], p->first);
    bump(p->second, p->second[1]);
}

/*
 * check: pointers to members
 * check-gradient: f(&{random(-1, 1), random(2, -1, 1)}, random(-1, 1))
 */
