#include "oracle.h"

#include <quadmath.h>

#include "registry.h"

static Registry quad;

/* Arguments built anew, with the very values of the primal's. */
static void build(int point, int draw, const long double *base)
{
    registry_begin(&quad, point, draw);
    t_oracles[point].build();
    for (int i = 0; base && i < quad.leaf_count; i++)
        leaf_set(&quad.leaves[i], base[i]);
}

static bool carries_derivative(const Leaf *leaf)
{
    return (leaf->flags & T_PAIRED) && !(leaf->flags & T_FROZEN);
}

static __float128 weighted_sum(const double *seeds, double result_seed)
{
    __float128 sum = quad.returned ? result_seed * quad.quad_result : 0;
    for (int i = 0, paired = 0; i < quad.leaf_count; i++) {
        const Leaf *leaf = &quad.leaves[i];
        if (carries_derivative(leaf) && seeds[paired] != 0.0)
            sum += seeds[paired] * *(__float128 *)leaf->place;
        paired += (leaf->flags & T_PAIRED) != 0;
    }
    return sum;
}

typedef struct Question {
    int point, draw;
    const long double *base;
    const double *seeds;
    double result_seed;
} Question;

static __float128 shifted(const Question *q, int leaf, __float128 step)
{
    build(q->point, q->draw, q->base);
    *(__float128 *)quad.leaves[leaf].place += step;
    t_oracles[q->point].call();
    return weighted_sum(q->seeds, q->result_seed);
}

static __float128 central(const Question *q, int leaf, __float128 step)
{
    step *= fmaxq(1, fabsq(q->base[leaf]));
    return (shifted(q, leaf, step) - shifted(q, leaf, -step)) / (2 * step);
}

static bool near(__float128 a, __float128 b, __float128 bound)
{
    return fabsq(a - b) <= bound * fmaxq(1, fabsq(a) + fabsq(b));
}

/* At a corner both steps agree on the mean of the two slopes: one side alone tells. */
static bool is_corner(const Question *q, int leaf, __float128 slope)
{
    __float128 step = 1e-12Q * fmaxq(1, fabsq(q->base[leaf]));
    return !near((shifted(q, leaf, step) - shifted(q, leaf, 0)) / step, slope, 1e-6Q);
}

static bool partial(const Question *q, int leaf, long double *value)
{
    __float128 coarse = central(q, leaf, 1e-10Q), fine = central(q, leaf, 1e-12Q);
    *value = (long double)fine;
    return near(coarse, fine, 1e-14Q) && !is_corner(q, leaf, fine);
}

bool oracle_gradient(int point, int draw, const long double *base, const double *seeds, double result_seed,
                     long double *gradient)
{
    Question question = { point, draw, base, seeds, result_seed };
    bool smooth = true;
    build(point, draw, base);
    int count = quad.leaf_count;
    for (int i = 0, paired = 0; i < count; i++) {
        if (!(quad.leaves[i].flags & T_PAIRED))
            continue;
        gradient[paired] = seeds[paired];
        if (carries_derivative(&quad.leaves[i]))
            smooth = partial(&question, i, &gradient[paired]) && smooth;
        paired++;
    }
    registry_clear(&quad);
    return smooth;
}

/* ---- second order ---- */

/* The sum where all paired leaves have moved along the direction, and one by itself. */
static __float128 shifted_twice(const Question *q, const double *direction, __float128 along, int leaf, __float128 step)
{
    build(q->point, q->draw, q->base);
    for (int i = 0, paired = 0; i < quad.leaf_count; i++) {
        if (!(quad.leaves[i].flags & T_PAIRED))
            continue;
        if (carries_derivative(&quad.leaves[i]))
            *(__float128 *)quad.leaves[i].place += along * direction[paired];
        paired++;
    }
    *(__float128 *)quad.leaves[leaf].place += step;
    t_oracles[q->point].call();
    return weighted_sum(q->seeds, q->result_seed);
}

static __float128 mixed(const Question *q, const double *direction, int leaf, __float128 step)
{
    __float128 own = step * fmaxq(1, fabsq(q->base[leaf]));
    return (shifted_twice(q, direction, step, leaf, own) - shifted_twice(q, direction, step, leaf, -own)
            - shifted_twice(q, direction, -step, leaf, own) + shifted_twice(q, direction, -step, leaf, -own)) / (4 * step * own);
}

bool oracle_second(int point, int draw, const long double *base, const double *seeds, double result_seed, const double *direction,
                   long double *second)
{
    Question question = { point, draw, base, seeds, result_seed };
    bool smooth = true;
    build(point, draw, base);
    int count = quad.leaf_count;
    for (int i = 0, paired = 0; i < count && smooth; i++) {
        if (!(quad.leaves[i].flags & T_PAIRED))
            continue;
        second[paired] = 0;
        if (carries_derivative(&quad.leaves[i])) {
            __float128 coarse = mixed(&question, direction, i, 1e-10Q), fine = mixed(&question, direction, i, 1e-11Q);
            smooth = near(coarse, fine, 1e-10Q);
            second[paired] = (long double)fine;
        }
        paired++;
    }
    registry_clear(&quad);
    return smooth;
}

bool oracle_value(int point, int draw, const long double *base, int count, long double *value, long double *reals)
{
    build(point, draw, NULL);
    bool same = quad.leaf_count == count;
    if (same) {
        build(point, draw, base);
        t_oracles[point].call();
        *value = (long double)quad.quad_result;
        for (int i = 0; i < count; i++)
            reals[i] = leaf_get(&quad.leaves[i]);
    }
    registry_clear(&quad);
    return same;
}
