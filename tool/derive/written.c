#include "derive/derive.h"
#include "ir/walk.h"

typedef struct Written {
    Diag *diag;
    bool  good;
} Written;

/* The const member that the place is, or is a part of. */
static const Field *written_const_member(const Expr *place)
{
    if (!type_is_const(place->type))
        return NULL;
    while (place->op == OP_INDEX)
        place = place->args[0];
    return place->op == OP_FIELD ? place->u.field : NULL;
}

static void written_stmt(void *data, Stmt *s)
{
    Written     *w = data;
    const Field *member = s->kind == STMT_ASSIGN ? written_const_member(s->u.assign.place) : NULL;

    if (member == NULL)
        return;
    diag_error(w->diag, s->loc, "adgen-const-member", "active data in the const member '%s', whose adjoint cannot be added to",
               member->name);
    diag_note(w->diag, s->loc, "leave the member's const away: it is the adjoint's as well");
    w->good = false;
}

bool derive_is_writable(const Func *made, Diag *diag)
{
    Written w = {diag, true};

    ir_visit_stmts(made->body, written_stmt, &w);
    return w.good;
}
