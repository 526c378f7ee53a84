/*
 * Forward, backward and central differences of sqrt(exp(x^2) + x^2) against the exact derivative, over a range of
 * steps: the V-shaped error curve, to differences.csv.  Too large a step truncates, too small a one rounds.
 */
#include <math.h>
#include <stdio.h>

#include "calculus.h"
#include "calculus_grad.h"

int main(void)
{
    double x = 0.7, exact = 0.0, best[3] = {1.0, 1.0, 1.0};
    FILE  *csv = fopen("differences.csv", "w");

    if (!csv)
        return 1;
    root_of_sum_grad(x, &exact);
    fprintf(csv, "step,forward,backward,central\n");
    for (int k = 0; k <= 60; k++) {
        double h = pow(10.0, -k / 4.0);
        double ahead = root_of_sum(x + h), here = root_of_sum(x), behind = root_of_sum(x - h);
        double error[3] = {fabs((ahead - here) / h - exact), fabs((here - behind) / h - exact),
                           fabs((ahead - behind) / (2.0 * h) - exact)};

        fprintf(csv, "%.3e,%.3e,%.3e,%.3e\n", h, error[0], error[1], error[2]);
        for (int i = 0; i < 3; i++)
            best[i] = fmin(best[i], error[i]);
    }
    fclose(csv);
    printf("exact derivative at %.1f: %.15f\n", x, exact);
    printf("least error of any step: forward %.0e, backward %.0e, central %.0e\n", best[0], best[1], best[2]);
    return best[2] < best[0] && best[2] < 1e-9 ? 0 : 1;
}
