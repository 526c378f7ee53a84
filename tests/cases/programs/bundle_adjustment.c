#include <adgen/adgen.h>
#include <math.h>

typedef struct { double x, y, z; } vec3;
typedef struct { double x, y; } vec2;

struct camera {
    vec3 rotation;              /* axis times angle */
    vec3 center;
    double focal;
    vec2 principal;
    double k1, k2;              /* radial distortion */
};

struct sighting { int camera, point; vec2 at; double weight; };

static double dot(vec3 a, vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static vec3 cross(vec3 a, vec3 b)
{
    return (vec3){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

static vec3 scale(double s, vec3 a) { return (vec3){s * a.x, s * a.y, s * a.z}; }

static vec3 add(vec3 a, vec3 b) { return (vec3){a.x + b.x, a.y + b.y, a.z + b.z}; }

/* Rodrigues' formula; for a small angle its first term. */
static vec3 rotate(vec3 r, vec3 x)
{
    double angle2 = dot(r, r);
    if (angle2 > 1e-12) {
        double angle = sqrt(angle2), c = cos(angle), s = sin(angle);
        vec3 axis = scale(1.0 / angle, r);
        vec3 sum = add(scale(c, x), scale(s, cross(axis, x)));
        return add(sum, scale((1.0 - c) * dot(axis, x), axis));
    }
    return add(x, cross(r, x));
}

static vec2 project(const struct camera *c, vec3 point)
{
    vec3 local = rotate(c->rotation, add(point, scale(-1.0, c->center)));
    vec2 p = {local.x / local.z, local.y / local.z};
    double r2 = p.x * p.x + p.y * p.y;
    double stretch = 1.0 + r2 * (c->k1 + r2 * c->k2);
    return (vec2){c->principal.x + c->focal * stretch * p.x, c->principal.y + c->focal * stretch * p.y};
}

/* Huber's loss of a squared distance. */
static double robust(double s, double width)
{
    if (s <= width * width)
        return s;
    return 2.0 * width * sqrt(s) - width * width;
}

ADGEN_GRAD(cameras, points)
double reprojection_error(const struct camera *cameras, const vec3 *points, int n, const struct sighting *seen, double huber)
{
    double cost = 0.0;

    for (const struct sighting *s = seen; s < seen + n; s++) {
        vec2 p = project(&cameras[s->camera], points[s->point]);
        double dx = s->weight * (p.x - s->at.x), dy = s->weight * (p.y - s->at.y);
        cost += robust(dx * dx + dy * dy, huber);
    }
    return 0.5 * cost;
}

/* The residual of one sighting and a penalty for weights far from one, for a solver that wants them apart. */
ADGEN_VJP(camera, point, weight, error)
void residual(const struct camera *camera, vec3 point, double weight, vec2 at, double error[3])
{
    vec2 p = project(camera, point);
    error[0] = weight * (p.x - at.x);
    error[1] = weight * (p.y - at.y);
    error[2] = 1.0 - weight * weight;
}

/*
 * check: bundle adjustment: small structs by value, compound literals returned, indices into arrays of structs
 * check-header-after: some of its structs have no tags
 * check-gradient: reprojection_error({{{0.1, -0.2, 0.3}, {0.0, 0.1, -4.0}, 2.0, {0.1, 0.2}, 0.1, 0.01}}, {{0.1, 0.2, 0.3}}, 0,
 *     {}, 1.0)
 * check-gradient: reprojection_error({{{0.0, 0.0, 0.0}, {0.0, 0.0, -1.0}, 2.0, {0.0, 0.0}, 0.0, 0.0}}, {{1.0, 0.0, 1.0}}, 1,
 *     {{0, 0, {0.5, 0.0}, 1.0}}, 1.0)
 * check-value: cameras[0].focal = 0.25
 * check-value: points[0].x = 0.5
 * check-value: points[0].z = -0.25
 * check-gradient: reprojection_error({{{0.1, -0.2, 0.3}, {0.0, 0.1, -4.0}, 2.0, {0.1, 0.2}, 0.1, 0.01},
 *     {{0.0, 0.0, 0.0}, {0.2, 0.1, -3.0}, 1.5, {0.1, 0.2}, -0.1, 0.03}}, {{0.3, 0.1, -0.2}, {-0.5, 0.2, 0.1}, {0.7, -0.3, 0.4}}, 4,
 *     {{0, 1, {0.5, 0.1}, 1.0}, {1, 0, {0.4, -0.1}, 0.5}, {1, 2, {5.0, -0.1}, 0.5}, {1, 1, {0.2, -0.1}, 1.5}}, 1.0)
 * check-gradient: residual(&{{0.1, -0.2, 0.3}, {0.0, 0.1, -4.0}, 2.0, {0.1, 0.2}, 0.1, 0.01}, {0.3, 0.1, 0.4}, 0.8, {0.2, 0.1},
 *     zeros(3))
 */
