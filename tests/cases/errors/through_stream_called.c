#include <adgen/adgen.h>
#include <stdio.h>

static void put(FILE *file, double x, int n)
{
    if (n > 0)
        put(file, 2.0 * x, n - 1);
    else
        fprintf(file, "%.17g\n", x);
}

static double get(FILE *file, int n)
{
    double y = 0.0;

    if (n > 0)
        return get(file, n - 1);
    return fscanf(file, "%lf", &y) == 1 ? y : 0.0;
}

ADGEN_GRAD(x)
double read_where_called(double x, FILE *file)
{
    fprintf(file, "%.17g\n", x);
    return get(file, 2) * x;
}

ADGEN_GRAD(x)
double written_where_called(double x, FILE *file)
{
    double y = 0.0;

    put(file, x, 2);
    if (fscanf(file, "%lf", &y) != 1)
        return 0.0;
    return y * x;
}

ADGEN_GRAD(x)
double only_logged(double x, FILE *file)
{
    put(file, x, 2);
    return x * x;
}

/*
 * check: a recursive function writes a number to a stream, or reads it from there again
 * check-error: adgen-extern @ 25
 * check-error: adgen-extern @ 33
 * check-error: adgen-varargs @ 34
 */
