#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846

typedef enum { LOWPASS, HIGHPASS, PEAK } shape;

typedef struct section {
    shape type;
    float freq, q, gain_db;
    struct section *next;
} section;

typedef struct { float b0, b1, b2, a1, a2; float z1, z2; } biquad;

static biquad design(const section *s, float rate)
{
    biquad f = {0};
    float w = 2.f * (float)PI * s->freq / rate, cs = cosf(w), alpha = sinf(w) / (2.f * s->q), a0, A;

    switch (s->type) {
    case LOWPASS:
        f.b1 = 1.f - cs;
        f.b0 = f.b2 = 0.5f * f.b1;
        a0 = 1.f + alpha;
        f.a2 = 1.f - alpha;
        break;
    case HIGHPASS:
        f.b1 = -(1.f + cs);
        f.b0 = f.b2 = -0.5f * f.b1;
        a0 = 1.f + alpha;
        f.a2 = 1.f - alpha;
        break;
    case PEAK:
        A = powf(10.f, s->gain_db / 40.f);
        f.b0 = 1.f + alpha * A;
        f.b1 = -2.f * cs;
        f.b2 = 1.f - alpha * A;
        a0 = 1.f + alpha / A;
        f.a2 = 1.f - alpha / A;
        break;
    default:
        f.b0 = 1.f;
        return f;
    }
    f.a1 = -2.f * cs;
    f.b0 /= a0; f.b1 /= a0; f.b2 /= a0;
    f.a1 /= a0; f.a2 /= a0;
    return f;
}

static inline float tick(biquad *f, float x)
{
    float y = f->b0 * x + f->z1;
    f->z1 = f->b1 * x - f->a1 * y + f->z2;
    f->z2 = f->b2 * x - f->a2 * y;
    return y;
}

/* Filters samples in place; returns their energy, softly limited. */
ADGEN_GRAD(first, samples)
float equalize(const section *first, float rate, int n, float *samples)
{
    float energy = 0.f;
    int i;

    for (const section *s = first; s; s = s->next) {
        biquad f = design(s, rate);
        for (i = 0; i < n; i++)
            samples[i] = tick(&f, samples[i]);
    }
    for (i = 0; i < n; i++) {
        float y = samples[i];
        if (y > 1.f)
            y = 1.f + tanhf(y - 1.f);
        else if (y < -1.f)
            y = -1.f + tanhf(y + 1.f);
        energy += y * y;
        samples[i] = y;
    }
    return energy;
}

/*
 * check: filters in float from a list, designed by a switch, a struct's state updated through a pointer
 * check-gradient: equalize(NULL, 48000.0, 2, {0.5, -0.25})
 * check-value: samples = {1.0, -0.5} ~ 1e-6
 * check-gradient: equalize(&{LOWPASS, 1000.0, 0.7, 0.0, NULL}, 8000.0, 0, zeros(0))
 * check-gradient: equalize(&{LOWPASS, 1000.0, 0.7, 0.0, NULL}, 8000.0, 4, {1.0, 0.4, -2.0, 0.7})
 * check-gradient: equalize(&{PEAK, 1000.0, 0.7, 6.0, &{HIGHPASS, 200.0, 0.8, 0.0, NULL}}, 8000.0, 5, {1.0, 0.4, -2.5, 0.7, 3.0})
 * check-within: 2e-3
 */
