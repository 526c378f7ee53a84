#include <adgen/adgen.h>
#include <math.h>

#define G0 9.80665
#define RADIUS 6371e3
#define MAX_STAGES 3

struct stage { double dry, fuel, thrust, exhaust; };

struct rocket {
    int stages;
    struct stage stage[MAX_STAGES];
    double payload, area;
};

struct state { double height, speed, angle, mass; };

typedef enum { ON_PAD, BURNING, COASTING, DONE } phase;

static double density(double height)
{
    static const double layer[] = {0.0, 11e3, 20e3, 47e3}, base[] = {1.225, 0.36391, 0.08803, 0.00142}, scale[] = {9300., 6340., 6600.,
        7900.};
    int i = 3;
    while (i > 0 && height < layer[i])
        i--;
    return base[i] * exp((layer[i] - height) / scale[i]);
}

static double drag_coefficient(double mach)
{
    static const struct { double mach, cd; } table[] = {{0.0, 0.3}, {0.8, 0.3}, {1.1, 0.55}, {2.0, 0.4}, {5.0, 0.25}};
    unsigned i = 1;
    if (mach >= table[sizeof table / sizeof table[0] - 1].mach)
        return table[4].cd;
    while (mach >= table[i].mach)
        i++;
    return table[i - 1].cd + (table[i].cd - table[i - 1].cd) * (mach - table[i - 1].mach) / (table[i].mach - table[i - 1].mach);
}

/* The height at which the rocket stops rising, less a penalty for what is left in its tanks. */
ADGEN_GRAD(rocket, kick)
double apogee(const struct rocket *rocket, double kick, double dt, int limit, struct state *last)
{
    struct state s = {.height = 0.0, .angle = 1.5707963267948966};
    phase now = ON_PAD;
    double fuel = 0.0;
    int stage = 0;

    s.mass = rocket->payload;
    for (int i = 0; i < rocket->stages; i++)
        s.mass += rocket->stage[i].dry + rocket->stage[i].fuel;
    if (rocket->stages > 0)
        fuel = rocket->stage[0].fuel;
    while (now != DONE && limit-- > 0) {
        const struct stage *st = &rocket->stage[stage];
        double g = G0 * pow(RADIUS / (RADIUS + s.height), 2), thrust = 0.0, drag, flow;

        switch (now) {
        case ON_PAD:
            if (rocket->stages == 0 || st->thrust < s.mass * g) {
                now = DONE;
                continue;
            }
            now = BURNING;
            /* fall through */
        case BURNING:
            flow = st->thrust / st->exhaust * dt;
            if (flow >= fuel) {
                thrust = st->thrust * fuel / flow;
                s.mass -= fuel + st->dry;
                fuel = 0.0;
                if (++stage < rocket->stages)
                    fuel = rocket->stage[stage].fuel;
                else
                    now = COASTING;
            } else {
                thrust = st->thrust;
                s.mass -= flow;
                fuel -= flow;
            }
            break;
        case COASTING:
            if (s.speed * sin(s.angle) <= 0.0)
                now = DONE;
            break;
        case DONE:
            break;
        }
        if (now == DONE)
            break;
        drag = 0.5 * density(s.height) * s.speed * s.speed * drag_coefficient(s.speed / 320.0) * rocket->area;
        s.speed += dt * ((thrust - drag) / s.mass - g * sin(s.angle));
        s.height += dt * s.speed * sin(s.angle);
        if (s.speed > 50.0)
            s.angle -= dt * (g / s.speed - s.speed / (RADIUS + s.height)) * cos(s.angle);
        else
            s.angle -= kick * dt;
    }
    *last = s;
    return s.height - 10.0 * fuel;
}

/*
 * check: a rocket in stages: a machine of phases in a switch that falls through, continue in it, constant tables
 * check-gradient: apogee(&{0, {{0.0, 0.0, 0.0, 1.0}, {0.0, 0.0, 0.0, 1.0}, {0.0, 0.0, 0.0, 1.0}}, 10.0, 0.1}, 0.01, 1.0, 50,
 *     &{0.0, 0.0, 0.0, 0.0})
 * check-value: return = 0
 * check-gradient: apogee(&{1, {{20.0, 60.0, 3000.0, 2500.0}, {0.0, 0.0, 0.0, 1.0}, {0.0, 0.0, 0.0, 1.0}}, 10.0, 0.01}, 0.01, 1.3, 1,
 *     &{0.0, 0.0, 0.0, 0.0})
 * check-gradient: apogee(&{1, {{20.0, 60.0, 3000.0, 2500.0}, {0.0, 0.0, 0.0, 1.0}, {0.0, 0.0, 0.0, 1.0}}, 10.0, 0.01}, 0.01, 3.7, 99,
 *     &{0.0, 0.0, 0.0, 0.0})
 * check-gradient: apogee(&{2, {{20.0, 60.0, 4000.0, 2500.0}, {5.0, 20.0, 800.0, 2700.0}, {0.0, 0.0, 0.0, 1.0}}, 10.0, 0.01}, 0.005, 3.1,
 *     12, &{0.0, 0.0, 0.0, 0.0})
 * check-within: 1e-8
 */
