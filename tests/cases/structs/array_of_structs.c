#include <adgen/adgen.h>

struct body { double mass, position[2]; };

ADGEN_GRAD(b)
double energy(int n, const struct body *b)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            double dx = b[i].position[0] - b[j].position[0];
            double dy = b[i].position[1] - b[j].position[1];
            sum -= b[i].mass * b[j].mass / (dx * dx + dy * dy + 0.1);
        }
    return sum;
}

/*
 * check: an array of structs that hold arrays
 * check-gradient: energy(3, random(3, 0.5, 2))
 */
