#include <adgen/adgen.h>

#define STEPS 3
#define SCALE(x) (2.0 * (x))

static const double table[2] = { 1.0, 2.0 };

static int index_of(int i)
{
    return i % 2;
}

static double square(double x)
{
    return x * x;
}

double other_square(double x, int i);

ADGEN_GRAD(x)
double both(double x, int i)
{
    double sum = table[index_of(i)] * SCALE(square(x));
    for (int k = 0; k < STEPS; k++)
        sum += other_square(x, i + k);
    return sum;
}

/* check: static functions and tables and macros of one name in two files are not mixed up
 * check-with: parts/same_names.c
 * check-gradient: both(1.5, 0)
 * check-gradient: both(-0.25, 1)
 * check-value: x = 2 * x * 2 * 2 + 3 * x * x * (30 + 20 + 30)
 * check-has: static int index_of(int i)
 * check-has: static int index_of_2(int i) */
