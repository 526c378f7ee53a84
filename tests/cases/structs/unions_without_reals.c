#include <adgen/adgen.h>
#include <math.h>
#include <string.h>

enum tag { COUNT, NAME, OTHER };

struct value {
    enum tag tag;
    union {
        int         count;
        const char *name;
        void       *other;
    } as;
    double weight;
};

ADGEN_GRAD(w)
double score(int n, const double *w)
{
    struct value v[4] = {{COUNT, {7}, 0.0}};
    double       s = 0.0;

    for (int i = 0; i < n; i++) {
        v[i].weight = w[i] * w[i];
        if (i % 2) {
            v[i].tag = COUNT;
            v[i].as.count = i;
        } else {
            v[i].tag = NAME;
            v[i].as.name = "hello";
        }
    }
    for (int i = 0; i < n; i++) {
        switch (v[i].tag) {
        case COUNT:
            s += v[i].as.count * v[i].weight;
            break;
        case NAME:
            s += (double)strlen(v[i].as.name) * sin(v[i].weight);
            break;
        case OTHER:
            break;
        }
    }
    return s;
}

union word {
    unsigned      all;
    unsigned char part[4];
    struct {
        unsigned short low, high;
    } half;
};

struct step {
    double     x;
    union word w;
};

/* Bytes of a word choose the elements, and change between their uses. */
ADGEN_GRAD(x)
double by_bytes(const double *x, unsigned seed, int n)
{
    struct step s = {x[0], {.all = seed}};

    for (int i = 0; i < n; i++) {
        union word *w = &s.w;

        s.x *= 1.0 + x[w->part[1] & 3] * x[w->half.high & 3];
        s.w.part[i & 3] ^= (unsigned char)(5 * i + 1);
        s.x += sin(s.x) * x[s.w.all & 3];
        w->all = w->all * 1664525u + 1013904223u;
        s.w.half.low += w->part[3];
    }
    return s.x;
}

union pick {
    int         index;
    const int  *indices;
    signed char bytes[8];
};

static union pick next(union pick p, int i)
{
    p.bytes[0] = (signed char)(p.bytes[0] + i);
    return p;
}

ADGEN_GRAD(x)
double by_value(const double *x, int k, int n)
{
    static const int order[] = {2, 0, 1};
    union pick       p = {k}, q;
    double           s = 1.0;

    for (int i = 0; i < n; i++) {
        p = next(p, i);
        s *= x[p.index % 3] + s;
        q.indices = order;
        s += x[q.indices[i % 3]] * s;
    }
    return s;
}

/*
 * check: unions of integers and addresses of text beside active data
 * check-gradient: score(0, zeros(0))
 * check-gradient: score(4, random(4, -1, 1))
 * check-gradient: by_bytes(random(4, -1, 1), 305419896, 0)
 * check-gradient: by_bytes(random(4, -1, 1), 305419896, 1)
 * check-gradient: by_bytes(random(4, -1, 1), 305419896, 7)
 * check-gradient: by_value(random(3, 0.1, 0.5), 1, 5)
 */
