#include "ir/build.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/intern.h"
#include "check.h"
#include "ir/walk.h"

/* `wrong` is what check.c says: a pass that builds what breaks the rules is a bug. */
#define REQUIRE(wrong) require((wrong), __LINE__)

static void require(const char *wrong, int line)
{
    if (wrong)
        diag_bug(__FILE__, line, "%s", wrong);
}

/* ---- Expressions ---- */

unsigned char ir_parts(const Expr *e)
{
    unsigned parts = 0;
    if (e->op == OP_OPAQUE)
        parts |= PART_OPAQUE;
    if (e->op == OP_ADDR || e->op == OP_DECAY)
        parts |= PART_ADDRESS;
    if (e->op == OP_CAST && (e->type->kind == TYPE_POINTER || e->type->kind == TYPE_ARRAY))
        parts |= PART_POINTER_CAST;
    if (op_info[e->op].flags & OPF_PLACE && e->type->quals & TYPE_VOLATILE)
        parts |= PART_VOLATILE;
    if (e->op == OP_CALL || (e->op == OP_DIV && type_is_real(e->type)))
        parts |= PART_COSTLY;
    bool follows = e->op == OP_INDEX || e->op == OP_DEREF;
    for (int i = 0; i < e->count; i++) {
        bool is_followed = follows && i == 0 && e->args[0]->op == OP_VAR;
        if (!is_followed && type_is_pointer(e->args[i]->type))
            parts |= PART_LOOSE;
        parts |= e->args[i]->parts;
    }
    return (unsigned char)parts;
}

/* The arguments lie right behind the node. */
static Expr *new_node(Program *p, Loc loc, OpKind op, const Type *type, const Expr *const *args, int count)
{
    Expr *e = arena_words(p->arena, sizeof *e + (size_t)count * sizeof *args);
    for (int i = 0; i < count; i++) {
        ENSURE(args[i]);
        e->args[i] = args[i];
    }
    e->op = op;
    e->type = type;
    e->loc = loc;
    e->count = count;
    e->parts = ir_parts(e);
    return e;
}

static Expr *new_leaf(Program *p, Loc loc, OpKind op, const Type *type)
{
    return new_node(p, loc, op, type, NULL, 0);
}

static const Expr *new_unary(Program *p, Loc loc, OpKind op, const Type *type, const Expr *a)
{
    return new_node(p, loc, op, type, &a, 1);
}

static const Expr *new_binary(Program *p, Loc loc, OpKind op, const Type *type, const Expr *a, const Expr *b)
{
    return new_node(p, loc, op, type, (const Expr *[]){a, b}, 2);
}

/* The type of what a place of this type holds. */
static const Type *value_type(Program *p, const Type *type)
{
    return type->quals ? type_unqualified(p, type) : type;
}

const Expr *ir_int(Program *p, Loc loc, const Type *type, long long value)
{
    return ir_spelled_int(p, loc, type, value, NULL, NULL);
}

const Expr *ir_spelled_int(Program *p, Loc loc, const Type *type, long long value, const char *text, Item *item)
{
    ENSURE(type_is_integer(type));
    Expr        *e = new_leaf(p, loc, OP_INT, type);
    IntConstant *constant = ARENA_NEW(p->arena, IntConstant);
    *constant = (IntConstant){value, text, item};
    e->u.integer = constant;
    return e;
}

static const RealConstant *new_constant(Program *p, long double value, const char *text, Item *item)
{
    RealConstant *constant = ARENA_NEW(p->arena, RealConstant);
    *constant = (RealConstant){value, text, item};
    return constant;
}

static const Expr *new_real(Program *p, Loc loc, const Type *type, const RealConstant *constant)
{
    ENSURE(type_is_real(type));
    Expr *e = new_leaf(p, loc, OP_REAL, type);
    e->u.real = constant;
    return e;
}

const Expr *ir_real(Program *p, Loc loc, const Type *type, long double value)
{
    if (!p->latest || p->latest->value != value || signbit(p->latest->value) != signbit(value))
        p->latest = new_constant(p, value, NULL, NULL);
    return new_real(p, loc, type, p->latest);
}

const Expr *ir_spelled_real(Program *p, Loc loc, const Type *type, long double value, const char *text, Item *item)
{
    return new_real(p, loc, type, new_constant(p, value, text, item));
}

const Expr *ir_zero(Program *p, Loc loc, const Type *type)
{
    type = type_unqualified(p, type);
    if (type_is_real(type))
        return ir_real(p, loc, type, 0.0L);
    if (type_is_integer(type))
        return ir_int(p, loc, type, 0);
    if (type_is_pointer(type))
        return ir_cast(p, loc, type, ir_int(p, loc, type_int(p, INT_INT), 0), true);
    return ir_init(p, loc, type, NULL, 0);
}

const Expr *ir_string(Program *p, Loc loc, const char *literal)
{
    Expr *e = new_leaf(p, loc, OP_STRING, type_pointer(p, type_int(p, INT_CHAR)));
    e->u.string = intern(p->names, literal);
    return e;
}

const Expr *ir_sizeof(Program *p, Loc loc, const Type *type, const Type *of)
{
    ENSURE(type_is_integer(type) && !type_is_vla(of));
    Expr *e = new_leaf(p, loc, OP_SIZEOF, type);
    e->u.of = of;
    return e;
}

static bool is_same_loc(Loc a, Loc b)
{
    return a.line == b.line && a.column == b.column && a.file == b.file;
}

const Expr *ir_var(Program *p, Loc loc, Var *var)
{
    const Expr *latest = var->latest;
    if (latest && latest->type == var->type && is_same_loc(latest->loc, loc))
        return latest;
    Expr *e = new_leaf(p, loc, OP_VAR, var->type);
    e->u.var = var;
    var->latest = e;
    return e;
}

const Expr *ir_func(Program *p, Loc loc, Func *func)
{
    int          count = func->params.count;
    const Type **params = ARENA_ARRAY(p->arena, const Type *, count);
    for (int i = 0; i < count; i++)
        params[i] = func->params.items[i]->type;
    const Type *type = type_function(p, func->result, params, count, func->variadic);
    Expr       *e = new_leaf(p, loc, OP_FUNC, type_pointer(p, type));
    e->u.callee = func;
    return e;
}

const Expr *ir_deref(Program *p, Loc loc, const Expr *pointer)
{
    REQUIRE(check_args(OP_DEREF, &pointer));
    if (pointer->op == OP_ADDR)
        return pointer->args[0];
    return new_unary(p, loc, OP_DEREF, type_elem(pointer->type), pointer);
}

const Expr *ir_index(Program *p, Loc loc, const Expr *base, const Expr *index)
{
    if (base->op == OP_DECAY)
        base = base->args[0];
    REQUIRE(check_args(OP_INDEX, (const Expr *[]){base, index}));
    return new_binary(p, loc, OP_INDEX, type_elem(base->type), base, index);
}

const Expr *ir_field(Program *p, Loc loc, const Expr *record, const Field *field)
{
    REQUIRE(check_field(record, field));
    Expr *e = new_node(p, loc, OP_FIELD, type_qualified(p, field->type, record->type->quals), &record, 1);
    e->u.field = field;
    return e;
}

const Expr *ir_addr(Program *p, Loc loc, const Expr *place)
{
    REQUIRE(check_args(OP_ADDR, &place));
    if (place->op == OP_DEREF)
        return place->args[0];
    return new_unary(p, loc, OP_ADDR, type_pointer(p, place->type), place);
}

const Expr *ir_decay(Program *p, Loc loc, const Expr *array)
{
    REQUIRE(check_args(OP_DECAY, &array));
    return new_unary(p, loc, OP_DECAY, type_pointer(p, type_elem(array->type)), array);
}

const Expr *ir_ptradd(Program *p, Loc loc, const Expr *pointer, const Expr *offset)
{
    REQUIRE(check_args(OP_PTRADD, (const Expr *[]){pointer, offset}));
    return new_binary(p, loc, OP_PTRADD, value_type(p, pointer->type), pointer, offset);
}

const Expr *ir_ptrdiff(Program *p, Loc loc, const Expr *a, const Expr *b)
{
    REQUIRE(check_args(OP_PTRDIFF, (const Expr *[]){a, b}));
    return new_binary(p, loc, OP_PTRDIFF, type_int(p, INT_LONG), a, b);
}

/* Whether the conversion would change nothing that matters: a pointer that loses a qualifier of what it points to, or
 * whose elements get another length, is converted. */
static bool is_idle_cast(const Type *to, const Expr *value, bool implicit)
{
    if (to->canon != value->type->canon)
        return false;
    return !type_is_pointer(to) || implicit || type_elem(to) == type_elem(value->type);
}

const Expr *ir_cast(Program *p, Loc loc, const Type *to, const Expr *value, bool implicit)
{
    if (is_idle_cast(to, value, implicit))
        return value;
    REQUIRE(check_cast(to, value));
    Expr *e = new_node(p, loc, OP_CAST, value_type(p, to), &value, 1);
    e->implicit = implicit;
    return e;
}

const Expr *ir_unary(Program *p, Loc loc, OpKind op, const Expr *a)
{
    ENSURE(op == OP_NEG || op == OP_BITNOT || op == OP_NOT);
    REQUIRE(check_args(op, &a));
    return new_unary(p, loc, op, op == OP_NOT ? type_int(p, INT_INT) : value_type(p, a->type), a);
}

const Expr *ir_binary(Program *p, Loc loc, OpKind op, const Expr *a, const Expr *b)
{
    ENSURE(op >= OP_ADD && op <= OP_LOR);
    REQUIRE(check_args(op, (const Expr *[]){a, b}));
    bool        compares = op_info[op].flags & OPF_COMPARE;
    const Type *type = compares ? type_int(p, INT_INT) : value_type(p, a->type);
    return new_binary(p, loc, op, type, a, b);
}

const Expr *ir_plus(Program *p, const Expr *e, long long n)
{
    if (n == 0)
        return e;
    return n > 0 ? ir_binary(p, e->loc, OP_ADD, e, ir_int(p, e->loc, e->type, n))
                 : ir_binary(p, e->loc, OP_SUB, e, ir_int(p, e->loc, e->type, -n));
}

const Expr *ir_and(Program *p, const Expr *all, const Expr *more)
{
    return all ? ir_binary(p, more->loc, OP_LAND, all, more) : more;
}

/* from < to; n > 0 where from is a number. */
const Expr *ir_runs(Program *p, const Stmt *loop)
{
    static const OpKind ops[] = {
        [REL_LT] = OP_LT, [REL_LE] = OP_LE, [REL_GT] = OP_GT, [REL_GE] = OP_GE, [REL_NE] = OP_NE, [REL_DOWNTO] = OP_GT
    };
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;
    OpKind      op = ops[loop->u.loop_for.relation];
    if (from->op == OP_INT && (op == OP_LT || op == OP_LE || op == OP_NE))
        return ir_binary(p, loop->loc, op == OP_LT ? OP_GT : op == OP_LE ? OP_GE : OP_NE, to, from);
    return ir_binary(p, loop->loc, op, from, to);
}

const Expr *ir_select(Program *p, Loc loc, const Expr *cond, const Expr *a, const Expr *b)
{
    REQUIRE(check_args(OP_SELECT, (const Expr *[]){cond, a, b}));
    return new_node(p, loc, OP_SELECT, value_type(p, a->type), (const Expr *[]){cond, a, b}, 3);
}

const Expr *ir_call(Program *p, Loc loc, Func *callee, const Expr *const *args, int count)
{
    REQUIRE(check_call(callee, args, count));
    Expr *e = new_node(p, loc, OP_CALL, value_type(p, callee->result), args, count);
    e->u.callee = callee;
    return e;
}

const Expr *ir_init(Program *p, Loc loc, const Type *type, const Expr *const *args, int count)
{
    return new_node(p, loc, OP_INIT, type, args, count);
}

const Expr *ir_opaque(Program *p, Loc loc, const Type *type, Opaque *opaque)
{
    Expr *e = new_leaf(p, loc, OP_OPAQUE, type);
    e->u.opaque = opaque;
    return e;
}

const Expr *ir_with_args(Program *p, const Expr *e, const Expr *const *args)
{
    int same = 0;
    while (same < e->count && args[same] == e->args[same])
        same++;
    if (same == e->count)
        return e;
    switch (e->op) {
    case OP_DEREF: return ir_deref(p, e->loc, args[0]);
    case OP_ADDR:  return ir_addr(p, e->loc, args[0]);
    case OP_INDEX: return ir_index(p, e->loc, args[0], args[1]);
    default:       break;
    }
    Expr *changed = new_node(p, e->loc, e->op, e->type, args, e->count);
    changed->implicit = e->implicit;
    changed->u = e->u;
    return changed;
}

const Expr *ir_with_type(Program *p, const Expr *e, const Type *type)
{
    Expr *changed = new_node(p, e->loc, e->op, type, e->args, e->count);
    changed->implicit = e->implicit;
    changed->u = e->u;
    changed->parts = e->parts;
    return changed;
}

/* ---- Statements ---- */

/* Most statements declare or assign; they have memory for no more than that. */
static size_t stmt_size(StmtKind kind)
{
    switch (kind) {
    case STMT_DECL:   return offsetof(Stmt, u) + sizeof ((Stmt *)0)->u.decl;
    case STMT_ASSIGN: return offsetof(Stmt, u) + sizeof ((Stmt *)0)->u.assign;
    default:          return sizeof(Stmt);
    }
}

static Stmt *new_stmt(Program *p, Loc loc, StmtKind kind)
{
    Stmt *s = arena_words(p->arena, stmt_size(kind));
    s->kind = kind;
    s->loc = loc;
    return s;
}

Stmt *ir_copy_stmt(Program *p, const Stmt *s)
{
    Stmt *copy = arena_words(p->arena, stmt_size(s->kind));
    memcpy(copy, s, stmt_size(s->kind));
    return copy;
}

void ir_become(Stmt *s, const Stmt *other)
{
    ENSURE(stmt_size(s->kind) >= stmt_size(other->kind));
    memcpy(s, other, stmt_size(other->kind));
}

Stmt *ir_decl(Program *p, Loc loc, Var *var, const Expr *init)
{
    REQUIRE(check_decl(var, init));
    Stmt *s = new_stmt(p, loc, STMT_DECL);
    s->u.decl.var = var;
    s->u.decl.init = init;
    return s;
}

Stmt *ir_assign(Program *p, Loc loc, const Expr *place, const Expr *value)
{
    REQUIRE(check_assign(place, value->type));
    Stmt *s = new_stmt(p, loc, STMT_ASSIGN);
    s->u.assign.place = place;
    s->u.assign.value = value;
    return s;
}

Stmt *ir_call_stmt(Program *p, Loc loc, const Expr *place, Func *callee, const Expr *const *args, int count)
{
    REQUIRE(check_call(callee, args, count));
    REQUIRE(place ? check_result(place, callee->result) : NULL);
    Stmt        *s = new_stmt(p, loc, STMT_CALL);
    const Expr **copy = ARENA_ARRAY(p->arena, const Expr *, count);
    for (int i = 0; i < count; i++)
        copy[i] = args[i];
    s->u.call.place = place;
    s->u.call.callee = callee;
    s->u.call.args = copy;
    s->u.call.count = count;
    return s;
}

static Block *or_empty(Program *p, Block *block)
{
    return block ? block : ir_block(p);
}

Stmt *ir_if(Program *p, Loc loc, const Expr *cond, Block *then, Block *other)
{
    REQUIRE(check_cond(cond));
    Stmt *s = new_stmt(p, loc, STMT_IF);
    s->u.branch.cond = cond;
    s->u.branch.then = or_empty(p, then);
    s->u.branch.other = or_empty(p, other);
    return s;
}

Stmt *ir_for(Program *p, Loc loc, Var *var, bool declares, const Expr *from, Relation relation, const Expr *to,
             long long step, Block *body)
{
    REQUIRE(check_for(var, from, to, relation, step));
    Stmt *s = new_stmt(p, loc, STMT_FOR);
    s->u.loop_for.var = var;
    s->u.loop_for.declares = declares;
    s->u.loop_for.from = from;
    s->u.loop_for.relation = relation;
    s->u.loop_for.to = to;
    s->u.loop_for.step = step;
    s->u.loop_for.body = or_empty(p, body);
    return s;
}

Stmt *ir_loop(Program *p, Loc loc, Block *head, const Expr *cond, Block *body, Block *step, bool at_end)
{
    REQUIRE(cond ? check_cond(cond) : NULL);
    Stmt *s = new_stmt(p, loc, STMT_LOOP);
    s->u.loop.head = or_empty(p, head);
    s->u.loop.cond = cond;
    s->u.loop.body = or_empty(p, body);
    s->u.loop.step = or_empty(p, step);
    s->u.loop.at_end = at_end;
    return s;
}

Stmt *ir_block_stmt(Program *p, Loc loc, Block *block)
{
    Stmt *s = new_stmt(p, loc, STMT_BLOCK);
    s->u.block = or_empty(p, block);
    return s;
}

Stmt *ir_jump(Program *p, Loc loc, StmtKind kind)
{
    ENSURE(kind == STMT_BREAK || kind == STMT_CONTINUE);
    return new_stmt(p, loc, kind);
}

Stmt *ir_return(Program *p, Loc loc, const Expr *value)
{
    Stmt *s = new_stmt(p, loc, STMT_RETURN);
    s->u.result = value;
    return s;
}

Stmt *ir_opaque_stmt(Program *p, Loc loc, Opaque *opaque)
{
    Stmt *s = new_stmt(p, loc, STMT_OPAQUE);
    s->u.opaque = opaque;
    return s;
}

Stmt *ir_comment(Program *p, const char *text)
{
    Stmt *s = new_stmt(p, (Loc){0}, STMT_COMMENT);
    s->u.comment = intern(p->names, text);
    return s;
}

Block *ir_block(Program *p)
{
    return ARENA_NEW(p->arena, Block);
}

Block *ir_block_for(Program *p, const Block *other)
{
    Block *block = ir_block(p);
    block->stmts.room = other->stmts.count;
    block->stmts.items = ARENA_ARRAY(p->arena, Stmt *, other->stmts.count);
    return block;
}

void ir_push(Program *p, Block *block, Stmt *stmt)
{
    ENSURE(stmt);
    VEC_PUSH(p->arena, &block->stmts, stmt);
}

void ir_append(Program *p, Block *block, const Block *more)
{
    int count = more->stmts.count;  /* a block may be appended to itself */
    vec_reserve(p->arena, (void **)&block->stmts.items, block->stmts.count, &block->stmts.room, block->stmts.count + count,
                sizeof *block->stmts.items);
    for (int i = 0; i < count; i++)
        ir_push(p, block, more->stmts.items[i]);
}

void ir_pour(Program *p, Block *block, Block *from)
{
    ENSURE(from != block);
    Block left = *from;
    if (block->stmts.count == 0) {      /* it takes over the list as it is */
        left = *block;
        *block = *from;
    } else {
        ir_append(p, block, from);
    }
    arena_release(p->arena, left.stmts.items, (size_t)left.stmts.room * sizeof *left.stmts.items);
    *from = (Block){0};
}
