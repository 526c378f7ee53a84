#include <adgen/adgen.h>

struct state { double pos[3]; double m[2][2]; int tag; };
struct pair { struct { double x, y; } p[2]; struct state s; };

ADGEN_GRAD(x)
double f(double x)
{
    struct state s = { 0 };
    struct pair  t = { .s = { .tag = 1 } };
    struct pair  u = { { { 0 } } };
    struct pair  v[3] = { { .p = { { 1.0, 2.0 } } } };
    double       sum = 0.0;

    for (int i = 0; i < 2; i++) {
        s.pos[i] += x * i;
        t.p[i].x += x;
        u.s.m[i][i] += x;
        v[i].p[i].y *= x;
    }
    for (int i = 0; i < 2; i++)
        sum += s.pos[i] * s.pos[i] + t.p[i].x * u.s.m[i][i] + v[0].p[i].y * x;
    return sum + t.s.tag;
}

/*
 * check: members left zero by an initialiser, which no compiler warns of
 * check-gradient: f(random(-1, 1))
 * check-has: struct pair t = {.s = {.tag = 1}};
 */
