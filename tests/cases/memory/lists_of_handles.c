#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

struct pointers {
    void **at;
    int    count, room;
};

static void pointers_push(struct pointers *v, void *p)
{
    if (v->count == v->room) {
        int    room = v->room ? 2 * v->room : 2;
        void **at = realloc(v->at, (size_t)room * sizeof *at);

        if (!at)
            abort();
        v->at = at;
        v->room = room;
    }
    v->at[v->count++] = p;
}

ADGEN_GRAD(x)
double pointed_to(int n, const double *x)
{
    struct pointers v = {NULL, 0, 0};
    double          w[8], s = 0.0;

    for (int i = 0; i < n; i++) {
        w[i] = x[i] * x[i];
        pointers_push(&v, &w[n - 1 - i > i ? i : n - 1 - i]);
    }
    for (int i = 0; i < v.count; i++) {
        double *p = v.at[i];
        *p *= x[0];
        s += *p * (i + 1);
    }
    free(v.at);
    return s;
}

struct shape {
    void *as;
    int   kind;
};

struct circle {
    double radius;
};

struct box {
    double a, b;
};

ADGEN_GRAD(x)
double area(int n, const double *x)
{
    struct shape *shapes = NULL, kept[3];
    struct circle circle[8];
    struct box    box[8];
    double        s = 0.0;

    memset(kept, 0, sizeof kept);
    for (int i = 0; i < n; i++) {
        circle[i].radius = x[i];
        box[i].a = x[i] * x[0];
        box[i].b = x[n - 1 - i];
        shapes = realloc(shapes, (size_t)(i + 1) * sizeof *shapes);
        if (!shapes)
            abort();
        shapes[i].kind = i % 2;
        if (i % 2)
            shapes[i].as = &circle[i];
        else
            shapes[i].as = &box[i];
        memcpy(&kept[i % 3], &shapes[i / 2], sizeof *kept);
    }
    for (int i = 0; i < n; i++) {
        const struct shape *shape = i % 2 && kept[i % 3].as ? &kept[i % 3] : &shapes[i];

        if (shape->kind) {
            const struct circle *c = shape->as;
            s += c->radius * c->radius;
        } else {
            const struct box *b = shape->as;
            s += b->a * b->b;
        }
    }
    free(shapes);
    return s;
}

struct message {
    double value;
    int    tag;
};

struct ring {
    struct message slot[4];
    unsigned       head, tail;
};

static void ring_put(struct ring *r, const struct message *m)
{
    memcpy(&r->slot[r->head++ & 3], m, sizeof *m);
}

static void ring_get(struct ring *r, struct message *m)
{
    memcpy(m, &r->slot[r->tail++ & 3], sizeof *m);
}

ADGEN_GRAD(x)
double delayed(int n, const double *x)
{
    struct ring    r = {.head = 0};
    struct message m = {0.0, 0};
    double         s = 0.0;

    for (int i = 0; i < n; i++) {
        struct message new = {x[i] * (1.0 + m.value), i};
        ring_put(&r, &new);
        if (r.head - r.tail > 2)
            ring_get(&r, &m);
        s += m.value * m.tag;
    }
    return s;
}

/*
 * check: growing lists of untyped pointers and of handles, rings whose counters step in the address of a copy
 * check-gradient: pointed_to(0, zeros(0))
 * check-gradient: pointed_to(5, random(5, 0.5, 1))
 * check-gradient: area(0, zeros(0))
 * check-gradient: area(5, random(5, 0.5, 1))
 * check-gradient: delayed(0, zeros(0))
 * check-gradient: delayed(7, random(7, 0.5, 1))
 */
