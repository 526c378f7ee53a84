#include <adgen/adgen.h>
#include <math.h>

/* Only the nearest centre of a point has an adjoint to pass on. */
ADGEN_GRAD(centres)
double nearest(int n, int d, int k, const double *centres, const double *x)
{
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        double best = INFINITY;
        for (int c = 0; c < k; c++) {
            double distance = 0.0;
            for (int i = 0; i < d; i++)
                distance += (x[p * d + i] - centres[c * d + i]) * (x[p * d + i] - centres[c * d + i]);
            if (distance < best)
                best = distance;
        }
        sum += best;
    }
    return sum;
}

/* One of two: what each passes on goes into its own branch. */
ADGEN_GRAD(a, b)
double larger(int n, const double *a, const double *b)
{
    double left = 0.0, right = 0.0, most;
    for (int i = 0; i < n; i++)
        left += a[i] * a[i];
    for (int i = 0; i < n; i++)
        right += sin(b[i]);
    if (left > right)
        most = left * left;
    else
        most = right * 3.0;
    return most;
}

/* What is also used elsewhere passes something on in any case. */
ADGEN_GRAD(a)
double used(int n, const double *a)
{
    double all = 0.0;
    for (int k = 0; k < 3; k++) {
        double some = 0.0, best = 1.0;
        for (int i = 0; i < n; i++)
            some += a[i] * a[i] * (k + 1);
        if (some < best)
            best = some * some;
        all += best + some;
    }
    return all;
}

/* Both branches set it. */
ADGEN_GRAD(a)
double either(int n, const double *a)
{
    double all = 0.0;
    for (int k = 0; k < 3; k++) {
        double some = 0.0, best;
        for (int i = 0; i < n; i++)
            some += a[i] * a[i] * (k + 1);
        if (some < 1.0)
            best = some * some;
        else
            best = sqrt(some);
        all += best;
    }
    return all;
}

/* Two sums, of which one counts in any case. */
ADGEN_GRAD(a, b)
double beside(int n, const double *a, const double *b)
{
    double all = 0.0;
    for (int k = 0; k < 3; k++) {
        double some = 0.0, other = 0.0;
        for (int i = 0; i < n; i++) {
            some += a[i] * b[i] * (k + 1);
            other += a[i] * sin(b[i]);
        }
        if (some < 1.0)
            all += some * some;
        all += other * other;
    }
    return all;
}

/* A condition in a condition; an array that all write. */
ADGEN_GRAD(a)
double nested(int n, const double *a, double *out)
{
    double all = 0.0;
    for (int k = 0; k < 3; k++) {
        double some = 0.0, best = 2.0;
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * a[i];
            some += out[i] * (k + 1);
        }
        if (k > 0)
            if (some < best)
                best = some * some;
        all += best;
    }
    return all;
}

/* A partial derivative that is infinite, of one that was not taken. */
ADGEN_GRAD(a)
double infinite(int n, const double *a)
{
    double most = 0.5;
    for (int k = 0; k < 2; k++) {
        double some = 0.0;
        for (int i = 0; i < n; i++)
            some += sqrt(a[i]) * k;
        if (some > most)
            most = some;
    }
    return most * a[0];
}

/* An adjoint that happens to be zero: what guards a slope is no branch of the program, the second derivative is not zero. */
ADGEN_GRAD(x)
double distance(int n, const double *x)
{
    double sum = 0.0, root;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    root = sqrt(sum);
    return (root - 2.0) * (root - 2.0);
}

/*
 * check: the loop that passes on an adjoint which was set in a branch stands in the branch
 * check-gradient: nearest(3, 2, 4, random(8, -1, 1), random(6, -1, 1))
 * check-gradient: larger(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: larger(3, random(3, 1, 2), random(3, -1, 1))
 * check-gradient: used(3, random(3, -0.5, 0.5))
 * check-gradient: either(3, random(3, -0.5, 0.5))
 * check-gradient: beside(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: nested(3, random(3, -0.5, 0.5), zeros(3))
 * check-gradient: infinite(2, random(2, 0.5, 1))
 * check-gradient: distance(2, {2.0, 0.0})
 * check-gradient: distance(3, random(3, -1, 1))
 * check-has: } else { for (int i = 0; i < n; i++) b_adj[i] += 3.0 * cos(b[i]); }
 */
