#include <adgen/adgen.h>
#include <stdio.h>
#include <string.h>

struct layer {
    char   name[16];
    double gain, bias;
    int    calls;
};

static double apply(struct layer *l, double x)
{
    if (l->calls++ == 0)
        strcpy(l->name, "first");
    return l->gain * x + l->bias;
}

ADGEN_GRAD()
double layers(int n, double gain, double x, const char *prefix)
{
    struct layer l[3] = {{.gain = 1.0}};
    double       s = x;

    for (int i = 0; i < n; i++) {
        snprintf(l[i].name, sizeof l[i].name, "layer %d", i);
        l[i].gain = gain * (i + 1);
        l[i].bias = x * 0.5;
        l[i].calls = i % 2;
        strncpy(l[i].name + 8, prefix, 4);
        memcpy(&l[i].name[12], "end", 4);
    }
    for (int i = 0; i < n; i++)
        s = apply(&l[i], s) * s;
    return s + (strcmp(l[0].name, "first") == 0 ? x * x : 0.0);
}

/*
 * check: text in structs that hold active data
 * check-gradient: layers(3, random(0.5, 1), random(0.5, 1), "abcdef")
 * check-gradient: layers(1, random(0.5, 1), random(0.5, 1), "")
 */
