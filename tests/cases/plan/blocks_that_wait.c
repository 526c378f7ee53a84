#include <adgen/adgen.h>
#include <math.h>

typedef struct Filter {
    double move[2][3];
    double gain[2];
    double level;
} Filter;

/* Members of a record, which each step adds to as a whole: once in rows, once in columns. */
ADGEN_GRAD(filter)
double steps(const Filter *filter, int n, const double (*y)[3])
{
    double state[2] = {0.5, 0.25}, sum = 0.0;
    for (int t = 0; t < n; t++) {
        double next[2];
        for (int i = 0; i < 2; i++) {
            next[i] = filter->gain[i] * state[i] + filter->level;
            for (int k = 0; k < 3; k++)
                next[i] += filter->move[i][k] * y[t][k];
        }
        for (int k = 0; k < 3; k++)
            for (int i = 0; i < 2; i++)
                sum += sin(filter->move[i][k] * next[i]);
        for (int i = 0; i < 2; i++)
            state[i] = tanh(next[i]);
    }
    return sum;
}

/* Matrices behind pointers, one of them flat, from its second row and column on. */
ADGEN_GRAD(a, b)
double matrices(int n, const double (*a)[2], const double *b, const double *x)
{
    double state = 0.5, sum = 0.0;
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 2; i++)
            for (int k = 1; k < 3; k++)
                state += a[i][k - 1] * x[t] * b[3 * k + i + 1];
        state = sin(state);
        sum += state * state;
    }
    return sum;
}

/* Each step only adds to what the diagonal is, and under a condition: nothing waits. */
ADGEN_GRAD(c)
double partly(int n, const double (*c)[2], const double *x)
{
    double state = 0.5;
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 2; i++)
            state += c[i][i] * x[t];
        if (x[t] > 0.0)
            for (int i = 0; i < 2; i++)
                for (int k = 0; k < 2; k++)
                    state += c[i][k] * state;
        state = sin(state);
    }
    return state;
}

/* What is added to is read in between. */
ADGEN_VJP(d)
void between(int n, double (*d)[2], const double *x)
{
    for (int t = 0; t < n; t++)
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                d[i][k] += x[t] * sin(d[k][i]);
}

/* Two that may be the same: both only get sums. */
ADGEN_GRAD(p, q)
double same(int n, const Filter *p, const Filter *q, const double *x)
{
    double state = 0.5;
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 3; k++)
                state += p->move[i][k] * q->move[i][k] * x[t];
        state = sin(state);
    }
    return state;
}

/*
 * check: sums of adjoints into the same members and matrices wait in locals until the end of a loop
 * check-gradient: steps(&{{{0.5, 0.25, 0.75}, {0.125, 0.5, 0.25}}, {0.5, 0.75}, 0.1}, 5, random(15, -1, 1))
 * check-gradient: steps(&{{{0.5, 0.25, 0.75}, {0.125, 0.5, 0.25}}, {0.5, 0.75}, 0.1}, 0, NULL)
 * check-gradient: matrices(4, random(4, 0.2, 1), random(9, 0.2, 1), random(4, 0.2, 1))
 * check-gradient: matrices(0, NULL, NULL, NULL)
 * check-gradient: partly(4, random(4, 0.2, 1), {0.5, -0.25, 0.75, 0.125})
 * check-gradient: between(4, random(4, 0.2, 1), random(4, 0.2, 1))
 * check-gradient: same(4, &{{{0.5, 0.25, 0.75}, {0.125, 0.5, 0.25}}, {0.5, 0.75}, 0.1}, p, random(4, 0.2, 1))
 * check-has: double move_total[2][3] = {0};
 * check-has: filter_adj->move[i][k] += move_total[i][k];
 * check-has: filter_adj->gain[i] += gain_total[i];
 * check-omits: level_total
 * check-has: a_adj[i][k - 1] += a_adj_total[i][k - 1];
 * check-has: double b_adj_total[2][2] = {0};
 * check-has: b_adj[3 * k + i + 1] += b_adj_total[k - 1][i];
 * check-omits: c_adj_total
 * check-omits: d_adj_total
 * check-has: p_adj->move[i][k] += move_total[i][k];
 */
