#include <adgen/adgen.h>
#include <math.h>

/* The largest, behind a guard and in front of a sum. */
ADGEN_GRAD(x)
double log_sum(int n, const double *x)
{
    double max = x[0], sum = 0.0;
    for (int i = 1; i < n; i++)
        if (x[i] > max)
            max = x[i];
    for (int i = 0; i < n; i++)
        sum += exp(x[i] - max);
    return max + log(sum);
}

/* The nearest of several, noted elsewhere. */
ADGEN_GRAD(centres, x)
double nearest(int n, int d, int k, const double *centres, const double *x, int *which)
{
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        double best = INFINITY;
        for (int c = 0; c < k; c++) {
            double t[2], distance = 0.0;
            for (int i = 0; i < d; i++) {
                t[i] = x[p * d + i] - centres[c * d + i];
                distance += t[i] * t[i];
            }
            if (distance < best) {
                best = distance;
                which[p] = c;
            }
        }
        sum += best;
    }
    return sum;
}

/* The last that fits; none may. */
ADGEN_GRAD(x)
double last(int n, const double *x)
{
    double found = x[0] * x[1];
    int    where = -5;
    for (int i = 0; i < n; i++) {
        double y = sin(x[i]) * x[0];
        if (y < 0.5 && i % 2 == 0) {
            found = y * y;
            where = i;
        }
    }
    return found * where;
}

/* Not: what is offered is made of what was found. */
ADGEN_GRAD(x)
double chained(int n, const double *x)
{
    double best = x[0];
    for (int i = 1; i < n; i++)
        if (x[i] > best)
            best = 0.5 * best + x[i];
    return best;
}

/* Not: the iteration looks at what was found. */
ADGEN_GRAD(x)
double compared(int n, const double *x)
{
    double best = x[0];
    for (int i = 1; i < n; i++) {
        double ahead = x[i] - best;
        if (ahead > 0.0)
            best = x[i] + ahead;
    }
    return best;
}

/* Not: it reads what the branch has written. */
ADGEN_GRAD(x)
double marked(int n, const double *x, int *mark)
{
    double best = x[0];
    for (int i = 1; i < n; i++) {
        double y = x[i] * mark[0];
        if (y > best) {
            best = y;
            mark[0] = 2;
        }
    }
    return best;
}

/* Not: something else is found, summed or kept beside. */
ADGEN_GRAD(x)
double beside(int n, const double *x, double *out)
{
    double best = x[0], second = x[0], sum = 0.0;
    for (int i = 1; i < n; i++) {
        if (x[i] > best) {
            second = best;
            best = x[i];
        }
        sum += x[i] * x[i];
        out[i] = best;
    }
    return best * second + sum;
}

/* Not: the first that fits ends it; two conditions. */
ADGEN_GRAD(x)
double ended(int n, const double *x)
{
    double best = 1.0, least = 1.0;
    for (int i = 0; i < n; i++)
        if (x[i] > 0.2) {
            best = x[i] * x[i];
            break;
        }
    for (int i = 0; i < n; i++) {
        if (x[i] < least)
            least = x[i];
        else
            least = least * 0.5;
    }
    return best + least;
}

/* A race in a race, and one that counts down. */
ADGEN_GRAD(x)
double saddle(int n, const double *x)
{
    double lowest = INFINITY, highest = -INFINITY;
    for (int i = 0; i < n; i++) {
        double most = -INFINITY;
        for (int j = 0; j < n; j++)
            if (x[i * n + j] > most)
                most = x[i * n + j];
        if (most < lowest)
            lowest = most;
    }
    for (int i = n * n - 1; i >= 0; i--)
        if (x[i] > highest)
            highest = x[i];
    return lowest * highest;
}

/*
 * check: where several are offered to a variable, only the one that it took last has a backward pass
 * check-gradient: log_sum(4, random(4, -1, 1))
 * check-gradient: log_sum(1, random(1, -1, 1))
 * check-gradient: nearest(3, 2, 3, random(6, -1, 1), random(6, -1, 1), {0, 0, 0})
 * check-gradient: last(5, random(5, -1, 1))
 * check-gradient: last(5, {1.5, 1.4, 1.3, 1.2, 1.1})
 * check-gradient: chained(4, random(4, -1, 1))
 * check-gradient: compared(4, random(4, -1, 1))
 * check-gradient: marked(4, random(4, 0.5, 1), {1})
 * check-gradient: beside(4, random(4, -1, 1), zeros(4))
 * check-gradient: ended(4, random(4, -1, 1))
 * check-gradient: saddle(3, random(9, -1, 1))
 * check-has: x_adj[winner] += max_adj;
 * check-has: centres_adj[winner * d + i]
 * check-omits: distance_at
 * check-omits: adgen_allocate(k
 */
