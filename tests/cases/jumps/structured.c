#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double overlapping(double x, int n, int m)
{
    double y = x;
    int    i = 0, j = 0;
first:
    y = y * x + 0.1;
    i++;
second:
    y = sin(y) * x;
    j++;
    if (i < n)
        goto first;
    y += x;
    if (j < m)
        goto second;
    return y;
}

ADGEN_GRAD(x)
double nested(double x, int n, int m)
{
    double s = 0.0, t;
    int    i = 0, j;
rows:
    t = x;
    j = 0;
columns:
    t = t * x * 0.9 + j;
    if (++j < m)
        goto columns;
    s += t * i;
    if (++i < n)
        goto rows;
    return s;
}

ADGEN_GRAD(x)
double out_of_nest(double x, int n)
{
    double y = x;
    int    tries = 0;
again:
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            y = y * 0.9 + x * i * 0.1;
            if (y > 1.5 && tries < 3) {
                y = y - x;
                tries++;
                goto again;
            }
        }
        y += 0.2 * x;
    }
    return y * x;
}

ADGEN_GRAD(x)
double leave_and_return(double x, int n)
{
    double y = x;
    int    k = 0;
again:
    y *= 1.1;
    if (y > 20.0)
        return y * y;
    if (k > n)
        goto done;
    k++;
    y += x;
    goto again;
done:
    return y + x;
}

ADGEN_GRAD(x)
double both_ways(double x, int n)
{
    double y = x;
    int    k = 0;
top:
    if (k % 2)
        goto odd;
    y = y * x;
    if (k == 4)
        goto out;
    goto next;
odd:
    y = y + sin(x);
next:
    k++;
    if (k < n)
        goto top;
    y *= 2.0;
out:
    return y + x;
}

/*
 * check: labels whose loops are nested, overlap, are left for behind, by return, out of inner loops
 * check-gradient: overlapping(0.9, 3, 5)
 * check-gradient: overlapping(0.9, 0, 5)
 * check-gradient: overlapping(0.9, 3, 0)
 * check-gradient: nested(0.9, 3, 2)
 * check-gradient: nested(0.9, 1, 1)
 * check-gradient: nested(0.9, 0, 4)
 * check-gradient: out_of_nest(1.2, 4)
 * check-gradient: out_of_nest(0.2, 3)
 * check-gradient: out_of_nest(1.2, 0)
 * check-gradient: leave_and_return(1.2, 3)
 * check-gradient: leave_and_return(1.2, 30)
 * check-gradient: leave_and_return(1.2, -1)
 * check-gradient: both_ways(1.2, 0)
 * check-gradient: both_ways(1.2, 3)
 * check-gradient: both_ways(1.2, 8)
 */
