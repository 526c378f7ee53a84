#include <adgen/adgen.h>
#include <string.h>
#include <stdio.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double y[8], z[8], *w = malloc(8 * sizeof *w);
    char name[32];
    snprintf(name, sizeof name, "%d", n);
    memset(y, 0, sizeof y);
    memcpy(y, x, (size_t)n * sizeof *x);
    memmove(y + 1, y, sizeof(double) * 4);
    memcpy(z, y, sizeof z);
    memcpy(w, z, sizeof z);
    memset(z, 0, sizeof(double) * 2);
    strcpy(name, "abc");
    strcat(name, "d");
    double sum = strlen(name);
    for (int i = 0; i < 8; i++)
        sum += y[i] * z[i] * w[i] + sum * w[i];
    free(w);
    printf("%d\n", n);
    return sum;
}

/*
 * check: functions of <string.h> as fortified headers have them
 * check-args: -D_FORTIFY_SOURCE=2 -O2
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
