#ifndef ADGEN_DERIVE_SECOND_H
#define ADGEN_DERIVE_SECOND_H

#include "ir/ir.h"

/* What derivatives of second order have beside those of first. */

/* The derivation of a gradient in forward mode, along the independents and all adjoints. */
Request *second_request(Program *p, const Request *request, Func *gradient);

/* Parameters, adjoints, tangents, tangents of adjoints: the tangents go before the adjoints. */
void second_order_params(Program *p, const Request *request, const Func *gradient, Func *fn);

#endif
