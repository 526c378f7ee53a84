#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

static double held[3];
static int    rounds;

static int doubled(void)
{
    for (int i = 0; i < 3; i++)
        held[i] *= 2.0;
    return ++rounds < 3;
}

static void hold(const double *x)
{
    rounds = 0;
    for (int i = 0; i < 3; i++)
        held[i] = x[i] * x[i];
}

ADGEN_GRAD(x)
double with_goto(const double *x)
{
    hold(x);
again:
    if (doubled())
        goto again;
    return held[0] * held[1] + held[2];
}

ADGEN_GRAD(x)
double with_loop_and_goto(const double *x, int k)
{
    hold(x);
    for (;;) {
        if (k-- <= 0)
            goto out;
        doubled();
    }
out:
    return held[0] * held[1] + held[2];
}

ADGEN_GRAD(x)
double as_selector(const double *x, int k)
{
    hold(x);
    switch (doubled()) {
    case 1:
        k = 2;
        break;
    default:
        k++;
    }
    return held[0] * held[1] + held[2] * k;
}

static struct { int n, most; } counts;

static void count(int by)
{
    counts.n += by;
    counts.most = counts.n > counts.most ? counts.n : counts.most;
}

/* The backward pass has to know that the text has changed the record. */
ADGEN_GRAD(x)
double counted(const double *x, int n)
{
    double r = 1.0;

    counts.n = counts.most = 0;
    for (int i = 0; i < n; i++) {
        r = r * x[counts.n % 3] + 0.1 * r * r * counts.most;
        switch (i % 3) {
        case 0:
            count(2);
            break;
        case 1:
            count(-1);
            break;
        }
    }
    return r;
}

static int way = 1, compared;

static int by_number(const void *a, const void *b)
{
    compared++;
    return way * (*(const int *)a - *(const int *)b);
}

/* What a function that the library calls does to globals. */
ADGEN_GRAD(x)
double sorted(const double *x, int down)
{
    int    order[4] = {2, 0, 3, 1};
    double s = 0.0;

    compared = 0;
    way = down ? -1 : 1;
    for (int i = 0; i < 4; i++) {
        s = 0.5 * s * s + x[order[i]] * (way + 2) * (compared > 0 ? 1.0 : 2.0);
        qsort(order, 4, sizeof *order, by_number);
    }
    return s;
}

/* strtok remembers the text that it changes. */
ADGEN_GRAD(x)
double words(const double *x, const char *text)
{
    char   copy[32], *rest = NULL;
    double r = 1.0;

    strcpy(copy, text);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        r = r * x[copy[3] ? 0 : 1] + 0.1 * r * r * x[word[0] % 4] * x[copy[6] ? 2 : 3];
    strcpy(copy, text);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        r = r * x[copy[3] ? 0 : 1] + 0.1 * r * r * x[word[0] % 4] * x[copy[6] ? 2 : 3];
    return r;
}

/*
 * check: functions that use globals, called by text that is carried over, or by the library
 * check-args: -D_POSIX_C_SOURCE=200809L
 * check-gradient: with_goto({1.0, 2.0, 0.7})
 * check-gradient: with_loop_and_goto({1.0, 2.0, 0.7}, 2)
 * check-gradient: as_selector({1.0, 2.0, 0.7}, 0)
 * check-gradient: counted(random(3, 0.3, 0.6), 5)
 * check-gradient: sorted(random(4, -1, 1), 1)
 * check-gradient: sorted(random(4, -1, 1), 0)
 * check-gradient: words(random(4, 0.3, 0.6), "abc de f ghi")
 */
