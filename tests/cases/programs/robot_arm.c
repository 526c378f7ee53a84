#include <adgen/adgen.h>
#include <math.h>
#include <string.h>

#define MAX_JOINTS 7

/* Denavit and Hartenberg's parameters. */
typedef struct joint {
    double a, alpha, d;
    enum { REVOLUTE, PRISMATIC } kind;
    double min, max;
} joint;

static void identity(double t[4][4])
{
    memset(t, 0, 16 * sizeof(double));
    for (int i = 0; i < 4; i++)
        t[i][i] = 1.0;
}

static void link(const joint *j, double q, double t[4][4])
{
    double theta = j->kind == REVOLUTE ? q : 0.0;
    double d = j->kind == PRISMATIC ? j->d + q : j->d;
    double ct = cos(theta), st = sin(theta), ca = cos(j->alpha), sa = sin(j->alpha);

    identity(t);
    t[0][0] = ct;
    t[0][1] = -st * ca;
    t[0][2] = st * sa;
    t[0][3] = j->a * ct;
    t[1][0] = st;
    t[1][1] = ct * ca;
    t[1][2] = -ct * sa;
    t[1][3] = j->a * st;
    t[2][1] = sa;
    t[2][2] = ca;
    t[2][3] = d;
}

static void append(double t[4][4], double (*by)[4])
{
    double row[4];
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
            row[j] = 0.0;
            for (int k = 0; k < 4; k++)
                row[j] += t[i][k] * by[k][j];
        }
        memcpy(t[i], row, sizeof row);
    }
}

/* Where the hand is, for these angles and extensions; frame gets its whole pose. */
static void forward_kinematics(int n, const joint *joints, const double *q, double frame[4][4])
{
    double step[4][4];

    identity(frame);
    for (int i = 0; i < n; i++) {
        link(&joints[i], q[i], step);
        append(frame, step);
    }
}

static double limit_penalty(const joint *j, double q)
{
    double over = 0.0;
    if (q > j->max)
        over = q - j->max;
    else if (q < j->min)
        over = j->min - q;
    return over * over;
}

/* What inverse kinematics makes small: the distance of the hand, the angle between its axis and a direction, and
 * joints beyond their limits. */
ADGEN_GRAD(joints, q)
double pose_cost(int n, const joint joints[], const double q[], const double target[3], const double axis[3])
{
    double frame[4][4], cost = 0.0, along = 0.0;

    if (n > MAX_JOINTS)
        return HUGE_VAL;
    forward_kinematics(n, joints, q, frame);
    for (int i = 0; i < 3; i++) {
        double miss = frame[i][3] - target[i];
        cost += miss * miss;
        along += frame[i][2] * axis[i];
    }
    cost += 1.0 - along;
    for (int i = 0; i < n; i++)
        cost += 10.0 * limit_penalty(joints + i, q[i]);
    return cost;
}

/*
 * check: the forward kinematics of an arm, products of matrices in place, memset and memcpy of rows
 * check-gradient: pose_cost(0, {}, zeros(0), {1.0, 2.0, 3.0}, {0.0, 0.0, 1.0})
 * check-value: return = 14
 * check-gradient: pose_cost(1, {{2.0, 0.0, 0.5, REVOLUTE, -1.0, 1.0}}, {0.0}, {1.0, 1.0, 0.5}, {0.0, 0.0, 1.0})
 * check-value: q[0] = 2.0 * 2.0 * -1.0
 * check-value: joints[0].a = 2.0
 * check-gradient: pose_cost(2, {{0.3, 0.4, 0.5, REVOLUTE, -1.0, 1.0}, {0.1, -0.4, 0.5, PRISMATIC, -1.0, 1.0}}, {0.4, 1.3},
 *     random(3, -1, 1), {0.0, 0.6, 0.8})
 * check-gradient: pose_cost(4, {{0.3, 0.4, 0.5, REVOLUTE, -1.0, 1.0}, {0.1, -0.4, 0.5, PRISMATIC, -1.0, 1.0},
 *     {0.1, 0.9, 0.0, REVOLUTE, -2.0, 2.0}, {0.6, 0.0, 0.2, REVOLUTE, -1.0, 2.0}}, {0.4, -1.3, 1.7, 2.2}, random(3, -1, 1),
 *     {0.0, 0.6, 0.8})
 */
