#include <adgen/adgen.h>
#include <math.h>

enum colour { RED, GREEN, BLUE };

ADGEN_GRAD(x)
double duff(double x, int n)
{
    double y = x;
    int k = (n + 1) / 2;
    switch (n % 2) {
    case 0: do { y *= x;
    case 1:      y += x;
            } while (--k > 0);
    }
    return y;
}

/*
 * check: switch in all its shapes: what is refused
 * check-construct: switch | case label inside another statement, Duff's device | 6.8.4.2
 * check-error: adgen-switch @ 11:5
 */
