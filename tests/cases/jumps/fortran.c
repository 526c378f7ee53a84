#include <adgen/adgen.h>
#include <math.h>

/* As f2c writes a DO loop with arithmetic ifs. */
ADGEN_VJP()
void relax(int n, double *x, double *b, double *sum)
{
    int    i__, it, i__1;
    double r__, d__1;

    /* Parameter adjustments */
    --b;
    --x;

    *sum = 0.;
    it = 0;
L10:
    i__1 = n - 1;
    for (i__ = 2; i__ <= i__1; ++i__) {
        if ((d__1 = x[i__] - b[i__]) < 0.) {
            goto L20;
        } else if (d__1 == 0) {
            goto L30;
        } else {
            goto L40;
        }
L20:
        r__ = b[i__] * .5;
        goto L50;
L30:
        r__ = 0.;
        goto L60;
L40:
        r__ = x[i__ - 1] * x[i__ + 1] * .25;
L50:
        x[i__] = x[i__] * .5 + r__;
L60:
        *sum += r__ * x[i__];
/* L70: */
    }
    ++it;
    if (it >= 3) {
        goto L90;
    }
    if (*sum < 4.) {
        goto L10;
    }
    *sum *= x[1];
L90:
    x[n] += *sum;
    return;
}

/* Old style: computed branches on an index, common tails. */
ADGEN_GRAD(x)
double tails(double x, int k)
{
    double y = 1.;
    int    n = 0;
    if (k == 1) goto L1;
    if (k == 2) goto L2;
    if (k == 3) goto L3;
    goto L9;
L3: y = y * x;
    ++n;
    if (n > 3) goto L9;
L2: y = y + x;
    if (n == 2) goto L1;
    if (n < 2) goto L3;
L1: y = y * y * .5;
    if (++n < 5) goto L2;
L9: return y * x;
}

/*
 * check: labels as Fortran that was translated has them
 * check-gradient: relax(5, random(5, 0.5, 2), random(5, 0.2, 1.5), {0})
 * check-gradient: relax(3, {1.0, 0.2, 3.0}, {1.0, 0.9, 3.0}, {0})
 * check-gradient: relax(2, {1.0, 0.2}, {1.0, 0.9}, {0})
 * check-gradient: tails(1.2, 0)
 * check-gradient: tails(0.8, 1)
 * check-gradient: tails(0.8, 2)
 * check-gradient: tails(0.8, 3)
 */
