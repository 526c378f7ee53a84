#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(const double *x, const double *w)
{
    double sum = x[0];
    if (x[0] > 0.5) {
        sum = x[1];
    } else {
        double more = 0.0;
        const int order[3] = { 2, 0, 1 };
        for (int j = 2; j >= 0; j--)
            more += w[order[j]] * sin(w[j % 2]);
        sum *= more;
    }
    return sum * sin(sum);
}

ADGEN_GRAD()
double letters(const double *x)
{
    double sum = x[0];
    if (x[0] > 0.2) {
        const char word[4] = "abc";
        for (int i = 0; i < 3; i++)
            sum *= sin(x[word[i] - 'a'] * sum);
    }
    return sum;
}

/*
 * check: a constant array that is declared in a branch, and whose elements the backward pass needs: its elements are set where they were declared
 * check-gradient: f({0.3, 0.7}, {0.4, 0.5, 0.6})
 * check-gradient: letters({0.3, 0.7, 0.1})
 */
