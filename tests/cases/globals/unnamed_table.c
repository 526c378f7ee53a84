#include <adgen/adgen.h>
#include <stddef.h>

static const struct {
    int    key;
    double factor;
} table[] = {{1, 2.0}, {2, 3.0}, {5, 4.0}};

static struct {
    double gain, offset;
} setting = {2.0, 1.0};

ADGEN_GRAD(x)
double looked_up(double x, int key)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].key == key)
            return table[i].factor * x * x;
    return x * (double)(sizeof setting / sizeof setting.gain);
}

/*
 * check: sizes of tables of a struct without a name
 * check-gradient: looked_up(random(0.5, 1), 2)
 * check-gradient: looked_up(random(0.5, 1), 5)
 * check-gradient: looked_up(random(0.5, 1), 7)
 */
