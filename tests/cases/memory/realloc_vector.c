#include <adgen/adgen.h>
#include <stdlib.h>

struct vec {
    double *data;
    size_t  count, room;
};

static int vec_push(struct vec *v, double x)
{
    if (v->count == v->room) {
        size_t  room = v->room ? 2 * v->room : 1;
        double *more = realloc(v->data, room * sizeof *more);

        if (!more)
            return 0;
        v->data = more;
        v->room = room;
    }
    v->data[v->count++] = x;
    return 1;
}

static void vec_free(struct vec *v)
{
    free(v->data);
    v->data = NULL;
    v->count = v->room = 0;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct vec squares = {NULL, 0, 0}, sums = {0};
    double     s = 0.0, result = 0.0;

    for (int i = 0; i < n; i++) {
        if (!vec_push(&squares, x[i] * x[i]))
            abort();
        s += squares.data[i / 2] * x[i];
        if (i % 2 && !vec_push(&sums, s))
            abort();
    }
    for (size_t i = 0; i < sums.count; i++)
        result += sums.data[i] * squares.data[i + 1];
    vec_free(&sums);
    vec_free(&squares);
    return result + s;
}

/*
 * check: a vector with push, whose block realloc moves; two of them grow at once
 * check-gradient: f(0, {1})
 * check-gradient: f(1, {0.7})
 * check-gradient: f(9, random(9, -1, 1))
 */
