#include <adgen/adgen.h>
#include <math.h>

typedef float real;

typedef struct quaternion { real w, x, y, z; } quat;

typedef struct { real x, y, z; } gyro_sample;

typedef struct {
    quat q;
    real bias[3];
    real gain;
} ahrs;

static quat qmul(quat a, quat b)
{
    quat c;
    c.w = a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z;
    c.x = a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y;
    c.y = a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x;
    c.z = a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w;
    return c;
}

static void normalise(quat *q)
{
    real length = sqrtf(q->w * q->w + q->x * q->x + q->y * q->y + q->z * q->z);
    if (length == 0.0f)
        return;
    q->w /= length, q->x /= length, q->y /= length, q->z /= length;
}

static void gyro(ahrs *s, const gyro_sample *g, real dt)
{
    real wx = g->x - s->bias[0], wy = g->y - s->bias[1], wz = g->z - s->bias[2];
    real rate = sqrtf(wx * wx + wy * wy + wz * wz + 1e-6f);
    real half = 0.5f * rate * dt;
    real sinc = sinf(half) / rate;
    quat dq = {cosf(half), wx * sinc, wy * sinc, wz * sinc};

    s->q = qmul(s->q, dq);
}

/* Turns the estimate a little towards what the accelerometer says is up. */
static void level(ahrs *s, const real a[3], real dt)
{
    const quat q = s->q;
    real up[3] = {2 * (q.x * q.z - q.w * q.y), 2 * (q.w * q.x + q.y * q.z), q.w * q.w - q.x * q.x - q.y * q.y + q.z * q.z};
    real norm = a[0] * a[0] + a[1] * a[1] + a[2] * a[2], error[3];

    if (!(norm > 0.25f && norm < 4.0f))
        return;
    norm = 1.0f / sqrtf(norm);
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        error[i] = norm * (a[j] * up[k] - a[k] * up[j]);
        s->bias[i] -= 0.1f * s->gain * dt * error[i];
    }
    quat turn = {1.0f, 0.5f * s->gain * dt * error[0], 0.5f * s->gain * dt * error[1], 0.5f * s->gain * dt * error[2]};
    s->q = qmul(s->q, turn);
}

/* Filters n samples; how far the final attitude is from the right one. */
ADGEN_GRAD(state, accel)
double attitude_error(ahrs *state, int n, const gyro_sample *rates, const real (*accel)[3], quat truth, real dt)
{
    for (int i = 0; i < n; i++) {
        gyro(state, rates + i, dt);
        level(state, accel[i], dt);
        normalise(&state->q);
    }
    double d = (double)state->q.w * truth.w + (double)state->q.x * truth.x + (double)state->q.y * truth.y
        + (double)state->q.z * truth.z;
    return 1.0 - d * d;
}

/*
 * check: attitude from gyroscope and accelerometer with quaternions in float, a struct in place
 * check-header-after: some of its structs have no tags
 * check-gradient: attitude_error(&{{1.0, 0.0, 0.0, 0.0}, {0.0, 0.0, 0.0}, 0.5}, 0, {}, zeros(0), {0.6, 0.8, 0.0, 0.0}, 0.01)
 * check-value: state->q.w = -2.0 * 0.6 * 0.6 ~ 1e-6
 * check-value: state->q.x = -2.0 * 0.6 * 0.8 ~ 1e-6
 * check-gradient: attitude_error(&{{0.9, 0.1, 0.2, 0.0}, {0.01, 0.0, -0.02}, 0.5}, 1, {{0.1, 0.2, -0.3}}, {0.1, 0.2, 0.9},
 *     {0.6, 0.8, 0.0, 0.0}, 0.1)
 * check-gradient: attitude_error(&{{0.9, 0.1, 0.2, 0.0}, {0.01, 0.0, -0.02}, 0.5}, 3, {{0.5, -0.3, 0.2}, {-0.1, 0.9, 0.4}, {0.3, 0.3, -0.8}},
 *     {0.1, 0.2, 0.9, 0.1, 3.0, 0.9, 0.3, -0.1, 0.8}, {0.6, 0.8, 0.0, 0.0}, 0.1)
 * check-within: 1e-3
 */
