#include "residuals.h"

#include <math.h>

void residuals(const double p[PARAMETERS], int m, const double t[m], const double measured[m], double r[m])
{
    for (int i = 0; i < m; i++)
        r[i] = p[AMPLITUDE] * exp(-p[DECAY] * t[i]) * cos(p[FREQUENCY] * t[i] + p[PHASE]) + p[MIDDLE] - measured[i];
}
