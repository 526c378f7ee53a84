#include <adgen/adgen.h>
#include <math.h>

/* One loop: each sine's cosine is computed beside it, and both calls of the second are known. */
ADGEN_GRAD(x)
double stepped(int n, const double *x)
{
    double angle = 0.3, speed = 0.1, cost = 0.0;
    for (int i = 0; i < n; i++) {
        double sine = sin(angle + speed);
        double cosine = cos(angle + speed);
        speed += 0.1 * (x[i] * sine - cosine * speed);
        angle += 0.1 * speed;
        cost += sin(angle) * angle + cos(speed);
    }
    return cost + angle;
}

/* No loop. */
ADGEN_GRAD(x, y)
double straight(double x, double y)
{
    double a = sin(x * y) + y;
    double b = a * cos(x * y);
    if (y > 0.0)
        b += sin(a) * sin(b);
    return a * b;
}

/* Their argument, or what they were given to, changes. */
ADGEN_GRAD(x, y)
double changed(double x, double y)
{
    double s = sin(x), c;
    x = x * y;
    c = cos(x) * s;
    s = s * y;
    y = y + s * sin(x);
    x = sin(x);
    c += cos(x) * y;
    for (int i = 0; i < 3; i++) {
        double t = cos(y);
        y = y * 0.5 + c;
        c = c * t + sin(y) + cos(y) * t;
    }
    return c * x;
}

/* What the function ends with is known before its loop runs. */
ADGEN_GRAD(x)
double ends(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i] * x[i];
    double c = cos(x[0]);
    return sum + sin(x[0]) * c;
}

/* A vector that is there when the loop runs backward: nothing is kept. */
ADGEN_GRAD(x)
void elementwise(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = sin(x[i]) * x[i];
}

ADGEN_GRAD(x)
float single(float x)
{
    float a = sinf(x);
    return a * cosf(x) + exp(a) * sin((double)x);
}

/*
 * check: a sine and a cosine of the same are computed together, and not again where they are known
 * check-gradient: stepped(4, random(4, -1, 1))
 * check-gradient: straight(0.7, 0.4)
 * check-gradient: straight(0.7, -0.4)
 * check-gradient: changed(0.7, 0.4)
 * check-gradient: ends(3, random(3, -1, 1))
 * check-gradient: elementwise(3, random(3, -1, 1), zeros(3))
 * check-gradient: single(0.6f)
 * check-count: 1 cos(angle + speed)
 * check-count: 1 sin(angle + speed)
 * check-omits: sin(angle_at
 * check-omits: cos(angle_at
 */
