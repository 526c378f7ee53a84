#include <adgen/adgen.h>
#include <math.h>

typedef struct vec { double x, y, z; } vec;

typedef struct sphere {
    vec center;
    double radius;
    vec color;
    double shine, mirror;
} sphere;

typedef struct scene {
    int count;
    sphere *spheres;
    vec light, ambient;
} scene;

typedef struct ray { vec from, to; } ray;

#define FAR 1e9
#define DOT(a, b) ((a).x * (b).x + (a).y * (b).y + (a).z * (b).z)

static vec mix(vec a, double s, vec b)
{
    a.x += s * b.x;
    a.y += s * b.y;
    a.z += s * b.z;
    return a;
}

static vec unit(vec a)
{
    double length = sqrt(DOT(a, a));
    a.x /= length;
    a.y /= length;
    a.z /= length;
    return a;
}

/* The distance to the sphere in front, FAR where the ray misses it. */
static double hit(const sphere *s, const ray *r)
{
    vec oc = mix(r->from, -1.0, s->center);
    double b = DOT(oc, r->to), c = DOT(oc, oc) - s->radius * s->radius;
    double disc = b * b - c, root, t;

    if (disc <= 0.0)
        return FAR;
    root = sqrt(disc);
    t = -b - root;
    if (t > 1e-6)
        return t;
    t = -b + root;
    return t > 1e-6 ? t : FAR;
}

static const sphere *nearest(const scene *sc, const ray *r, double *t)
{
    const sphere *best = 0;
    *t = FAR;
    for (int i = 0; i < sc->count; i++) {
        double d = hit(&sc->spheres[i], r);
        if (d < *t) {
            *t = d;
            best = &sc->spheres[i];
        }
    }
    return best;
}

/* The colour that a ray brings, with at most depth reflections. */
static vec trace(const scene *sc, ray r, int depth)
{
    vec color = {0.0, 0.0, 0.0};
    double weight = 1.0;

    for (;;) {
        double t, lit, dummy;
        const sphere *s = nearest(sc, &r, &t);
        if (!s) {
            color = mix(color, weight, sc->ambient);
            break;
        }
        vec at = mix(r.from, t, r.to);
        vec normal = unit(mix(at, -1.0, s->center));
        vec to_light = unit(mix(sc->light, -1.0, at));
        ray shadow = {mix(at, 1e-4, normal), to_light};

        lit = DOT(normal, to_light);
        if (lit > 0.0 && !nearest(sc, &shadow, &dummy)) {
            vec mirrored = mix(r.to, -2.0 * DOT(r.to, normal), normal);
            double spec = DOT(mirrored, to_light);
            color = mix(color, weight * lit, s->color);
            if (spec > 0.0) {
                vec white = {1.0, 1.0, 1.0};
                color = mix(color, weight * pow(spec, s->shine), white);
            }
        }
        weight *= s->mirror;
        if (--depth < 0 || weight < 0.01)
            break;
        r.to = mix(r.to, -2.0 * DOT(r.to, normal), normal);
        r.from = mix(at, 1e-4, normal);
    }
    return color;
}

/* How far an image of the scene is from another. */
ADGEN_GRAD(sc)
double image_distance(const scene *sc, int width, int height, const vec *target, int depth)
{
    double sum = 0.0;
    const vec *pixel = target;

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++, pixel++) {
            ray r = {{0.0, 0.0, 0.0}, {(x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5, 1.0}};
            r.to = unit(r.to);
            vec c = mix(trace(sc, r, depth), -1.0, *pixel);
            sum += DOT(c, c);
        }
    return sum;
}

/*
 * check: rays that are reflected by spheres: an endless loop with breaks, pointers to the nearest, structs by value
 * check-gradient: image_distance(&{0, {}, {0.0, 5.0, 0.0}, {0.5, 0.5, 0.25}}, 1, 1, {{0.0, 0.0, 0.0}}, 2)
 * check-value: sc->ambient.x = 1
 * check-gradient: image_distance(&{1, {{{0.1, 0.2, 3.0}, 1.0, {0.5, 0.6, 0.7}, 4.0, 0.5}}, {2.0, 5.0, -1.0}, {0.1, 0.2, 0.3}}, 0, 2,
 *     {}, 2)
 * check-gradient: image_distance(&{1, {{{0.1, 0.2, 3.0}, 1.0, {0.5, 0.6, 0.7}, 4.0, 0.5}}, {2.0, 5.0, -1.0}, {0.1, 0.2, 0.3}}, 1, 1,
 *     {{0.3, 0.3, 0.3}}, 0)
 * check-gradient: image_distance(&{2, {{{-0.5, 0.2, 3.0}, 0.7, {0.5, 0.6, 0.7}, 4.0, 0.5}, {{0.8, 0.1, 3.2}, 0.8, {0.2, 0.9, 0.4}, 3.0, 0.7}},
 *     {2.0, 5.0, -1.0}, {0.1, 0.2, 0.3}}, 3, 2, {{0.3, 0.3, 0.3}, {0.2, 0.1, 0.4}, {0.3, 0.5, 0.3}, {0.1, 0.3, 0.3}, {0.3, 0.3, 0.9},
 *     {0.2, 0.7, 0.1}}, 2)
 */
