#include <adgen/adgen.h>
#include <math.h>

typedef union {
    struct {
        double x, y, z;
    };
    double at[3];
    double first;
} vec;

struct particle {
    vec pos, vel;
    int id;
};

static vec cross(vec a, vec b)
{
    vec c;
    c.x = a.y * b.z - a.z * b.y;
    c.y = a.z * b.x - a.x * b.z;
    c.z = a.x * b.y - a.y * b.x;
    return c;
}

static double trace(const vec *v, int n)
{
    return n == 0 ? v->first : v->at[n % 3] * v->y + trace(v, n - 1);
}

ADGEN_GRAD(x, y, dt)
double f(const double *x, double y, double dt, int n)
{
    struct particle p;
    vec field, list[2];
    double sum = 0.0;
    p.pos.x = x[0];
    p.pos.y = x[1];
    p.pos.at[2] = y;
    p.vel.at[0] = y;
    p.vel.y = x[0];
    p.vel.z = 1.0;
    p.id = 1;
    for (int i = 0; i < 3; i++)
        field.at[i] = 0.3 * i * x[i % 2];
    list[0] = field;
    for (int s = 0; s < n; s++) {
        vec force = cross(p.vel, field);
        for (int i = 0; i < 3; i++) {
            p.vel.at[i] += dt * force.at[i];
            p.pos.at[i] += dt * p.vel.at[i];
        }
        p.pos.y *= p.pos.at[0];
        list[1] = force = p.pos;
        sum += force.at[1] * force.y + sin(p.pos.z) + list[s % 2].first;
    }
    return sum + trace(&p.pos, n);
}

/*
 * check: unions whose members are of one real type
 * check-gradient: f({0.4, -0.7}, 0.3, 0.1, 0)
 * check-gradient: f({0.4, -0.7}, 0.3, 0.1, 1)
 * check-gradient: f({0.4, -0.7}, 0.3, 0.1, 4)
 */
