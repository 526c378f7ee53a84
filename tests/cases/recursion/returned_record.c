#include <adgen/adgen.h>
#include <math.h>

struct pair {
    double a, b[2];
};

static struct pair step(struct pair p, int n)
{
    struct pair q = p;
    p.a *= p.b[0];
    p.b[n % 2] += sin(p.a);
    if (n == 0)
        return p;
    q = step(n % 2 ? p : q, n - 1);
    q.a += p.b[1];
    return q;
}

ADGEN_GRAD(x, y)
double f(double x, double y, int n)
{
    struct pair list[3] = {{x, {2.0, y}}, {y, {x, 0.3}}, {0.1, {0.2, x * y}}};
    double s = 0.0;
    for (int i = 0; i < 3; i++) {
        list[i] = step(list[i], n + i);
        s += list[i].a * list[(i + 2) % 3].b[1];
    }
    return s + step(list[0], 1).a;
}

/*
 * check: a recursive function that takes and returns structs by value
 * check-gradient: f(0.3, 0.7, 0)
 * check-gradient: f(0.3, 0.7, 3)
 */
