#include <stdio.h>

#define WIDTH 8

static int width(void)
{
    return WIDTH;
}

void show(double x)
{
    printf("%*g\n", width(), x);
}
