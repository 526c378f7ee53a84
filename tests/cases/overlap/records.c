#include <adgen/adgen.h>

struct Point {
    double x, y;
};

ADGEN_VJP()
void swap(int n, const struct Point *from, struct Point *to)
{
    for (int i = 0; i < n; i++) {
        to[i].x = from[i].y * from[i].y;
        to[i].y = from[i].x * from[i].y;
    }
}

/*
 * check: records count as a whole
 * check-gradient: swap(2, {{1.0, 2.0}, {3.0, 4.0}}, {{1.5, 2.5}, {3.5, 4.5}})
 * check-gradient: swap(2, from = {{1.0, 2.0}, {3.0, 4.0}}, to = from)
 * check-gradient: swap(2, from = {{1.0, 2.0}, {3.0, 4.0}, {0.5, 0.7}}, to = from + 1)
 * check-has: adgen_apart(from, n, to, n, sizeof(struct Point))
 */
