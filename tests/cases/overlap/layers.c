#include <adgen/adgen.h>
#include <math.h>

ADGEN_VJP()
void layernorm(int rows, int size, const float *inp, const float *weight, float *out, float *mean)
{
    for (int r = 0; r < rows; r++) {
        const float *x = inp + r * size;
        float *y = out + r * size;
        float m = 0.0f, v = 0.0f;
        for (int i = 0; i < size; i++)
            m += x[i];
        m /= size;
        for (int i = 0; i < size; i++)
            v += (x[i] - m) * (x[i] - m);
        for (int i = 0; i < size; i++)
            y[i] = (x[i] - m) / sqrtf(v / size + 1e-3f) * weight[i];
        mean[r] = m;
    }
}

/*
 * check: rows by pointers of their own; pairs that are only read, and outputs of which nothing is needed, are not compared
 * check-gradient: layernorm(2, 3, random(6, 0.5, 1), random(3, 0.5, 1), random(6, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: layernorm(2, 3, inp = random(6, 0.5, 1), weight = inp + 2, random(6, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: layernorm(2, 3, random(6, 0.5, 1), weight = random(8, 0.5, 1), out = weight + 2, random(2, 0.5, 1))
 * check-gradient: layernorm(2, 3, inp = random(7, 0.5, 1), random(3, 0.5, 1), random(6, 0.5, 1), mean = inp + 5)
 * check-gradient: layernorm(2, 3, random(6, 0.5, 1), random(3, 0.5, 1), out = random(6, 0.5, 1), mean = out + 1)
 * check-has: adgen_apart(inp, (double)size * rows, out, (double)size * rows, sizeof(float))
 * check-omits: adgen_apart(inp, (double)size * rows, weight
 * check-omits: adgen_apart(out
 */
