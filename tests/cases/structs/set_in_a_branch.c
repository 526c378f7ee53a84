#include <adgen/adgen.h>
#include <math.h>

typedef struct { double x, y, z; } vec;

static vec unit(vec a)
{
    double s = 1.0 / sqrt(a.x * a.x + a.y * a.y + a.z * a.z);
    a.x *= s, a.y *= s, a.z *= s;
    return a;
}

ADGEN_GRAD(light, eye)
double f(vec light, vec eye)
{
    double lambert = light.x * eye.x + light.y * eye.y + light.z * eye.z;

    if (lambert <= 0.0)
        return 0.05;
    vec h = light;
    h.x -= eye.x, h.y -= eye.y, h.z -= eye.z;
    h = unit(h);
    return lambert + 0.5 * fmax(h.x * light.x + h.y * light.y + h.z * light.z, 0.0);
}

/*
 * check: a record that only one way through the function sets
 * check-header-after: vec
 * check-gradient: f({1, 2, 3}, {0.5, -0.2, 0.4})
 * check-gradient: f({1, 2, 3}, {-0.5, -0.2, -0.4})
 */
