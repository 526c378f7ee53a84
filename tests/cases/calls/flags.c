#include <adgen/adgen.h>
#include <math.h>

enum { LINEAR = 0, SMOOTH = 1, SQUARED = 2, MASK = 3, SCALED = 1 << 4 };

static void activate(double *z, int n, int flags)
{
    for (int i = 0; i < n; i++) {
        if ((flags & MASK) == SMOOTH)
            z[i] = tanh(z[i]);
        else if ((flags & MASK) == (SMOOTH | SQUARED))
            z[i] *= tanh(z[i]);
        if (flags & SCALED)
            z[i] *= 1.5;
        if ((flags >> 4 ^ 1) == 1 && (flags | 16) != 16)
            z[i] += 0.25 * z[i] * z[i];
    }
}

ADGEN_GRAD(x)
double layers(const double *x, int n)
{
    double z[4] = {x[0], x[1], x[2], x[3]}, s = 0.0;
    int    mode = LINEAR;

    activate(z, n, LINEAR);
    activate(z, n, SMOOTH);
    activate(z, n, SMOOTH | SQUARED | SCALED);
    activate(z, n, 3);
    activate(z, n, 0);
    for (int i = 0; i < n; i++)
        s += (mode & 2) != 0 ? x[i] : z[i];
    return s;
}

/*
 * check: constant flags given to a helper that is inlined
 * check-omits: (0 &
 * check-gradient: layers(random(4, -1, 1), 4)
 */
