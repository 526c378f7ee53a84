#include <adgen/adgen.h>
#include <math.h>
#include <stdio.h>

/* Code that happens to use every name that a generator would like for itself. */
struct tape { double x_adj, quotient; int trips; };

#define result 3
#define share(a, b) ((a) / (b))

static double part_adj(double popped, double *power)
{
    double root = sqrt(popped * popped + 1.0);
    *power = pow(root, 1.5);
    return root;
}

static int returned(double left) { return left > 10.0; }

ADGEN_GRAD()
double forward(double x, double x_adj, struct tape *tape, int n, double *y)
{
    double sum = 0.0, result_adj = 1.0, backward = x, power, trip = 0.25;
    int left = 0, kept;

    for (kept = 0; kept < n; kept++) {
        double share_2 = share(x + kept, 1.0 + x_adj * x_adj), quotient = share(share_2, result);
        double part_adj_2 = part_adj(quotient, &power), y_at = y[kept];

        tape->x_adj += part_adj_2 * y_at;
        tape->quotient = tape->quotient * quotient + power;
        tape->trips++;
        y[kept] = y_at * y_at + backward;
        if (returned(tape->quotient)) {
            left = 1;
            break;
        }
        backward *= result_adj + trip;
    }
    for (double *inv = y; inv < y + n; inv++)
        sum += exp(-*inv * *inv) * (left ? 2.0 : 1.0);
    return sum + tape->x_adj * tape->quotient;
}

/*
 * check: names that generated code would take for itself, in variables, members, functions and macros
 * check-gradient: forward(0.5, 0.3, &{0.1, 0.2, 0}, 0, zeros(0))
 * check-value: return = 0.1 * 0.2
 * check-gradient: forward(0.5, 0.3, &{0.1, 0.2, 0}, 3, random(3, -1, 1))
 * check-gradient: forward(9.5, 0.3, &{0.1, 0.2, 0}, 4, random(4, -1, 1))
 */
