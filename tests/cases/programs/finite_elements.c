#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct mesh {
    int nodes, triangles;
    double (*at)[2];
    const int (*corner)[3];
    const unsigned char *is_fixed;
};

/* The stiffness of a linear triangle, and what stands on its right side for a source of one; its area. */
static double element(const struct mesh *m, int t, double conductivity, double k[3][3], double f[3])
{
    const int *c = m->corner[t];
    double b[3], d[3], area;

    for (int i = 0; i < 3; i++) {
        const double *p = m->at[c[(i + 1) % 3]], *q = m->at[c[(i + 2) % 3]];
        b[i] = p[1] - q[1];
        d[i] = q[0] - p[0];
    }
    area = 0.5 * (b[0] * d[1] - b[1] * d[0]);
    if (area < 0.0)
        area = -area;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++)
            k[i][j] = conductivity * (b[i] * b[j] + d[i] * d[j]) / (4.0 * area);
        f[i] = area / 3.0;
    }
    return area;
}

/* The work that the source does on the solution, with the nodes' places and the triangles' conductivities as variables. */
ADGEN_GRAD(mesh, conductivity)
double compliance(const struct mesh *mesh, const double *conductivity, int sweeps, double *u)
{
    int n = mesh->nodes;
    double *matrix = calloc((size_t)n * (size_t)n + 1, sizeof *matrix), *rhs = calloc((size_t)n + 1, sizeof *rhs);
    double result = 0.0;

    if (!matrix || !rhs)
        goto out;
    for (int t = 0; t < mesh->triangles; t++) {
        double k[3][3], f[3];

        if (element(mesh, t, conductivity[t], k, f) == 0.0)
            continue;
        for (int i = 0; i < 3; i++) {
            int row = mesh->corner[t][i];
            for (int j = 0; j < 3; j++)
                matrix[row * n + mesh->corner[t][j]] += k[i][j];
            rhs[row] += f[i];
        }
    }
    for (int i = 0; i < n; i++)
        u[i] = 0.0;
    for (int s = 0; s < sweeps; s++)
        for (int i = 0; i < n; i++) {
            double r = rhs[i];
            if (mesh->is_fixed[i] || matrix[i * n + i] == 0.0)
                continue;
            for (int j = 0; j < n; j++)
                if (j != i)
                    r -= matrix[i * n + j] * u[j];
            u[i] = r / matrix[i * n + i];
        }
    for (int i = 0; i < n; i++)
        result += rhs[i] * u[i];
out:
    free(rhs);
    free(matrix);
    return result;
}

/*
 * check: finite elements on triangles: pointers to arrays in a struct, scattered sums, Gauss-Seidel sweeps in place
 * check-gradient: compliance(&{0, 0, zeros(0), zeros(0), zeros(0)}, zeros(0), 2, zeros(0))
 * check-gradient: compliance(&{3, 1, {0.0, 0.0, 1.0, 0.0, 0.0, 1.0}, {0, 1, 2}, {0, 1, 1}}, {2.0}, 1, zeros(3))
 * check-value: return = 1.0 / 36.0 / 2.0
 * check-value: conductivity[0] = -1.0 / 36.0 / 4.0
 * check-gradient: compliance(&{5, 4, {0.0, 0.0, 1.0, 0.1, 1.1, 1.0, 0.0, 0.9, 0.4, 0.5}, {0, 1, 4, 1, 2, 4, 2, 3, 4, 3, 0, 4},
 *     {1, 0, 0, 1, 0}}, random(4, 0.5, 2), 4, zeros(5))
 * check-gradient: compliance(&{5, 4, {0.0, 0.0, 1.0, 0.1, 1.1, 1.0, 0.0, 0.9, 0.4, 0.5}, {0, 1, 4, 1, 2, 4, 2, 3, 4, 3, 0, 4},
 *     {1, 1, 1, 1, 1}}, random(4, 0.5, 2), 4, zeros(5))
 */
