#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct unit {
    const char *kind;
    const double *weights;
};

ADGEN_GRAD(w)
double f(int n, const double *w, double x)
{
    struct unit *units = malloc(2 * sizeof *units);
    double before = x;

    if (units == NULL)
        abort();
    units[0] = (struct unit){"tanh", w};
    units[1] = (struct unit){"linear", w + n};
    for (int k = 0; k < 2; k++) {
        const struct unit *u = &units[k];
        double z = 0.0;
        for (int i = 0; i < n; i++)
            z += u->weights[i] * x;
        x = strcmp(u->kind, "tanh") == 0 ? tanh(z) : !strncmp(u->kind, "lin", 3) ? z : (double)strlen(u->kind);
        if (memcmp(&x, &before, sizeof x) == 0)
            x = 0.0;
        before = x;
    }
    free(units);
    return x;
}

/*
 * check: strings beside active data in one block, compared by functions of the library
 * check-gradient: f(0, zeros(0), 0.5)
 * check-gradient: f(2, random(4, -1, 1), 0.5)
 */
