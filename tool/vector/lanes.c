#include "widen.h"

/*
 * Statements about derivatives that stand one after another share a loop over the directions.  Those about values that
 * stand between them go ahead of it where they may; a variable that only the loop mentions becomes its own.
 */

Stmt *vector_lanes(Program *p, Loc loc, Var *lane, int width, Block *body)
{
    Stmt *loop = ir_for(p, loc, lane, true, ir_int(p, loc, lane->type, 0), REL_LT, ir_int(p, loc, lane->type, width), 1, body);

    loop->u.loop_for.pragma = "ADGEN_LANES";
    return loop;
}

typedef struct LaneLoop {
    Vector *v;
    Block  *out;
    Block  *pending;         /* statements as they were, that are to stand in one loop */
    Uses    uses;            /* in them */
    bool    reads_memory;    /* that is the same for all directions */
} LaneLoop;

/* ---- one loop ---- */

static void lanes_write(Vector *v, Block *out, const Stmt *s);

static Block *lanes_write_block(Vector *v, const Block *block)
{
    Block *out = ir_block(v->p);

    for (int i = 0; i < block->stmts.count; i++)
        lanes_write(v, out, block->stmts.items[i]);
    return out;
}

/* A block that need not run. */
static Block *lanes_write_inner(Vector *v, const Block *block)
{
    Block *out;

    v->lazy++;
    out = lanes_write_block(v, block);
    v->lazy--;
    return out;
}

static void lanes_own(Vector *v, Var *var)
{
    Wide *wide = spread_of(v, var);

    if (wide == NULL || wide->own)
        return;
    wide->own = true;
    var->type = wide->narrow;
    var->is_register = type_is_scalar(var->type);
}

static bool lanes_is_zero(const Expr *init)
{
    return init->op == OP_INIT ? init->count == 0 : init->op == OP_REAL && init->u.real->value == 0.0L;
}

/* A variable for all directions is declared ahead of the loop, which gives it what it begins with. */
static void lanes_write_decl(Vector *v, Block *out, const Stmt *s)
{
    Var        *var = s->u.decl.var;
    const Wide *wide = spread_of(v, var);
    const Expr *init = s->u.decl.init;

    if (wide == NULL || wide->own)
        ir_push(v->p, out, ir_decl(v->p, s->loc, var, init ? widen_value(v, init) : NULL));
    else if (init && !lanes_is_zero(init))
        ir_push(v->p, out, ir_assign(v->p, s->loc, widen_lane(v, ir_var(v->p, s->loc, var)), widen_value(v, init)));
}

static void lanes_write(Vector *v, Block *out, const Stmt *s)
{
    Program    *p = v->p;
    const Expr *place;
    Stmt       *loop;

    switch (s->kind) {
    case STMT_DECL:
        lanes_write_decl(v, out, s);
        break;
    case STMT_ASSIGN:
        place = s->u.assign.place;
        ir_push(p, out, ir_assign(p, s->loc, spread_is_wide(v, place) ? widen_lane(v, place) : place,
                                  widen_value(v, s->u.assign.value)));
        break;
    case STMT_IF:
        ir_push(p, out, ir_if(p, s->loc, widen_value(v, s->u.branch.cond), lanes_write_inner(v, s->u.branch.then),
                              lanes_write_inner(v, s->u.branch.other)));
        break;
    case STMT_FOR:
        loop = ir_for(p, s->loc, s->u.loop_for.var, s->u.loop_for.declares, widen_value(v, s->u.loop_for.from),
                      s->u.loop_for.relation, widen_value(v, s->u.loop_for.to), s->u.loop_for.step,
                      lanes_write_inner(v, s->u.loop_for.body));
        ir_push(p, out, loop);
        break;
    case STMT_BLOCK:
        ir_push(p, out, ir_block_stmt(p, s->loc, lanes_write_block(v, s->u.block)));
        break;
    default:
        ENSURE(s->kind == STMT_COMMENT);
        ir_push(p, out, ir_comment(p, s->u.comment));
    }
}

/* Variables of the loop's own: none of its statements is reached with what an earlier one has left in them. */
static void lanes_find_own(void *data, Stmt *s)
{
    const LaneLoop *loop = data;
    const Vector   *v = loop->v;

    if (s->kind == STMT_DECL && spread_of(v, s->u.decl.var) &&
        spread_uses_of(&loop->uses, s->u.decl.var) == spread_uses_of(&v->uses, s->u.decl.var))
        lanes_own(loop->v, s->u.decl.var);
}

static void lanes_begin(LaneLoop *loop)
{
    loop->pending = ir_block(loop->v->p);
    loop->uses = spread_uses(loop->v->p->arena);
    loop->reads_memory = false;
}

static void lanes_flush(LaneLoop *loop)
{
    Vector *v = loop->v;
    Block  *body;
    Loc     loc;

    if (loop->pending->stmts.count == 0)
        return;
    loc = loop->pending->stmts.items[0]->loc;
    ir_visit_stmts(loop->pending, lanes_find_own, loop);
    for (int i = 0; i < loop->pending->stmts.count; i++) {
        const Stmt *s = loop->pending->stmts.items[i];
        const Wide *wide = s->kind == STMT_DECL ? spread_of(v, s->u.decl.var) : NULL;

        if (wide && !wide->own)
            ir_push(v->p, loop->out, ir_decl(v->p, s->loc, s->u.decl.var,
                                             s->u.decl.init && lanes_is_zero(s->u.decl.init)
                                                 ? ir_init(v->p, s->loc, wide->type, NULL, 0) : NULL));
    }
    v->lane = ir_new_var(v->p, v->fn, VAR_TEMP, "lane", type_int(v->p, INT_INT), loc);
    widen_begin(v, loop->pending, loop->out);
    body = lanes_write_block(v, loop->pending);
    v->body = NULL;
    if (body->stmts.count)
        ir_push(v->p, loop->out, vector_lanes(v->p, loc, v->lane, v->fn->width, body));
    lanes_begin(loop);
}

/* ---- what may go ahead ---- */

static void lanes_reads_node(void *data, const Expr *e)
{
    LaneLoop *loop = data;

    loop->reads_memory |= (op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e) && !spread_is_wide(loop->v, e);
}

static void lanes_reads_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, lanes_reads_node, data);
}

static void lanes_add(LaneLoop *loop, Stmt *s)
{
    ir_push(loop->v->p, loop->pending, s);
    spread_uses_add(&loop->uses, s);
    ir_visit_stmt(s, lanes_reads_stmt, loop);
}

/* Derivatives never change values, so that it is enough that the waiting ones do not read what the statement sets. */
static bool lanes_goes_ahead(const LaneLoop *loop, const Stmt *s)
{
    const Expr *place;

    if (s->kind == STMT_DECL)
        return s->u.decl.init && spread_of(loop->v, s->u.decl.var) == NULL && type_is_scalar(s->u.decl.var->type) &&
               !type_is_pointer(s->u.decl.var->type);
    if (s->kind != STMT_ASSIGN)
        return false;
    place = s->u.assign.place;
    if (type_is_pointer(place->type))
        return false;
    if (ir_is_register(place))
        return spread_uses_of(&loop->uses, place->u.var) == 0;
    return !loop->reads_memory;
}

/* ---- statements ---- */

static void lanes_mixed(LaneLoop *loop, const Stmt *s)
{
    Vector     *v = loop->v;
    Program    *p = v->p;
    Block      *out = loop->out;
    const Expr *value;
    Stmt       *made;

    switch (s->kind) {
    case STMT_DECL:
        made = ir_decl(p, s->loc, s->u.decl.var, NULL);
        value = s->u.decl.init;
        if (value)
            made->u.decl.init = value->op == OP_INIT ? ir_init(p, s->loc, s->u.decl.var->type, value->args, value->count)
                                                     : (spread_of(v, s->u.decl.var) ? widen_all : widen_value)(v, value);
        ir_push(p, out, made);
        break;
    case STMT_ASSIGN:
        value = (spread_is_wide(v, s->u.assign.place) ? widen_all : widen_value)(v, s->u.assign.value);
        ir_push(p, out, ir_assign(p, s->loc, widen_value(v, s->u.assign.place), value));
        break;
    case STMT_CALL:
        widen_call(v, out, s);
        break;
    case STMT_IF:
        ir_push(p, out, ir_if(p, s->loc, widen_value(v, s->u.branch.cond), widen_block(v, s->u.branch.then),
                              widen_block(v, s->u.branch.other)));
        break;
    case STMT_FOR:
        made = ir_for(p, s->loc, s->u.loop_for.var, s->u.loop_for.declares, widen_value(v, s->u.loop_for.from), s->u.loop_for.relation,
                      widen_value(v, s->u.loop_for.to), s->u.loop_for.step, widen_block(v, s->u.loop_for.body));
        made->u.loop_for.pragma = s->u.loop_for.pragma;
        ir_push(p, out, made);
        break;
    case STMT_LOOP:
        ir_push(p, out, ir_loop(p, s->loc, widen_block(v, s->u.loop.head), s->u.loop.cond ? widen_value(v, s->u.loop.cond) : NULL,
                                widen_block(v, s->u.loop.body), widen_block(v, s->u.loop.step), s->u.loop.at_end));
        break;
    case STMT_BLOCK:
        ir_push(p, out, ir_block_stmt(p, s->loc, widen_block(v, s->u.block)));
        break;
    case STMT_RETURN:
        ir_push(p, out, ir_return(p, s->loc, s->u.result ? widen_value(v, s->u.result) : NULL));
        break;
    default:
        ir_push(p, out, (Stmt *)s);
    }
}

Block *widen_block(Vector *v, const Block *block)
{
    LaneLoop loop = {.v = v, .out = ir_block(v->p)};

    lanes_begin(&loop);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        if (spread_is_lane(v, s)) {
            lanes_add(&loop, s);
            continue;
        }
        if (!lanes_goes_ahead(&loop, s))
            lanes_flush(&loop);
        lanes_mixed(&loop, s);
    }
    lanes_flush(&loop);
    return loop.out;
}
