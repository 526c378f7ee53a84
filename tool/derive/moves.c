#include "moves.h"

#include "ir/walk.h"

typedef struct Found {
    const Func *func;
    bool       *moves;
} Found;

typedef struct Moves {
    Arena      *arena;
    VEC(Found) list;       /* functions met so far: none moves anything until that is seen */
    Found       at;        /* the one that is looked at */
    bool        grown;
} Moves;

static const bool *moves_of(Moves *m, const Func *func)
{
    Found found = {func, NULL};

    for (int i = 0; i < m->list.count; i++)
        if (m->list.items[i].func == func)
            return m->list.items[i].moves;
    found.moves = ARENA_ARRAY(m->arena, bool, func->params.count + 1);
    for (int i = 0; i < func->params.count; i++) {
        const Type *type = func->params.items[i]->type;

        found.moves[i] = type_holds_pointer(type_is_pointer(type) ? type_elem(type) : type);
    }
    VEC_PUSH(m->arena, &m->list, found);
    m->grown = true;
    return found.moves;
}


static void moves_note(Moves *m, const Var *var)
{
    for (int i = 0; i < m->at.func->params.count; i++) {
        if (m->at.func->params.items[i] == var) {
            m->grown |= !m->at.moves[i];
            m->at.moves[i] = true;
        }
    }
}

static void moves_read(Moves *m, const Expr *e);

/* What is followed or compared stays where it is. */
static void moves_follow(Moves *m, const Expr *pointer)
{
    if (pointer->op == OP_PTRADD) {
        moves_read(m, pointer->args[1]);
        moves_follow(m, pointer->args[0]);
    } else if (pointer->op == OP_CAST && type_is_pointer(pointer->type) && type_holds_pointer(type_elem(pointer->type))) {
        moves_read(m, pointer->args[0]);                 /* what the parameter's own type does not say */
    } else if (pointer->op == OP_CAST) {
        moves_follow(m, pointer->args[0]);
    } else if (pointer->op == OP_ADDR || pointer->op == OP_DECAY) {
        moves_read(m, pointer->args[0]);
    } else if (pointer->op != OP_VAR) {
        moves_read(m, pointer);
    }
}

static void moves_opaque(Moves *m, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++)
        moves_note(m, opaque->vars.items[i]);
}

/* A pointer that is read as a value may be stored somewhere. */
static void moves_read(Moves *m, const Expr *e)
{
    bool compares = (op_info[e->op].flags & OPF_COMPARE) && type_is_pointer(e->args[0]->type);

    if (e->op == OP_VAR) {
        moves_note(m, e->u.var);
        return;
    }
    if (e->op == OP_OPAQUE)
        moves_opaque(m, e->u.opaque);
    if (e->op == OP_ADDR || e->op == OP_DECAY) {      /* of memory that the parameter leads to */
        const Expr *place = e->args[0];

        while (place->op == OP_FIELD || (place->op == OP_INDEX && !type_is_pointer(place->args[0]->type)))
            place = place->args[0];
        if (place->count > 0) {
            const Expr *base = place->args[0];

            while (base->op == OP_PTRADD || base->op == OP_CAST)
                base = base->args[0];
            if (base->op == OP_VAR)
                moves_note(m, base->u.var);
        }
    }
    for (int i = 0; i < e->count; i++) {
        bool follows = compares || e->op == OP_DEREF || e->op == OP_NOT ||
                       (e->op == OP_INDEX && i == 0 && type_is_pointer(e->args[0]->type));

        if (follows && type_is_pointer(e->args[i]->type))
            moves_follow(m, e->args[i]);
        else
            moves_read(m, e->args[i]);
    }
}

static void moves_expr(void *data, const Expr *e, bool is_target)
{
    if (!(is_target && e->op == OP_VAR) || type_is_pointer(e->type))
        moves_read(data, e);
}

/* A variable with something added: an argument that is handed on as it stands.  Others may be given a name, which has a
 * shadow that follows all that they are made from. */
static bool moves_hands_on(const Expr *arg)
{
    while (arg->op != OP_VAR) {
        if (arg->op == OP_ADDR && arg->args[0]->op == OP_INDEX)
            arg = arg->args[0];
        else if (arg->op != OP_CAST && arg->op != OP_PTRADD && arg->op != OP_DECAY)
            return !ir_reads_memory(arg);
        arg = arg->args[0];
    }
    return true;
}

static void moves_note_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        moves_note(data, e->u.var);
}

static void moves_call(Moves *m, const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    const bool *inner = callee->body ? moves_of(m, callee) : NULL;

    for (int i = 0; i < s->u.call.count; i++) {
        bool stays = inner && i < callee->params.count && !inner[i] && type_is_pointer(s->u.call.args[i]->type);

        if (stays)
            moves_follow(m, s->u.call.args[i]);
        else
            moves_read(m, s->u.call.args[i]);
        if (stays && !moves_hands_on(s->u.call.args[i]))
            ir_visit_expr(s->u.call.args[i], moves_note_node, m);
    }
    if (s->u.call.place)
        moves_expr(m, s->u.call.place, true);
}

static void moves_stmt(void *data, Stmt *s)
{
    Moves *m = data;

    if (s->kind == STMT_CALL)
        moves_call(m, s);
    else
        ir_stmt_exprs(s, moves_expr, m);
    if (s->kind == STMT_OPAQUE)
        moves_opaque(m, s->u.opaque);
}

const bool *moves_find(Program *p, const Func *func)
{
    Moves       m = {.arena = p->arena};
    const bool *moves = moves_of(&m, func);

    while (m.grown) {
        m.grown = false;
        for (int i = 0; i < m.list.count; i++) {
            m.at = m.list.items[i];
            ir_visit_stmts(m.at.func->body, moves_stmt, &m);
        }
    }
    return moves;
}
