#include <adgen/adgen.h>
#include <stdio.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double read_again(double x, FILE *file)
{
    char line[64];

    fprintf(file, "%.17g\n", x * x);
    rewind(file);
    if (!fgets(line, sizeof line, file))
        return 0.0;
    return atof(line) * x;
}

/*
 * check: a number that the function has written to a stream is read from it again
 * check-error: adgen-extern @ 11
 * check-error: adgen-extern @ 12
 * check-error: adgen-memory @ 14
 */
