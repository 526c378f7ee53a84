#include <adgen/adgen.h>

typedef struct Pair {
    double a, b;
} Pair;

/* The second loop reads a record as a whole that another iteration of the first one writes to. */
ADGEN_GRAD(x, pairs)
double crossed(int n, const double *x, Pair *pairs)
{
    double squares[8], sum = 0.0;
    for (int i = 0; i < n; i++) {
        squares[i] = x[i] * x[i];
        pairs[i].a = squares[i] * x[0];
    }
    for (int i = 0; i < n; i++) {
        Pair other = pairs[n - 1 - i];
        sum += other.a * squares[i] * other.b;
    }
    return sum;
}

/*
 * check: loops are not joined where one copies records that the other one changes
 * check-gradient: crossed(5, random(5, -1, 1), {{.a = 1, .b = 2}, {.a = 2, .b = 1}, {.a = 0.5, .b = 3}, {.a = 1, .b = 1},
 *     {.a = 2, .b = 2}})
 */
