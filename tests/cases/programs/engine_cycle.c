#include <adgen/adgen.h>
#include <math.h>

#define PI 3.14159265358979323846

/* A cylinder of a spark-ignition engine over compression and expansion: one zone, Wiebe's burn, Woschni's heat loss. */
struct engine {
    double bore, stroke, rod, ratio;
    double wall;                /* temperature of the walls, K */
    struct {
        double start, length;   /* crank angle, degrees after top dead centre */
        double a, m;
        double heat;            /* J */
    } burn;
    int cooled;
};

static double radians(double degrees) { return degrees * PI / 180.0; }

static double volume(const struct engine *e, double angle, double *slope)
{
    double swept = 0.25 * PI * e->bore * e->bore * e->stroke;
    double r = 2.0 * e->rod / e->stroke, s = sin(radians(angle)), root = sqrt(r * r - s * s);
    double clearance = swept / (e->ratio - 1.0);

    *slope = 0.5 * swept * s * (1.0 + cos(radians(angle)) / root);
    return clearance + 0.5 * swept * (r + 1.0 - cos(radians(angle)) - root);
}

static double burnt(const struct engine *e, double angle)
{
    double x = (angle - e->burn.start) / e->burn.length;
    if (x <= 0.0)
        return 0.0;
    return 1.0 - exp(-e->burn.a * pow(x, e->burn.m + 1.0));
}

static double gamma_of(double t)
{
    if (t < 300.0)
        return 1.4;
    else if (t < 2500.0)
        return 1.4 - 7e-5 * (t - 300.0);
    return 1.4 - 7e-5 * 2200.0;
}

/* The indicated work from the closing of one valve to the opening of the other; *peak gets the highest pressure. */
ADGEN_GRAD(e, p0, t0)
double indicated_work(const struct engine *e, double p0, double t0, double rpm, int steps, double *peak)
{
    const double from = -120.0, to = 120.0;
    double step, p = p0, work = 0.0, area, slope, v, v0, per_degree = 60.0 / (360.0 * rpm);

    *peak = p0;
    if (steps <= 0)
        return work;
    step = (to - from) / steps;
    v0 = v = volume(e, from, &slope);
    for (int i = 0; i < steps; i++) {
        double angle = from + i * step;
        double t = t0 * p * v / (p0 * v0);
        double g = gamma_of(t), loss = 0.0, release, dp, v_next;

        if (e->cooled) {
            double speed = 2.28 * e->stroke * rpm / 30.0;
            double h = 3.26 * pow(e->bore, -0.2) * pow(p * 1e-3, 0.8) * pow(t, -0.55) * pow(speed, 0.8);
            area = 0.5 * PI * e->bore * e->bore + 4.0 * v / e->bore;
            loss = h * area * (t - e->wall) * per_degree * step;
        }
        release = e->burn.heat * (burnt(e, angle + step) - burnt(e, angle));
        v_next = volume(e, angle + step, &slope);
        dp = ((g - 1.0) * (release - loss) - g * p * (v_next - v)) / v;
        work += (p + 0.5 * dp) * (v_next - v);
        p += dp;
        v = v_next;
        if (p > *peak)
            *peak = p;
    }
    return work;
}

/*
 * check: the cycle of an engine's cylinder: tables of formulas, an unnamed struct inside, a running maximum as second result
 * check-gradient: indicated_work(&{0.08, 0.09, 0.15, 10.0, 450.0, {-15.0, 50.0, 5.0, 2.0, 800.0}, 1}, 1e5, 330.0, 3000.0, 0, {0.0})
 * check-value: return = 0
 * check-gradient: indicated_work(&{0.08, 0.09, 0.15, 10.0, 450.0, {-15.0, 50.0, 5.0, 2.0, 800.0}, 0}, 1e5, 330.0, 3000.0, 1, {0.0})
 * check-gradient: indicated_work(&{0.08, 0.09, 0.15, 10.0, 450.0, {-17.0, 53.0, 5.0, 2.0, 800.0}, 0}, 1e5, 330.0, 3000.0, 16, {0.0})
 * check-gradient: indicated_work(&{0.08, 0.09, 0.15, 10.0, 450.0, {-17.0, 53.0, 5.0, 2.0, 800.0}, 1}, 1e5, 330.0, 3000.0, 24, {0.0})
 * check-within: 1e-9
 */
