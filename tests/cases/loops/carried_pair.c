#include <adgen/adgen.h>

ADGEN_GRAD()
double fibonacci(int n, double a, double b)
{
    for (int i = 0; i < n; i++) {
        double next = a * b + a;
        a = b;
        b = next;
    }
    return b;
}

/*
 * check: two values carried from step to step
 * check-gradient: fibonacci(4, random(0.5, 1), random(0.5, 1))
 * check-gradient: fibonacci(0, 0.5, 0.7)
 */
