#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

struct pair { double a, b; };

static void scale(double *x) { x[0] = x[0] * x[1]; }
static void shift(double *x) { x[0] = x[0] + x[1]; }

ADGEN_GRAD(w)
double by_pointer(double *w, int kind)
{
    switch (kind) {
    case 0:
        scale(w);
        break;
    case 1:
        shift(w);
        /* fall through */
    default:
        shift(w);
    }
    return w[0] * w[1];
}

static double stack[8];
static int    top;

static void push(double v) { stack[top++] = v; }
static void add(void) { top--; stack[top - 1] += stack[top]; }
static void multiply(void) { top--; stack[top - 1] *= stack[top]; }

/* A stack machine whose operators take nothing and return nothing. */
ADGEN_GRAD(x)
double machine(const double *x, const char *code)
{
    for (int i = 0; i < 8; i++)
        stack[i] = 0.0;
    top = 0;
    for (; *code; code++) {
        switch (*code) {
        case '+':
            add();
            break;
        case '*':
            multiply();
            break;
        default:
            push(x[*code - 'a']);
        }
    }
    return stack[0];
}

static double held[3];

static int largest(void)
{
    int best = 0;

    for (int i = 1; i < 3; i++)
        if (held[i] > held[best])
            best = i;
    return best;
}

static void doubled(void)
{
    for (int i = 0; i < 3; i++)
        held[i] *= 2.0;
}

ADGEN_GRAD(x)
double picked(const double *x, int mode)
{
    int pick = 0;

    for (int i = 0; i < 3; i++)
        held[i] = x[i] * x[i];
    switch (mode) {
    case 1:
        pick = largest();
        break;
    case 2:
        doubled();
        break;
    }
    return held[pick] * held[0];
}

ADGEN_GRAD(x, y, s)
double chosen(const double *x, const double *y, struct pair *s, int k)
{
    struct pair   c = {1, 2};
    const double *p = x;

    switch (k) {
    case 0:
        p = y;
        break;
    case 1:
        c = *s;
        break;
    case 2:
        memcpy(&c, s, sizeof c);
        break;
    case 3:
        memset(s, 0, sizeof *s);
    }
    return p[0] * p[1] + c.a * s->b + s->a * c.b;
}

/*
 * check: a switch whose cases only call functions, choose pointers or copy records
 * check-header-after: pair
 * check-gradient: by_pointer(random(2, 1, 2), 0)
 * check-gradient: by_pointer(random(2, 1, 2), 1)
 * check-gradient: by_pointer(random(2, 1, 2), 2)
 * check-gradient: machine(random(4, 1, 2), "abc*+da*+")
 * check-gradient: picked({0.3, 0.5, 0.4}, 0)
 * check-gradient: picked({0.3, 0.5, 0.4}, 1)
 * check-gradient: picked({0.3, 0.5, 0.4}, 2)
 * check-gradient: chosen({1.0, 2.0}, {0.3, 0.7}, &{3.0, 4.0}, 0)
 * check-gradient: chosen({1.0, 2.0}, {0.3, 0.7}, &{3.0, 4.0}, 1)
 * check-gradient: chosen({1.0, 2.0}, {0.3, 0.7}, &{3.0, 4.0}, 2)
 * check-gradient: chosen({1.0, 2.0}, {0.3, 0.7}, &{3.0, 4.0}, 3)
 * check-gradient: chosen({1.0, 2.0}, {0.3, 0.7}, &{3.0, 4.0}, 4)
 */
