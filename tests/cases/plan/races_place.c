#include <adgen/adgen.h>
#include <math.h>

typedef struct Box {
    int     n, m, last;
    double *x;
} Box;

ADGEN_GRAD(x, first)
double largest(int n, const double *x, double first)
{
    double top = first;
    for (int i = 0; i < n; i++)
        if (x[i] > top)
            top = x[i];
    return 2.0 * top;
}

/* From the other end: of equal ones, the last is the first that is met. */
ADGEN_GRAD(x)
double smallest_backward(int n, const double *x)
{
    double low = INFINITY;
    for (int i = n - 1; i >= 0; i--)
        if (low > x[i])
            low = x[i];
    return 2.0 * low;
}

/* The counter is read after it, and tested before it is changed. */
ADGEN_GRAD(x)
double counted_down(int n, const double *x)
{
    double top = -2.0;
    int    i;
    for (i = n; i-- > 0;)
        if (x[i] > top)
            top = x[i];
    return top * (i + 3);
}

/* Each float is a double. */
ADGEN_GRAD(x)
double widened(int n, const float *x)
{
    double top = x[0];
    for (int i = 1; i < n; i++)
        if (x[i] > top)
            top = x[i];
    return top * top;
}

/* Backward through the array, at an index that is moved; into memory that is overwritten later. */
ADGEN_VJP()
void moved(int n, int from, double *x)
{
    double top = 0.0;
    for (int i = 1; i <= n; i++)
        if (x[from + n - i] > top)
            top = x[from + n - i];
    for (int i = 0; i < n; i++)
        x[i] = sin(x[i] * top);
}

/* Other bounds: none is computed but what the loop would come to. */
ADGEN_GRAD(box)
double bounded(const Box *box)
{
    double top = box->x[0], low = box->x[0], most = box->x[0];
    for (int i = 1; i != box->n; i++)
        if (top < box->x[i])
            top = box->x[i];
    for (long i = (long)(box->n - box->m) * box->m; i > 0; i--)
        if (box->x[i] < low)
            low = box->x[i];
    for (int i = 2; i <= box->last; i++)
        if (box->x[i] > most)
            most = box->x[i];
    return top * low * most;
}

/*
 * check: the place of the largest element is looked for after the loop that finds the largest, which stays as it is
 * check-gradient: largest(5, random(5, -1, 1), -2.0)
 * check-gradient: largest(0, {1.0}, 0.5)
 * check-gradient: largest(1, {1.0}, 0.5)
 * check-gradient: largest(1, {1.0}, 1.5)
 * check-call: largest(4, {1.0, 3.0, 3.0, 2.0}, 0.0)
 * check-value: x = {0, 2, 0, 0}
 * check-value: first = 0
 * check-call: largest(4, {1.0, 3.0, 3.0, 2.0}, 3.0)
 * check-value: x = {0, 0, 0, 0}
 * check-value: first = 2
 * check-call: largest(2, {-0.0, 0.0}, -1.0)
 * check-value: x = {2, 0}
 * check-call: largest(3, {-1.0, 0.0, -0.0}, -2.0)
 * check-value: x = {0, 2, 0}
 * check-call: largest(2, {0.0, 0.0}, -0.0)
 * check-value: x = {0, 0}
 * check-value: first = 2
 * check-call: largest(4, {NAN, 1.0, NAN, 0.5}, -1.0)
 * check-value: x = {0, 2, 0, 0}
 * check-call: largest(2, {NAN, NAN}, -1.0)
 * check-value: x = {0, 0}
 * check-value: first = 2
 * check-call: largest(3, {1.0, 2.0, 3.0}, NAN)
 * check-value: x = {0, 0, 0}
 * check-value: first = 2
 * check-call: largest(3, {1.0, INFINITY, INFINITY}, -INFINITY)
 * check-value: x = {0, 2, 0}
 * check-call: largest(2, {-INFINITY, -INFINITY}, -INFINITY)
 * check-value: x = {0, 0}
 * check-value: first = 2
 * check-gradient: smallest_backward(5, random(5, -1, 1))
 * check-call: smallest_backward(4, {1.0, -3.0, -3.0, 2.0})
 * check-value: x = {0, 0, 2, 0}
 * check-gradient: counted_down(4, random(4, -1, 1))
 * check-gradient: counted_down(0, {1.0})
 * check-gradient: widened(4, random(4, -1, 1))
 * check-gradient: moved(4, 1, random(5, 0.5, 1))
 * check-gradient: bounded(&{4, 1, 2, random(4, 0.5, 1)})
 * check-gradient: bounded(&{2, 2, -2147483647, random(4, 0.5, 1)})
 * check-has: if (x[i] > top_found) top_found = x[i];
 * check-has: if (n > 0 && top_found > top) { winner = 0; while (winner < n - 1 && x[winner] != top_found) winner++; }
 * check-has: if (n - 1 >= 0 && low > low_found) { winner = n - 1; while (winner > 0 && x[winner] != low_found) winner--; }
 * check-has: if (n > 0 && top_found > top) { winner = n - 1; while (winner > 0 && x[winner] != top_found) winner--; }
 * check-has: if (n >= 1 && top_found > top) { winner = 1; while (winner < n && x[from + n - winner] != top_found) winner++; }
 * check-has: while (winner < box->n - 1 && box->x[winner] != top_found) winner++;
 * check-has: while (winner_2 > 1 && box->x[winner_2] != low_found) winner_2--;
 * check-has: while (winner_3 < box->last && box->x[winner_3] != most_found) winner_3++;
 * check-omits: winner = i;
 */
