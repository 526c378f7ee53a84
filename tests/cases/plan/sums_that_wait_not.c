#include <adgen/adgen.h>
#include <math.h>

/* There is none for the first i. */
ADGEN_GRAD(x)
double may_not_exist(int n, const double *x, const double *y)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i > 0)
                sum += sin(x[i - 1] * y[j]);
    return sum;
}

/* The index changes in the loop. */
ADGEN_GRAD(x)
double may_move(int n, const double *x, const double *y)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        int m = i;
        for (int j = 0; j < n; j++) {
            sum += sin(x[m] * y[j]);
            m = (m + j) % n;
        }
    }
    return sum;
}

/* The adjoint that is added to may be one that is read. */
ADGEN_VJP(z)
void may_be_read(int n, const double *b, double *z)
{
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++)
            z[j] = z[j] * b[j] + b[i] * z[i];
}

/* The same, one further. */
ADGEN_VJP(z)
void is_read_later(int n, const double *b, double *z)
{
    for (int i = 1; i < n; i++)
        for (int j = i - 1; j < n; j++)
            z[j] = z[j] * b[j] + sin(z[i]) * b[i];
}

/* The same, through a pointer that leads to one or the other. */
ADGEN_VJP()
void chosen(int n, int first, const double *w, double *u, double *v)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double *q = (first + j) % 2 ? u : v;
            q[j] += w[j * n + i] * u[i];
        }
}

/* And what is read is assigned, too. */
ADGEN_VJP()
double assigned(int n, int first, const double *w, double *u, double *v)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double *q = (first + j) % 2 ? u : v;
            q[j] = 0.5 * q[j] * u[i];
            sum += u[i] * w[j];
        }
    return sum;
}

/* The index has the counter, which cancels out: behind the loop there is none. */
ADGEN_GRAD(x)
double cancels(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            sum += sin(x[i * (j + 1) - i * j] * 2.0 * j);
    return sum;
}

/*
 * check: sums of adjoints stay where they are if something may read or assign the same element, or there may be none
 * check-gradient: may_not_exist(5, random(4, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: may_not_exist(1, NULL, random(1, 0.5, 1))
 * check-gradient: may_move(5, random(5, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: may_be_read(4, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: is_read_later(4, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: chosen(3, 1, random(9, 0.2, 1), random(3, 0.2, 1), random(3, 0.2, 1))
 * check-gradient: chosen(4, 0, random(16, 0.2, 1), random(4, 0.2, 1), random(4, 0.2, 1))
 * check-gradient: assigned(3, 1, {0.9, 0.2, 0.7}, {0.4, 0.5, 0.6}, {0.7, 0.3, 0.8})
 * check-gradient: cancels(4, random(4, 0.2, 1))
 * check-omits: adj_sum
 */
