#ifndef ADGEN_DERIVE_REGISTERED_H
#define ADGEN_DERIVE_REGISTERED_H

#include "base/diag.h"
#include "ir/ir.h"

/*
 * registered_check - the derivatives that users give with ADGEN_DERIVATIVE_OF.
 *
 * Refuses those whose signature is not that of g_vjp or g_jvp, and says which one is wanted [adgen-derivative-of].  A
 * function that has one, but no visible body, gets an outline in its place, so that its calls are like others.  Refuses
 * rules of rule files for functions whose visible body does more than to compute [adgen-rule].
 */
void registered_check(Program *p, Diag *diag);

#endif
