#include <adgen/adgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double local_text(double x)
{
    char text[64];

    snprintf(text, sizeof text, "%a", x);
    return strtod(text, NULL) * x;
}

ADGEN_GRAD(x)
double text_in_block(double x)
{
    char *text = malloc(64);

    snprintf(text, 64, "%.17g", x * x);
    double y = strtod(text, NULL);
    free(text);
    return y * x;
}

ADGEN_GRAD(x)
double text_of_caller(double x, char *text)
{
    snprintf(text, 64, "%.17g", x * x);
    return strtod(text, NULL) * x;
}

ADGEN_GRAD(x)
double copied_text(double x)
{
    char a[64], b[2][64];
    int  n = snprintf(a, sizeof a, "%.17g", x * x);

    for (int i = 0; i <= n; i++)
        b[1][i] = a[i];
    return atof(b[1]) * x;
}

struct label {
    char name[32];
    int  number;
};

ADGEN_GRAD(x)
double copied_record(double x)
{
    struct label label[2] = {{"", 0}}, other;

    sprintf(label[1].name, "%.17g", x * x);
    other = label[1];
    label[0] = other;
    return atof(label[0].name) * x;
}

ADGEN_GRAD(x)
double untyped(double x, void *text)
{
    snprintf(text, 64, "%.17g", x * x);
    return strtod(text, NULL) * x;
}

ADGEN_GRAD(x)
double copied_to_a_record(double x, char *text)
{
    struct label label = {"", 0};

    snprintf(text, 32, "%.17g", x * x);
    strcpy(label.name, text);
    return strtod(label.name, NULL) * x;
}

/*
 * check: numbers that were written to a text and are read again
 * check-error: adgen-varargs @ 11:5
 * check-error: adgen-memory @ 12:12
 * check-error: adgen-varargs @ 20:5
 * check-error: adgen-memory @ 21:16
 * check-error: adgen-varargs @ 29:5
 * check-error: adgen-memory @ 30:12
 * check-error: adgen-varargs @ 37:14
 * check-error: adgen-memory @ 41:12
 * check-error: adgen-varargs @ 54:5
 * check-error: adgen-memory @ 57:12
 * check-error: adgen-varargs @ 63:5
 * check-error: adgen-memory @ 64:12
 * check-error: adgen-varargs @ 72:5
 * check-error: adgen-memory @ 74:12
 */
