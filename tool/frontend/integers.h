#ifndef ADGEN_FRONTEND_INTEGERS_H
#define ADGEN_FRONTEND_INTEGERS_H

#include "front.h"

/* Integer expressions that libclang shows as text only: of names, their members and enumeration constants, with + - * / %
 * and brackets. */
typedef struct Integers Integers;
struct Integers {
    Front      *front;
    Loc         loc;
    const char *id;                  /* of errors */
    const char *what;                /* that they begin with */
    const char *example;             /* what to say where there is no expression */
    const char *unknown;             /* what a name is that means nothing */
    const Expr *(*named)(const Integers *in, const char *name);      /* NULL: nothing but, perhaps, an enumeration constant */
    void       *data;
};

/* NULL after an error. */
const Expr *integers_read(const Integers *in, const char *text);

#endif
