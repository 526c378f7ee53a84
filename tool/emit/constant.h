#ifndef ADGEN_EMIT_CONSTANT_H
#define ADGEN_EMIT_CONSTANT_H

#include <stdbool.h>

#include "base/text.h"
#include "ir/ir.h"

/* Constants of C: the user's spelling where it says the same, else the shortest that reads back exactly.
 * `bare`: without the suffix that gives an integer its type. */
void constant_print(Text *out, const Expr *e, bool bare);

/* Whether the user's spelling is printed. */
bool constant_keeps_text(const Expr *e);

/* Whether it begins with a minus sign: the operand of some operators needs parentheses then. */
bool constant_has_sign(const Expr *e);

#endif
