#include <adgen/adgen.h>

/* Reads what is at both sides. */
static double curvature(const double *u)
{
    return u[-1] * u[1] - 2 * u[0] * u[0];
}

ADGEN_DERIVATIVE_OF(curvature, vjp)
static double curvature_vjp(const double *u, double *u_adj, double result_adj)
{
    u_adj[-1] += result_adj * u[1];
    u_adj[1] += result_adj * u[-1];
    u_adj[0] -= 4 * u[0] * result_adj;
    return curvature(u);
}

ADGEN_DERIVATIVE_OF(curvature, jvp)
static double curvature_jvp(const double *u, const double *u_dot, double *result_dot)
{
    *result_dot = u_dot[-1] * u[1] + u[-1] * u_dot[1] - 4 * u[0] * u_dot[0];
    return curvature(u);
}

ADGEN_GRAD(x)
double within(const double *x)
{
    double g[5], s = 0;

    for (int i = 0; i < 5; i++)
        g[i] = x[i] * x[i];
    for (int i = 1; i < 4; i++) {
        double t = curvature(&g[i]);

        s += t * g[i];
        g[i] = t;
    }
    return s;
}

typedef struct Grid { double k, u[2][4]; } Grid;

ADGEN_GRAD(x)
double in_a_matrix(const double *x)
{
    Grid   grid = {0.5, {{0}}};
    double s = 0;

    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 4; j++)
            grid.u[i][j] = x[i] * x[j] * (i + j);
    for (int i = 0; i < 2; i++)
        for (int j = 1; j < 3; j++) {
            s += curvature(grid.u[i] + j) * grid.k;
            grid.u[i][j] = s;
            grid.k += curvature(&grid.u[i][2]);
        }
    return s * grid.k;
}

static double form(const double m[2][3], const double x[3], double *row)
{
    double s = 0;

    for (int i = 0; i < 2; i++) {
        row[0] = 0;
        for (int k = 0; k < 3; k++)
            row[0] += m[i][k] * x[k];
        s += row[0] * row[0];
    }
    return s;
}

ADGEN_DERIVATIVE_OF(form, vjp)
static double form_vjp(const double m[2][3], const double x[3], double *row, double (*m_adj)[3], double *x_adj, double *row_adj,
                       double result_adj)
{
    for (int i = 0; i < 2; i++) {
        double r = 0, g;

        for (int k = 0; k < 3; k++)
            r += m[i][k] * x[k];
        g = 2 * r * result_adj + (i == 1 ? row_adj[0] : 0);
        for (int k = 0; k < 3; k++) {
            m_adj[i][k] += g * x[k];
            x_adj[k] += g * m[i][k];
        }
    }
    row_adj[0] = 0;
    return form(m, x, row);
}

ADGEN_DERIVATIVE_OF(form, jvp)
static double form_jvp(const double m[2][3], const double x[3], double *row, const double m_dot[2][3], const double x_dot[3],
                       double *row_dot, double *result_dot)
{
    *result_dot = 0;
    for (int i = 0; i < 2; i++) {
        double r = 0;

        row_dot[0] = 0;
        for (int k = 0; k < 3; k++) {
            r += m[i][k] * x[k];
            row_dot[0] += m_dot[i][k] * x[k] + m[i][k] * x_dot[k];
        }
        *result_dot += 2 * r * row_dot[0];
    }
    return form(m, x, row);
}

ADGEN_GRAD(a, x)
double with_a_matrix(double a[2][3], double *x)
{
    double r[3] = {1, 2, 3}, s = 0;

    for (int i = 0; i < 3; i++) {
        s += form((const double (*)[3])a, x, &r[i]);
        a[i % 2][i] = s * 0.1;
        x[i] = r[i] * 0.1;
    }
    return s * r[0] * r[1] * r[2];
}

/*
 * check: places in arrays, matrices and members, handed to functions with a given derivative
 * check-gradient: within(random(5, 0.5, 1))
 * check-gradient: in_a_matrix(random(4, 0.5, 1))
 * check-gradient: with_a_matrix(random(6, 0.5, 1), random(3, 0.5, 1))
 */
