#include "parts.h"

/*
 * pointers_replace - let pointers that stand for one place give way to it.
 *
 * A pointer variable qualifies where one statement gives it its value (a declaration, or an assignment that all its
 * uses follow in the same block), the value needs no memory to be read, and nothing that it is made of changes while
 * the pointer is used.  *p with p = &x becomes x, p[j] with p = a + i * n becomes a[i * n + j].
 *
 * Statements are numbered in the order of the text, and each variable knows the numbers of the statements that write
 * and use it, so that "changes while" is a search in a sorted list.
 *
 * A pointer to a row of a matrix that goes on into the next row is left alone: q[i] is what the user's compiler accepts
 * where m[0][i] beyond the row is not.
 *
 * Requires: verified IR, registers marked, the function's own.   Keeps: its meaning.
 */

enum { MAX_NODES = 24 };  /* of a value: chains of pointers would grow without end */

/* What is known of a variable. */
typedef struct Life {
    VEC(int)    writes;        /* numbers of the statements that give it a value, rising */
    int         first, last;   /* numbers of the first and last statement that use its value; 0: none */
    bool        fixed_name;    /* opaque text names it */
    bool        anywhere;      /* used other than as p[i] with i in [0, below), or below differs */
    const Expr *below;         /* a constant or what ends the loop of the index; NULL: not used yet */
    const Expr *value;         /* what it is replaced by, or NULL */
} Life;

typedef struct Pointers {
    Program *p;
    Arena   *arena;            /* of this pass */
    Map     *lives;            /* Var to Life */
    VEC(const Stmt *) fors;    /* around the statement that the first walk is at */
    VEC(int) ends;             /* by number: the number of the last statement inside a statement */
    int      number;           /* of the statement that the walk has come to */
    bool     replaced;
} Pointers;

static Life *life_of(Pointers *r, const Var *var)
{
    Life *life = map_get(r->lives, var);
    if (!life) {
        life = ARENA_NEW(r->arena, Life);
        map_put(r->lives, var, life);
    }
    return life;
}

/* ---- First walk: who writes and uses what, and where ---- */

static void note_write(Pointers *r, const Var *var)
{
    Life *life = life_of(r, var);
    VEC_PUSH(r->arena, &life->writes, r->number);
}

static void note_use(Pointers *r, const Var *var)
{
    Life *life = life_of(r, var);
    if (!life->first)
        life->first = r->number;
    life->last = r->number;
}

static void note_opaque(Pointers *r, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        life_of(r, opaque->vars.items[i])->fixed_name = true;
        note_write(r, opaque->vars.items[i]);
    }
}

/* What the index stays below, from 0 on: the next number after a constant, or the end of its loop; NULL: not known. */
static const Expr *below_of(Pointers *r, const Expr *index)
{
    long long number;
    if (ir_integer(index, &number))
        return number >= 0 ? ir_int(r->p, index->loc, ir_uncast(index)->type, number + 1) : NULL;
    index = ir_uncast(index);
    for (int i = r->fors.count - 1; i >= 0 && index->op == OP_VAR; i--) {
        const Stmt *loop = r->fors.items[i];
        if (loop->u.loop_for.var == index->u.var)
            return loop->u.loop_for.relation == REL_LT && ir_integer(loop->u.loop_for.from, &number) && number >= 0
                       ? loop->u.loop_for.to : NULL;
    }
    return NULL;
}

static void note_index(Pointers *r, const Var *pointer, const Expr *index)
{
    Life       *life = life_of(r, pointer);
    const Expr *below = below_of(r, index);
    if (!below)
        life->anywhere = true;
    else if (!life->below)
        life->below = ir_uncast(below);
    else if (life->below->op == OP_INT && ir_uncast(below)->op == OP_INT)
        life->below = ir_uncast(below)->u.integer->value > life->below->u.integer->value ? ir_uncast(below) : life->below;
    else
        life->anywhere |= !ir_same(life->below, ir_uncast(below));
}

/* A pointer is used as p[i], or any other way. */
static void note_pointers(Pointers *r, const Expr *e)
{
    bool indexed = (e->op == OP_INDEX || e->op == OP_DEREF) && e->args[0]->op == OP_VAR && type_is_pointer(e->args[0]->type);
    if (e->op == OP_VAR && type_is_pointer(e->type))
        life_of(r, e->u.var)->anywhere = true;
    if (indexed)
        note_index(r, e->args[0]->u.var, e->op == OP_INDEX ? e->args[1] : ir_int(r->p, e->loc, type_int(r->p, INT_INT), 0));
    for (int i = indexed ? 1 : 0; i < e->count; i++)
        note_pointers(r, e->args[i]);
}

static void note_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        note_use(data, e->u.var);
    else if (e->op == OP_OPAQUE)
        note_opaque(data, e->u.opaque);
}

static void note_expr(void *data, const Expr *e, bool is_target)
{
    if (is_target && e->op == OP_VAR) {
        note_write(data, e->u.var);
    } else {
        ir_visit_expr(e, note_node, data);
        note_pointers(data, e);
    }
}

static void note_block(Pointers *r, const Block *block);

static void note_stmt(Pointers *r, const Stmt *s)
{
    int number = ++r->number;
    VEC_PUSH(r->arena, &r->ends, number);
    ir_stmt_exprs(s, note_expr, r);
    if (s->kind == STMT_DECL && s->u.decl.init)
        note_write(r, s->u.decl.var);
    else if (s->kind == STMT_FOR)
        note_write(r, s->u.loop_for.var);
    else if (s->kind == STMT_OPAQUE)
        note_opaque(r, s->u.opaque);
    if (s->kind == STMT_FOR)
        VEC_PUSH(r->arena, &r->fors, s);
    Block *inner[3];
    int    count = ir_stmt_blocks(s, inner);
    for (int i = 0; i < count; i++)
        note_block(r, inner[i]);
    r->fors.count -= s->kind == STMT_FOR;
    r->ends.items[number] = r->number;
}

static void note_block(Pointers *r, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++)
        note_stmt(r, block->stmts.items[i]);
}

/* ---- Which values may stand for their variables ---- */

/* Whether the variable is given a value by one of the statements numbered from + 1 to `to`. */
static bool is_written_between(Pointers *r, const Var *var, int from, int to)
{
    const Life *life = life_of(r, var);
    int         low = 0, high = life->writes.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (life->writes.items[middle] <= from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < life->writes.count && life->writes.items[low] <= to;
}

/* A stretch of text in which a value is to mean the same everywhere. */
typedef struct Stretch {
    Pointers *r;
    int       from, to;
    int       nodes;       /* seen so far */
} Stretch;

static bool keeps_value(Stretch *st, const Expr *e);

/* Whether the place is the same object throughout, whatever it holds. */
static bool keeps_object(Stretch *st, const Expr *place)
{
    if (++st->nodes > MAX_NODES)
        return false;
    switch (place->op) {
    case OP_VAR:   return true;
    case OP_FIELD: return keeps_object(st, place->args[0]);
    case OP_DEREF: return keeps_value(st, place->args[0]);
    case OP_INDEX:
        if (!keeps_value(st, place->args[1]))
            return false;
        return place->args[0]->type->kind == TYPE_ARRAY ? keeps_object(st, place->args[0])
                                                        : keeps_value(st, place->args[0]);
    default:       return false;
    }
}

static bool keeps_value(Stretch *st, const Expr *e)
{
    if (++st->nodes > MAX_NODES)
        return false;
    switch (e->op) {
    case OP_INT:
    case OP_SIZEOF: return true;
    case OP_VAR:    return e->u.var->kind != VAR_GLOBAL && !is_written_between(st->r, e->u.var, st->from, st->to);
    case OP_ADDR:
    case OP_DECAY:  return keeps_object(st, e->args[0]);
    case OP_CAST:
    case OP_NEG:
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_PTRADD:
        for (int i = 0; i < e->count; i++) {
            if (!keeps_value(st, e->args[i]))
                return false;
        }
        return true;
    default:        return false;
    }
}

/* A pointer into an object, another pointer, or a sum of one and an offset. */
static bool is_location(const Expr *e)
{
    switch (e->op) {
    case OP_VAR:
    case OP_ADDR:
    case OP_DECAY:  return true;
    case OP_PTRADD: return is_location(e->args[0]);
    case OP_CAST:   return e->type->canon == e->args[0]->type->canon && is_location(e->args[0]);
    default:        return false;
    }
}

/* Whether all uses stay within the row that the pointer begins with. */
static bool stays_in_row(const Life *life, const Expr *value)
{
    const Type *row = ir_row(value);
    if (!row || (!life->below && !life->anywhere))
        return true;
    if (life->anywhere || value->op != OP_DECAY)
        return false;
    if (row->u.array.length)
        return ir_same(ir_uncast(row->u.array.length), life->below);
    return life->below->op == OP_INT && life->below->u.integer->value <= row->u.array.count;
}

static bool is_steady(Pointers *r, const Expr *value, int from, int to)
{
    Stretch stretch = {r, from, to, 0};
    return is_location(value) && !ir_reads_memory(value) && keeps_value(&stretch, value);
}

/* ---- Second walk: replace ---- */

/* A block that the walk is in, and the numbers of its statements. */
typedef struct Numbered {
    const Block *block;
    int         *numbers;
} Numbered;

static Numbered number_block(Pointers *r, const Block *block)
{
    Numbered n = {block, ARENA_ARRAY(r->arena, int, block->stmts.count)};
    int      number = r->number + 1;
    for (int i = 0; i < block->stmts.count; i++) {
        n.numbers[i] = number;
        number = r->ends.items[number] + 1;
    }
    return n;
}

/* The last number inside the statement of the block that holds `number`, or 0 where none does. */
static int end_of_holder(const Pointers *r, Numbered n, int number)
{
    int low = 0, high = n.block->stmts.count;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (n.numbers[middle] <= number)
            low = middle;
        else
            high = middle;
    }
    int end = high > low ? r->ends.items[n.numbers[low]] : 0;
    return end >= number ? end : 0;
}

/* The variable that the statement gives its value, and the value; NULL where it does no such thing. */
static Var *defined(const Stmt *s, const Expr **value)
{
    if (s->kind == STMT_DECL) {
        *value = s->u.decl.init;
        return s->u.decl.var;
    }
    bool assigns = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR;
    *value = assigns ? s->u.assign.value : NULL;
    return assigns ? s->u.assign.place->u.var : NULL;
}

/* Whether the statement, which stands in the block, gives a pointer its only value, which may stand for it. */
static bool may_replace(Pointers *r, Numbered n, const Stmt *s)
{
    const Expr *value;
    const Var  *var = defined(s, &value);
    if (!var || !value || !type_is_pointer(var->type) || var->kind == VAR_GLOBAL || var->kind == VAR_PARAM)
        return false;
    if (!var->is_register || var->inactive || var->pinned)
        return false;
    Life *life = life_of(r, var);
    if (life->fixed_name || life->writes.count != 1)
        return false;
    if (life->first == 0)
        return true;
    int end = life->first > r->number ? end_of_holder(r, n, life->last) : 0;
    return end > 0 && is_steady(r, value, r->number, end) && stays_in_row(life, value);
}

static const Expr *replace_node(void *data, const Expr *e)
{
    Pointers *r = data;
    if (e->op == OP_VAR && type_is_pointer(e->type)) {
        const Life *life = life_of(r, e->u.var);
        return life->value ? life->value : e;
    }
    return places_simplify(r->p, e);
}

static void replace_block(Pointers *r, Block *block)
{
    Numbered n = number_block(r, block);
    Block   *out = ir_block_for(r->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        r->number = n.numbers[i];
        ir_map_stmt_exprs(r->p, s, replace_node, r);
        if (may_replace(r, n, s)) {
            const Expr *value;
            const Var  *var = defined(s, &value);
            life_of(r, var)->value = value;
            r->replaced = true;
            continue;
        }
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);
        for (int k = 0; k < count; k++)
            replace_block(r, inner[k]);
        r->number = r->ends.items[n.numbers[i]];
        ir_push(r->p, out, s);
    }
    *block = *out;
}

/* Declarations of what has been replaced. */
static bool drop_declaration(void *data, Block *out, Stmt *s)
{
    (void)out;
    return s->kind == STMT_DECL && life_of(data, s->u.decl.var)->value;
}

bool pointers_replace(Program *p, Func *func)
{
    Arena   *arena = arena_new();
    Pointers r = {.p = p, .arena = arena, .lives = map_new(arena)};
    VEC_PUSH(arena, &r.ends, 0);  /* numbers begin with 1 */
    note_block(&r, func->body);
    r.number = 0;
    replace_block(&r, func->body);
    if (r.replaced)
        ir_replace_stmts(p, func->body, drop_declaration, &r);
    arena_free(arena);
    return r.replaced;
}
