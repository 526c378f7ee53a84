#include <adgen/adgen.h>

struct entry { const int k; const double w; double v; };
static const struct entry table[3] = { { 1, 2.0, 3.0 }, { 2, 3.0, 1.0 }, { 0, 1.5, 2.5 } };
static struct entry pick(int i)
{
    if (i < 0)
        return table[0];
    return table[i % 3];
}

ADGEN_GRAD(x)
double f(double x, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        struct entry e = table[i], o = pick(i);
        sum += x * e.v * e.w * sum + e.k * x;
        if (e.k == 2) {
            struct entry c = e;
            c.v *= 2.0;
            sum *= c.v * x + o.w;
        }
        struct entry z = sum > 3 ? e : o;
        sum += z.w * sum * x;
    }
    while (n-- > 0) {
        struct entry c = table[n];
        sum += c.w * sum * x;
        c.v += sum > 3;
        if (c.v < 1.0) break;
        sum *= c.v;
    }
    return sum;
}

/*
 * check: records with const members: copied, chosen, returned by helpers, in loops
 * check-gradient: f(random(0.1, 0.5), 3)
 */
