#include <adgen/adgen.h>

ADGEN_GRAD()
double relu(double x)
{
    return x > 0.0 ? x : 0.0;
}

/*
 * check: the rectifier max(0, x)
 * check-gradient: relu(1.5)
 * check-value: x = 1
 * check-gradient: relu(-1.5)
 * check-value: x = 0
 * check-call: relu(0.0)
 * check-value: x = 0
 */
