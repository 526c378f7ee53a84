#include <adgen/adgen.h>
#include <stdio.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double scaled(double x, FILE *log, FILE *in)
{
    char   line[64];
    double scale = 2.0;

    fprintf(log, "%.17g\n", x * x);
    fprintf(stderr, "%s", "");
    if (fgets(line, sizeof line, in))
        scale = atof(line);
    return scale * x * x;
}

/*
 * check: a function reads a constant from one stream, and writes active data to another
 * check-gradient: scaled(random(0.3, 1), tmpfile(), tmpfile())
 */
