#define REAL float
#include "../clash_header.h"

double other(void)
{
    struct sample s = { 1.0f, 2.0f };
    return s.value + s.weight;
}
