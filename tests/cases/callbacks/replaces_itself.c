#include <adgen/adgen.h>

struct machine {
    double (*step)(struct machine *, double);
    double *memory;
    int left;
};

static double add(struct machine *m, double x)
{
    m->memory[0] += x;
    m->left--;
    return x * m->memory[0];
}

static double scale(struct machine *m, double x)
{
    m->memory[1] *= x;
    m->step = add;
    return m->memory[1] + x;
}

ADGEN_GRAD()
double run(double x, int n)
{
    double memory[2] = {x, 1.0};
    struct machine m = {scale, memory, n}, *p = &m;
    while (p->left > 0) {
        x = p->step(p, x);
        if (x > 3.0)
            break;
        if (p->left == 2) {
            m.step = scale;
            p->left = 1;
        }
    }
    return x * memory[0] * memory[1];
}

/*
 * check: a method puts another one in its place
 * check-gradient: run(0.5, 0)
 * check-gradient: run(0.5, 1)
 * check-gradient: run(0.5, 5)
 */
