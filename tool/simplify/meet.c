#include <stdint.h>

#include "facts.h"
#include "group.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "memory.h"

enum { MOST_PENDING = 32, MOST_TERMS = 8 };

/* A sum that may be put off until the next one that goes to the same element. */
typedef struct Pending {
    int         index;        /* in the list; -1: there is none */
    Stmt       *stmt;
    unsigned    hash;         /* of the place */
    Var        *into;         /* the place is this register; or NULL */
    uint64_t    registers;    /* that the terms read, or the place's indices: bits by number, which several may share */
    bool        memory;       /* they read other places */
    Memory      lies;         /* where the place lies, where it is no register */
} Pending;

typedef struct Meet {
    Program     *p;
    Arena       *arena;
    const Facts *f;           /* or NULL: find out whether any meet at all */
    Pending      pending[MOST_PENDING];
    int          count;
    int          loops;       /* around the statement */
    bool         found;
} Meet;

static void meet_block(Meet *m, Block *block);

/* ---- what overlaps ---- */

/* index = rest + number */
static const Expr *without_number(const Expr *index, long long *number)
{
    long long value;
    bool      is_sum = index->op == OP_ADD || index->op == OP_SUB;
    *number = 0;
    if (ir_integer(index, number))
        return NULL;
    if (!is_sum || !ir_integer(index->args[1], &value))
        return index;
    *number = index->op == OP_ADD ? value : -value;
    return index->args[0];
}

/* Whether the two are elements of one array a known distance apart. */
static bool are_apart(const Expr *a, const Expr *b)
{
    long long   one, other;
    const Expr *rest, *rest_2;
    if (a->op != OP_INDEX || b->op != OP_INDEX || !ir_same(a->args[0], b->args[0]))
        return false;
    rest = without_number(a->args[1], &one);
    rest_2 = without_number(b->args[1], &other);
    return one != other && (rest == rest_2 || (rest && rest_2 && ir_same(rest, rest_2)));
}

static bool overlap(const Meet *m, const Expr *a, const Expr *b)
{
    if (are_apart(a, b))
        return false;
    Memory one = memory_of(m->f, a), other = memory_of(m->f, b);
    return memory_overlaps(&one, &other);
}

/* ---- what keeps a sum from waiting ---- */

static void drop(Meet *m, int at)
{
    m->pending[at] = m->pending[--m->count];
}

typedef struct Reader {
    Meet       *m;
    const Expr *place;        /* that is written, or NULL */
    bool        meets;
} Reader;

/* Whether reading the one is reading the other. */
static bool reads(const Meet *m, const Expr *e, const Expr *place)
{
    if (!(op_info[e->op].flags & OPF_PLACE))
        return false;
    if (ir_is_register(e) || ir_is_register(place))
        return e->op == OP_VAR && place->op == OP_VAR && e->u.var == place->u.var;
    return overlap(m, e, place);
}

static void look_for_place(void *data, const Expr *e)
{
    Reader *r = data;
    r->meets |= reads(r->m, e, r->place);
}

/* Whether the terms of the sum, or where it goes, are others once the place is written. */
static bool depends(Meet *m, const Stmt *sum, const Expr *place)
{
    Reader      r = {m, place, false};
    const Expr *value = sum->u.assign.value;
    for (; !ir_same(value, sum->u.assign.place); value = value->args[0])
        ir_visit_expr(value->args[1], look_for_place, &r);
    for (int i = 0; i < sum->u.assign.place->count; i++)
        ir_visit_expr(sum->u.assign.place->args[i], look_for_place, &r);
    return r.meets;
}

static uint64_t register_bit(const Var *var)
{
    return (uint64_t)1 << (var->id & 63);
}

static void note_read(void *data, const Expr *e)
{
    Pending *sum = data;
    if (ir_is_register(e))
        sum->registers |= register_bit(e->u.var);
    else if (op_info[e->op].flags & OPF_PLACE)
        sum->memory = true;
}

static void note_reads(Pending *sum)
{
    const Expr *place = sum->stmt->u.assign.place;
    for (const Expr *value = sum->stmt->u.assign.value; !ir_same(value, place); value = value->args[0])
        ir_visit_expr(value->args[1], note_read, sum);
    for (int i = 0; i < place->count; i++)
        ir_visit_expr(place->args[i], note_read, sum);
}

/* Whether the sum may depend on the place. */
static bool may_depend(const Pending *sum, const Expr *place)
{
    return ir_is_register(place) ? (sum->registers & register_bit(place->u.var)) != 0 : sum->memory;
}

/* What an expression reads cannot wait for a sum any more. */
static void read_place(void *data, const Expr *e)
{
    Meet      *m = data;
    const Var *var = ir_is_register(e) ? e->u.var : NULL;
    if (!(op_info[e->op].flags & OPF_PLACE) || m->count == 0)
        return;
    Memory lies = var ? (Memory){0} : memory_of(m->f, e);
    for (int i = m->count - 1; i >= 0; i--) {
        const Pending *sum = &m->pending[i];
        bool           hits = var || sum->into ? sum->into == var
                                               : memory_overlaps(&lies, &sum->lies) && !are_apart(e, sum->stmt->u.assign.place);
        if (hits)
            drop(m, i);
    }
}

static void read_all(Meet *m, const Expr *e)
{
    if (ir_parts(e) & (PART_OPAQUE | PART_VOLATILE))
        m->count = 0;
    ir_visit_expr(e, read_place, m);
}

static void write_place(Meet *m, const Expr *place, bool is_sum)
{
    for (int i = m->count - 1; i >= 0; i--) {
        const Stmt *sum = m->pending[i].stmt;
        bool        hits = !is_sum && reads(m, place, sum->u.assign.place);
        if (hits || (may_depend(&m->pending[i], place) && depends(m, sum, place)))
            drop(m, i);
    }
}

/* ---- sums that meet ---- */

/* How many terms the sum has; 0: it is none of an adjoint. */
static int count_terms(const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    const Var  *root = place && type_is_real(place->type) ? ir_base_var(place) : NULL;
    int         count = 0;
    if (!root || !root->is_shadow || (ir_parts(place) & (PART_OPAQUE | PART_VOLATILE)))
        return 0;
    for (const Expr *value = s->u.assign.value; !ir_same(value, place); value = value->args[0], count++)
        if (value->op != OP_ADD && value->op != OP_SUB)
            return 0;
    return count;
}

/* The sum with another one in the place of what it is added to. */
static const Expr *on_top(Program *p, const Expr *value, const Expr *place, const Expr *before)
{
    if (ir_same(value, place))
        return before;
    return ir_binary(p, value->loc, value->op, on_top(p, value->args[0], place, before), value->args[1]);
}

/* In loops memory is left as it is: with fewer stores gcc carries what it has read on to the next iteration, and then does not
 * vectorise. */
static void add_sum(Meet *m, Block *block, int index, int terms)
{
    Stmt       *s = block->stmts.items[index];
    const Expr *place = s->u.assign.place;
    Pending     sum = {.index = index, .stmt = s, .hash = ir_hash(place), .into = ir_is_register(place) ? place->u.var : NULL};
    if (m->loops > 0 && !sum.into)
        return;
    if (m->f && !sum.into)
        sum.lies = memory_of(m->f, place);
    for (int i = 0; i < m->count; i++) {
        Stmt *before = m->pending[i].stmt;
        if (m->pending[i].hash != sum.hash || !ir_same(before->u.assign.place, s->u.assign.place))
            continue;
        m->found = true;
        if (m->f && count_terms(before) + terms <= MOST_TERMS) {
            s->u.assign.value = on_top(m->p, s->u.assign.value, s->u.assign.place, before->u.assign.value);
            block->stmts.items[m->pending[i].index] = NULL;
        }
        if (m->f)
            note_reads(&sum);
        m->pending[i] = sum;
        return;
    }
    if (m->count == MOST_PENDING)
        drop(m, 0);
    if (m->f)
        note_reads(&sum);
    m->pending[m->count++] = sum;
}

static void meet_sum(Meet *m, Block *block, int index, int terms)
{
    const Stmt *s = block->stmts.items[index];
    const Expr *value = s->u.assign.value, *place = s->u.assign.place;
    if (m->f) {
        for (; !ir_same(value, place); value = value->args[0])
            read_all(m, value->args[1]);
        for (int i = 0; i < place->count; i++)
            read_all(m, place->args[i]);
        write_place(m, place, true);
    }
    add_sum(m, block, index, terms);
}

static void meet_stmt(Meet *m, Block *block, int index)
{
    Stmt  *s = block->stmts.items[index];
    Block *blocks[3];
    int    count, terms = count_terms(s);
    if (terms > 0) {
        meet_sum(m, block, index, terms);
        return;
    }
    if (s->kind == STMT_COMMENT || (!m->f && (s->kind == STMT_DECL || s->kind == STMT_ASSIGN)))
        return;
    if (s->kind == STMT_DECL && (s->u.decl.var->is_register || !s->u.decl.init)) {
        if (s->u.decl.init)
            read_all(m, s->u.decl.init);
        return;
    }
    if (s->kind == STMT_ASSIGN) {
        read_all(m, s->u.assign.value);
        for (int i = 0; i < s->u.assign.place->count; i++)
            read_all(m, s->u.assign.place->args[i]);
        write_place(m, s->u.assign.place, false);
        return;
    }
    m->count = 0;
    m->loops += s->kind == STMT_FOR || s->kind == STMT_LOOP;
    count = ir_stmt_blocks(s, blocks);
    for (int i = 0; i < count; i++)
        meet_block(m, blocks[i]);
    m->loops -= s->kind == STMT_FOR || s->kind == STMT_LOOP;
}

static void meet_block(Meet *m, Block *block)
{
    int kept = 0;
    m->count = 0;
    for (int i = 0; i < block->stmts.count; i++)
        meet_stmt(m, block, i);
    m->count = 0;
    for (int i = 0; i < block->stmts.count; i++)
        if (block->stmts.items[i])
            block->stmts.items[kept++] = block->stmts.items[i];
    block->stmts.count = kept;
}

void group_meet(Program *p, Func *func)
{
    Meet look = {.p = p};
    meet_block(&look, func->body);
    if (!look.found)
        return;
    Meet m = {.p = p, .arena = arena_new()};
    ir_mark_registers(func);
    m.f = facts_build(m.arena, func);
    meet_block(&m, func->body);
    arena_free(m.arena);
}
