#include <adgen/adgen.h>
#include <stdio.h>

#define EACH(X) X(red) X(green)
#define SHOW(n) fputs(#n, log);
#define LOG(x) do { EACH(SHOW) } while (0)
#define UNLESS(c, ...) if (!(c)) { __VA_ARGS__ }

#define WORD_a "a"
#define WORD(n) WORD_##n

ADGEN_GRAD(x)
double f(double x, int k, FILE *log)
{
    if (log) {
        LOG(x);
    }
    UNLESS(!log, switch (k) { case 1: EACH(SHOW) break; default: fputs(WORD(a), log); })
#define LOCAL(n) fputs("local" #n, log);
    if (log)
        switch (k) { case 2: EACH(LOCAL) case 3: ; }
#undef LOCAL
    return x * x * k;
}

/*
 * check: macros that are named as arguments, pasted or defined in a function, in text that is carried over
 * check-omits: LOG(
 * check-gradient: f(0.3, 2, NULL)
 */
