#include <adgen/adgen.h>
#include <math.h>

struct shape;
struct methods {
    const char *name;
    double (*area)(const struct shape *);
    void (*grow)(struct shape *, double);
};
struct shape {
    const struct methods *type;
    double size[2];
};

static double disc_area(const struct shape *s) { return 3.0 * s->size[0] * s->size[0]; }
static void disc_grow(struct shape *s, double by) { s->size[0] *= by; }
static double box_area(const struct shape *s) { return s->size[0] * s->size[1]; }
static void box_grow(struct shape *s, double by)
{
    s->size[0] += by;
    s->size[1] *= by * by;
}

static const struct methods disc = {"disc", disc_area, disc_grow}, box = {"box", box_area, box_grow};

ADGEN_GRAD(a, b)
double total(double a, double b, int n)
{
    struct shape list[3] = {{&disc, {a, 0.0}}, {&box, {a, b}}, {&disc, {b, 0.0}}};
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        struct shape *s = &list[i];
        s->type->grow(s, b);
        sum += s->type->area(s);
    }
    return sum;
}

/*
 * check: methods in a table behind a pointer in a struct
 * check-gradient: total(0.7, 1.2, 0)
 * check-gradient: total(0.7, 1.2, 3)
 */
