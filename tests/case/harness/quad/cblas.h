#include "../blas.h"
