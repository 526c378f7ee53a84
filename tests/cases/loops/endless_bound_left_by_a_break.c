#include <adgen/adgen.h>
#include <stddef.h>

/* SIZE_MAX for "as many as it takes", which is -1 as a long. */
ADGEN_GRAD(x)
double as_many_as_it_takes(size_t most, double x)
{
    double y = 1.0;
    for (size_t i = 0; i < most; i++) {
        y = 0.5 * (y + x / y);
        if (i == 9)
            break;
    }
    return y;
}

/*
 * check: a bound that long does not hold is no size
 * check-gradient: as_many_as_it_takes(20, 3.0)
 * check-gradient: as_many_as_it_takes(18446744073709551615, 3.0)
 */
