#ifndef ADGEN_RUNTIME_LINE_H
#define ADGEN_RUNTIME_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "adgen/check.h"

/* A function of one variable: t -> f(x + t v), where v is a direction or moves a single component. */
typedef struct Line {
    double      (*f)(const double *x, void *data);
    void         *data;
    size_t        n;
    const double *x;
    const double *direction;   /* n entries; NULL: one component moves */
    size_t        component;
    double        scale;       /* by which it moves */
    double       *at;          /* n doubles of room, equal to x between two evaluations */
} Line;

enum { MAX_STEPS = 64 };

/* The sizes of steps, falling by the factor sqrt(10). */
typedef struct Steps {
    int    count;
    double h[MAX_STEPS];
} Steps;

typedef enum SlopeKind {
    SLOPE_SMOOTH,
    SLOPE_KINK,    /* left and right differ */
    SLOPE_EDGE,    /* f is defined on one side only */
    SLOPE_STEEP,   /* vertical: the difference quotient grows without bound, f is continuous */
    SLOPE_JUMP,    /* f is not continuous */
    SLOPE_NONE     /* too few steps give finite values */
} SlopeKind;

/* An estimate of a derivative, and how far it may be off. */
typedef struct Estimate {
    double value;
    double error;
    double step;   /* the smallest one that it was made from */
} Estimate;

/* What a sweep over the steps showed of the line's slope at t = 0. */
typedef struct Slope {
    SlopeKind kind;
    Estimate  best;              /* of the central difference; EDGE and JUMP: of the side where f is smooth, or NaN */
    Estimate  near;              /* the same, where noise that only larger steps show is not counted */
    Estimate  left, right;       /* STEEP: the last quotients instead */
    double    size;              /* the largest |f| met */
    double    noise;             /* by how much single values of f scatter */
    double    quotient_left[MAX_STEPS], quotient_right[MAX_STEPS], quotient_central[MAX_STEPS];
} Slope;

/* A library's names are its users' too: what is not static begins with adgen_. */

/* From largest down to smallest, at most MAX_STEPS. */
void adgen_steps_init(Steps *steps, double largest, double smallest);

/* `value` is f(x); `input_noise` is by how much rounding x + t v may change f. */
void adgen_slope_measure(Slope *slope, const Line *line, const Steps *steps, double value, double input_noise);

/* What a gradient is worth beside the slope that was measured. */
AdgenCheckStatus adgen_slope_judge(const Slope *slope, double tolerance, double gradient);

/* fmax and fmin, which without optimisation would need libm. */
static inline double larger_of(double a, double b)
{
    return a > b ? a : b;
}

static inline double smaller_of(double a, double b)
{
    return a < b ? a : b;
}

#endif
