#include "parts.h"

#include <string.h>

#include "adjoint.h"
#include "calls.h"
#include "keep.h"
#include "normal/normal.h"
#include "pairs.h"
#include "shadow.h"
#include "store.h"

/* What a parameter of a part stands for (parts.h). */
typedef enum Role {
    ROLE_VALUE, ROLE_BEFORE, ROLE_BEHIND, ROLE_ADJOINT, ROLE_STRIDE, ROLE_RESULT, ROLE_RESULT_ADJOINT
} Role;

typedef struct Meaning {
    Role role;
    int  arg;          /* of the routine; -1: none */
} Meaning;

/* A copy of what an argument leads to, as of before a call or behind it. */
typedef struct Copy {
    const Stmt   *call;
    const Block  *block;        /* that the call stands in */
    bool          behind;
    const Expr   *pointer;
    Extent        extent;
    Var          *var;
    Var          *name;         /* what stands for it in the call's own adjoint */
    struct Copy  *next;
} Copy;

/* What the adjoint of one call is made of. */
typedef struct Kept {
    VEC(Func *) parts;          /* of the active arguments */
    Var       **before;         /* copies, by argument; NULL: it stays */
    Var       **behind;
    VEC(Var *)  own;            /* those of them that were made for this call */
} Kept;

/* All copies of a function. */
typedef struct Keeping {
    Derive *d;
    Copy   *copies;
} Keeping;

/* One call's adjoint under construction. */
typedef struct Call {
    Derive          *d;
    const Stmt      *s;
    const CallParts *parts;
    const Kept      *kept;
    Block           *out;
    Block           *after;     /* behind the parts */
} Call;

/* ---- names ---- */

static int parts_index(const CallParts *parts, const char *name, size_t length)
{
    for (int i = 0; i < parts->shape->params.count; i++) {
        const char *param = parts->shape->params.items[i]->name;

        if (strlen(param) == length && strncmp(param, name, length) == 0)
            return i;
    }
    return -1;
}

static bool parts_ends(const char *name, const char *suffix, size_t *stem)
{
    size_t length = strlen(name), end = strlen(suffix);

    *stem = length - end;
    return length > end && strcmp(name + length - end, suffix) == 0;
}

static Meaning parts_meaning(const CallParts *parts, const Var *param)
{
    static const struct {
        const char *suffix;
        Role        role;
    } suffixes[] = {{"_adj", ROLE_ADJOINT}, {"_out", ROLE_BEHIND}, {"_inc", ROLE_STRIDE}, {"_ld", ROLE_STRIDE}};
    Meaning meaning = {ROLE_VALUE, parts_index(parts, param->name, strlen(param->name))};
    size_t  stem;

    if (meaning.arg >= 0) {
        if (type_is_pointer(parts->shape->params.items[meaning.arg]->type))
            meaning.role = ROLE_BEFORE;
        return meaning;
    }
    if (strcmp(param->name, "result") == 0)
        return (Meaning){ROLE_RESULT, -1};
    if (strcmp(param->name, "result_adj") == 0)
        return (Meaning){ROLE_RESULT_ADJOINT, -1};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (parts_ends(param->name, suffixes[i].suffix, &stem)) {
            meaning = (Meaning){suffixes[i].role, parts_index(parts, param->name, stem)};
            break;
        }
    ENSURE(meaning.arg >= 0);
    return meaning;
}

/* The function of the list for an argument, with what comes behind its name: "_runs"; or NULL. */
static Func *parts_named(const CallParts *parts, int arg, const char *suffix)
{
    const char *name = parts->shape->params.items[arg]->name;
    size_t      length = strlen(name);

    for (int i = 0; i < parts->list.count; i++) {
        const char *of = parts->list.items[i].of;

        if (strncmp(of, name, length) == 0 && strcmp(of + length, suffix) == 0)
            return parts->list.items[i].func;
    }
    return NULL;
}

bool parts_want_result(const Func *func)
{
    for (int i = 0; i < func->parts->list.count; i++)
        for (int k = 0; k < func->parts->list.items[i].func->params.count; k++)
            if (parts_meaning(func->parts, func->parts->list.items[i].func->params.items[k]).role == ROLE_RESULT)
                return true;
    return false;
}

static bool parts_is_written(const CallParts *parts, int arg)
{
    const Type *type = parts->shape->params.items[arg]->type;

    return type_is_pointer(type) && !type_is_const(type_elem(type));
}

/* The parts of the active arguments; that of the output, where it comes last, only if what the output held matters. */
static void parts_choose(Derive *d, const Stmt *s, Kept *kept)
{
    const CallParts *parts = s->u.call.callee->parts;
    int              last = -1;

    for (int i = 0; i < parts->list.count; i++) {
        const CallPart *part = &parts->list.items[i];
        int             arg = parts_index(parts, part->of, strlen(part->of));

        if (arg >= 0 && calls_arg_is_active(d, s, arg)) {
            VEC_PUSH(d->arena, &kept->parts, part->func);
            last = arg;
        }
    }
    if (last >= 0 && parts_is_written(parts, last) && calls_arg_is_fresh(d, s, last, true))
        kept->parts.count--;
}

/* ---- constants ---- */

static bool parts_constant(const Expr *e, long double *value)
{
    if (e->op == OP_CAST || e->op == OP_NEG) {
        if (!type_is_arithmetic(e->type) || !parts_constant(e->args[0], value))
            return false;
        *value = e->op == OP_NEG ? -*value : *value;
        return true;
    }
    if (e->op == OP_INT)
        *value = (long double)e->u.integer.value;
    else if (e->op == OP_REAL)
        *value = e->u.real.value;
    return e->op == OP_INT || e->op == OP_REAL;
}

static bool parts_compare(OpKind op, long double a, long double b)
{
    switch (op) {
    case OP_LT: return a < b;
    case OP_LE: return a <= b;
    case OP_GT: return a > b;
    case OP_GE: return a >= b;
    case OP_EQ: return a == b;
    default:    return a != b;
    }
}

/* (enum)(int)e of an enum: no conversions there and back; enumerators as they are. */
static const Expr *parts_fold_cast(const Expr *e)
{
    const Expr *inner = e->args[0];

    if (inner->op == OP_CAST && inner->args[0]->op == OP_INT && type_same(e->type, inner->args[0]->type) &&
        type_is_integer(inner->type) && type_bits(inner->type) >= type_bits(e->type))
        return inner->args[0];
    if (inner->op == OP_CAST && type_is_integer(e->type) && type_is_integer(inner->type) &&
        type_same(inner->args[0]->type, e->type) && type_bits(inner->type) >= type_bits(e->type))
        return inner->args[0];
    return e;
}

/* && and || where one side is known. */
static const Expr *parts_fold_logical(Program *p, const Expr *e)
{
    bool        whole = e->op == OP_LOR;              /* the value of a side that decides */
    long double value;

    for (int i = 0; i < 2; i++)
        if (parts_constant(e->args[i], &value)) {
            if ((value != 0) == whole)
                return i == 0 ? ir_int(p, e->loc, e->type, whole) : e;
            return (op_info[e->args[1 - i]->op].flags & OPF_COMPARE) ? e->args[1 - i] : e;
        }
    return e;
}

static const Expr *parts_fold_node(void *data, const Expr *e)
{
    Program    *p = data;
    long double a, b;

    switch (e->op) {
    case OP_CAST:
        return parts_fold_cast(e);
    case OP_DEREF:
        return e->args[0]->op == OP_ADDR ? e->args[0]->args[0] : e;
    case OP_INDEX:
        return e->args[0]->op == OP_DECAY ? ir_index(p, e->loc, e->args[0], e->args[1]) : e;
    case OP_NOT:
        return parts_constant(e->args[0], &a) ? ir_int(p, e->loc, e->type, a == 0) : e;
    case OP_LAND:
    case OP_LOR:
        return parts_fold_logical(p, e);
    case OP_SELECT:
        return parts_constant(e->args[0], &a) ? e->args[a != 0 ? 1 : 2] : e;
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_EQ:
    case OP_NE:
        return parts_constant(e->args[0], &a) && parts_constant(e->args[1], &b)
                   ? ir_int(p, e->loc, e->type, parts_compare(e->op, a, b)) : e;
    default:
        return e;
    }
}

static const Expr *parts_fold(Derive *d, const Expr *e)
{
    return ir_map_expr(d->p, e, parts_fold_node, d->p);
}

static void parts_fold_stmt(void *data, Stmt *s)
{
    ir_map_stmt_exprs(data, s, parts_fold_node, data);
}

/* The statements, with the branches that are taken alone where that is known. */
static void parts_prune(Derive *d, const Block *block, Block *out)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        long double value;

        if (s->kind == STMT_BLOCK) {
            parts_prune(d, s->u.block, out);
        } else if (s->kind == STMT_IF && parts_constant(s->u.branch.cond, &value)) {
            parts_prune(d, value != 0 ? s->u.branch.then : s->u.branch.other, out);
        } else if (s->kind == STMT_IF) {
            Block *then = ir_block(d->p), *other = ir_block(d->p);

            parts_prune(d, s->u.branch.then, then);
            parts_prune(d, s->u.branch.other, other);
            ir_push(d->p, out, ir_if(d->p, s->loc, s->u.branch.cond, then, other));
        } else if (s->kind == STMT_DECL) {
            if (s->u.decl.init)
                ir_push(d->p, out, ir_assign(d->p, s->loc, ir_var(d->p, s->loc, s->u.decl.var), s->u.decl.init));
        } else if (s->kind != STMT_RETURN) {
            ir_push(d->p, out, s);
        }
    }
}

/* ---- what parameters stand for ---- */

static const Expr *parts_value(const Call *c, const Var *param, int arg)
{
    return ir_cast(c->d->p, c->s->loc, type_unqualified(c->d->p, param->type), c->s->u.call.args[arg], true);
}

/* A number that describes what the pointer argument leads to: runs, or length. */
static const Expr *parts_size(const Call *c, int arg, const char *what)
{
    const Func *func = parts_named(c->parts, arg, what);
    Map        *map = map_new(c->d->arena);
    Block      *body;
    const Stmt *last;

    ENSURE(func != NULL);
    for (int i = 0; i < func->params.count; i++) {
        Meaning meaning = parts_meaning(c->parts, func->params.items[i]);

        ENSURE(meaning.role == ROLE_VALUE);
        map_put(map, func->params.items[i], (void *)parts_value(c, func->params.items[i], meaning.arg));
    }
    body = normal_copy_body(c->d->p, c->d->fn, func->body, map);
    last = body->stmts.items[body->stmts.count - 1];
    ENSURE(body->stmts.count == 1 && last->kind == STMT_RETURN);
    return parts_fold(c->d, last->u.result);
}

static Var *parts_copy(const Call *c, Meaning meaning)
{
    return (meaning.role == ROLE_BEHIND ? c->kept->behind : c->kept->before)[meaning.arg];
}

/* The stride or leading dimension of what the part is given of the argument. */
static const Expr *parts_stride(const Call *c, const Func *part, const Var *param, int arg)
{
    Program    *p = c->d->p;
    Loc         loc = c->s->loc;
    size_t      stem;
    bool        vector = parts_ends(param->name, "_inc", &stem);
    const char *own = arena_printf(c->d->arena, "%s%s", vector ? "inc" : "ld", c->parts->shape->params.items[arg]->name);
    int         index = parts_index(c->parts, own, strlen(own));
    const Type *type = type_unqualified(p, param->type);
    bool        copied = false;
    const Expr *value;

    for (int i = 0; i < part->params.count; i++) {
        Meaning meaning = parts_meaning(c->parts, part->params.items[i]);

        copied |= meaning.arg == arg && (meaning.role == ROLE_BEFORE || meaning.role == ROLE_BEHIND) && parts_copy(c, meaning);
    }
    ENSURE(index >= 0);
    value = parts_value(c, param, index);
    if (copied && vector)
        value = ir_select(p, loc, ir_binary(p, loc, OP_LT, value, ir_int(p, loc, type, 0)), ir_int(p, loc, type, -1),
                          ir_int(p, loc, type, 1));
    else if (copied)
        value = ir_cast(p, loc, type, parts_size(c, arg, "_length"), true);
    return parts_fold(c->d, value);
}

/* A number's adjoint, by its address: for a function a variable of its own, that is added on. */
static const Expr *parts_number_adjoint(const Call *c, int arg, bool inlined)
{
    Program    *p = c->d->p;
    Loc         loc = c->s->loc;
    const Expr *own = shadow_place(c->d, c->s->u.call.args[arg]);
    Var        *part;

    if (inlined)
        return ir_addr(p, loc, own);
    part = shadow_temp(c->d, "part_adj", type_unqualified(p, own->type), loc);
    part->is_shadow = true;
    part->is_register = false;
    ir_push(p, c->out, ir_assign(p, loc, ir_var(p, loc, part), ir_real(p, loc, part->type, 0.0L)));
    ir_push(p, c->after, adjoint_add(c->d, own, ir_var(p, loc, part)));
    return ir_addr(p, loc, ir_var(p, loc, part));
}

static const Expr *parts_result(const Call *c)
{
    Derive *d = c->d;
    Var    *result = map_get(d->results, c->s);

    if (result == NULL) {
        result = shadow_temp(d, "value", type_unqualified(d->p, c->s->u.call.place->type), c->s->loc);
        map_put(d->results, c->s, result);
    }
    return ir_var(d->p, c->s->loc, result);
}

static const Expr *parts_bind(const Call *c, const Func *part, const Var *param, bool inlined)
{
    Program    *p = c->d->p;
    Loc         loc = c->s->loc;
    Meaning     meaning = parts_meaning(c->parts, param);
    const Type *type = type_unqualified(p, param->type);
    Var        *copy;

    switch (meaning.role) {
    case ROLE_VALUE:
        return parts_value(c, param, meaning.arg);
    case ROLE_BEFORE:
    case ROLE_BEHIND:
        copy = parts_copy(c, meaning);
        return ir_cast(p, loc, type, copy ? ir_var(p, loc, copy) : c->s->u.call.args[meaning.arg], true);
    case ROLE_STRIDE:
        return parts_stride(c, part, param, meaning.arg);
    case ROLE_RESULT:
        return ir_cast(p, loc, type, parts_result(c), true);
    case ROLE_RESULT_ADJOINT:
        return shadow_place(c->d, c->s->u.call.place);
    default:
        break;
    }
    if (type_is_real(c->s->u.call.args[meaning.arg]->type))
        return parts_number_adjoint(c, meaning.arg, inlined);
    return ir_cast(p, loc, type, calls_shadow(c->d, c->s, meaning.arg), true);
}

/* ---- functions that stay functions ---- */

static void parts_use(Derive *d, Func *func);

static void parts_use_call(void *data, Stmt *s)
{
    if (s->kind != STMT_CALL)
        return;
    if (s->u.call.callee->is_generated)
        parts_use(data, s->u.call.callee);
    else if (strcmp(s->u.call.callee->name, "adgen_allocate") == 0)
        store_allocator(data);
}

static void parts_use(Derive *d, Func *func)
{
    for (int i = 0; i < d->pairs->helpers.count; i++)
        if (d->pairs->helpers.items[i] == func)
            return;
    ir_visit_stmts(func->body, parts_use_call, d);
    VEC_PUSH(d->arena, &d->pairs->helpers, func);
}

static void parts_find_loop(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_FOR || s->kind == STMT_LOOP;
}

static bool parts_is_inlined(const Func *part)
{
    bool loops = false;

    ir_visit_stmts(part->body, parts_find_loop, &loops);
    return !loops;
}

/* ---- one part ---- */

static void parts_inline(Call *c, Func *part)
{
    Derive *d = c->d;
    Map    *map = map_new(d->arena);
    Block  *body;
    int     first;

    for (int i = 0; i < part->params.count; i++)
        map_put(map, part->params.items[i], (void *)parts_bind(c, part, part->params.items[i], true));
    first = d->fn->vars.count;
    body = normal_copy_body(d->p, d->fn, part->body, map);
    for (int i = first; i < d->fn->vars.count; i++) {
        d->fn->vars.items[i]->is_shadow = true;
        d->fn->vars.items[i]->kind = VAR_TEMP;
    }
    ir_visit_stmts(body, parts_fold_stmt, d->p);
    parts_prune(d, body, c->out);
    ir_visit_stmts(c->out, parts_use_call, d);
}

static void parts_call(Call *c, Func *part)
{
    Derive      *d = c->d;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, part->params.count + 1);

    for (int i = 0; i < part->params.count; i++)
        args[i] = parts_fold(d, parts_bind(c, part, part->params.items[i], false));
    ir_push(d->p, c->out, ir_call_stmt(d->p, c->s->loc, NULL, part, args, part->params.count));
    parts_use(d, part);
}

Block *parts_adjoint(Derive *d, const Stmt *s, const Pair *pair)
{
    Program    *p = d->p;
    Call        c = {d, s, s->u.call.callee->parts, map_get(d->kept, s), ir_block(p), ir_block(p)};

    for (int i = 0; i < c.kept->parts.count; i++)
        (parts_is_inlined(c.kept->parts.items[i]) ? parts_inline : parts_call)(&c, c.kept->parts.items[i]);
    ir_append(p, c.out, c.after);
    if (pair->result && type_is_real(s->u.call.callee->result)) {
        const Expr *seed = shadow_place(d, s->u.call.place);

        ir_push(p, c.out, ir_assign(p, s->loc, seed, ir_zero(p, s->loc, seed->type)));
    }
    for (int i = 0; i < c.kept->own.count; i++)
        keep_free(d, c.out, c.kept->own.items[i], s->loc);
    return c.out;
}

/* ---- copies ---- */


/* A name for the copy: after the variable that the argument names. */
static const char *parts_copy_name(const Call *c, int arg)
{
    const Var *root = keep_root(c->s->u.call.args[arg]);

    return arena_printf(c->d->arena, "%s_kept", root ? root->name : c->parts->shape->params.items[arg]->name);
}

/* Whether nothing changes the memory, or the way to it, from before (or behind) one call to before (or behind) a later. */
static bool parts_is_same(const Call *c, const Copy *copy, bool behind, const IntSet *objects)
{
    const Layout *layout = c->d->layout;
    int           first = layout_info(layout, copy->call)->pos + copy->behind;
    int           last = layout_info(layout, c->s)->pos - !behind, begin, count;

    if (first > last)
        return true;
    if (layout_changes(layout, copy->pointer, first, last) || layout_changes(layout, copy->extent.runs, first, last) ||
        layout_changes(layout, copy->extent.length, first, last) || layout_changes(layout, copy->extent.stride, first, last))
        return false;
    begin = layout_stores(layout, first, last, &count);
    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(layout, i);

        if (!map_get(c->d->shadow_stmts, store->stmt) &&
            (store->unknown || alias_sets_overlap(c->d->alias, &store->objects, objects)))
            return false;
    }
    return true;
}

/* A copy that is there already; or NULL. */
static const Copy *parts_find_copy(const Call *c, const Keeping *keeping, const Copy *wanted)
{
    IntSet objects = {0};

    alias_of_pointer(c->d->alias, wanted->pointer, &objects);
    for (const Copy *copy = keeping->copies; copy; copy = copy->next)
        if (copy->block == wanted->block && ir_same(copy->pointer, wanted->pointer) &&
            ir_same(copy->extent.runs, wanted->extent.runs) && ir_same(copy->extent.length, wanted->extent.length) &&
            ir_same(copy->extent.stride, wanted->extent.stride) && parts_is_same(c, copy, wanted->behind, &objects))
            return copy;
    return NULL;
}

/* What stands, in the call's adjoint, for a copy that is made behind the call. */
static Var *parts_late(const Call *c, Var *copy, const Stmt *s)
{
    Derive *d = c->d;
    Late   *late = ARENA_NEW(d->arena, Late);

    late->call = c->s;
    late->name = shadow_temp(d, copy->name, copy->type, c->s->loc);
    late->name->is_shadow = true;
    map_put(d->lates, s, late);
    map_put(d->lates, late->name, late->name);
    return late->name;
}

static Var *parts_keep_one(const Call *c, Keeping *keeping, Kept *kept, int arg, const Type *pointer, bool behind)
{
    const char *name = c->parts->shape->params.items[arg]->name;
    const char *inc = arena_printf(c->d->arena, "inc%s", name), *ld = arena_printf(c->d->arena, "ld%s", name);
    int         index = parts_index(c->parts, inc, strlen(inc));
    Copy       *copy = ARENA_NEW(c->d->arena, Copy);
    Block      *out = behind ? c->after : c->out;
    const Copy *known;

    if (index < 0)
        index = parts_index(c->parts, ld, strlen(ld));
    *copy = (Copy){.call = c->s, .block = c->out, .behind = behind, .pointer = c->s->u.call.args[arg]};
    copy->extent = (Extent){parts_size(c, arg, "_runs"), parts_size(c, arg, "_length"), NULL};
    copy->extent.stride = index < 0 ? copy->extent.length : c->s->u.call.args[index];
    known = parts_find_copy(c, keeping, copy);
    if (known)
        return known->call == c->s ? known->name : known->var;
    copy->next = keeping->copies;
    keeping->copies = copy;
    copy->var = keep_copy(c->d, out, copy->pointer, type_unqualified(c->d->p, type_elem(pointer)), &copy->extent,
                          parts_copy_name(c, arg));
    copy->name = copy->var;
    if (behind)
        copy->name = parts_late(c, copy->var, out->stmts.items[out->stmts.count - 1]);
    VEC_PUSH(c->d->arena, &kept->own, copy->name);
    return copy->name;
}

/* Copies for what the part is given and what does not stay, before the call and behind it. */
static void parts_keep_part(const Call *c, Keeping *keeping, Kept *kept, const Func *part)
{
    for (int i = 0; i < part->params.count; i++) {
        Meaning meaning = parts_meaning(c->parts, part->params.items[i]);
        bool    behind = meaning.role == ROLE_BEHIND;
        Var   **copy = meaning.arg < 0 ? NULL : &(behind ? kept->behind : kept->before)[meaning.arg];
        bool    own = meaning.arg >= 0 && parts_is_written(c->parts, meaning.arg);

        if ((meaning.role == ROLE_BEFORE || behind) && *copy == NULL &&
            !calls_arg_stays(c->d, c->s, meaning.arg, behind || !own))      /* no output overlaps an input */
            *copy = parts_keep_one(c, keeping, kept, meaning.arg, part->params.items[i]->type, behind);
    }
}

static bool parts_keep_stmt(void *data, Block *out, Stmt *s)
{
    Keeping *keeping = data;
    Derive  *d = keeping->d;
    Call     c = {d, s, s->kind == STMT_CALL ? s->u.call.callee->parts : NULL, NULL, out, NULL};
    Kept    *kept;

    if (c.parts == NULL || !calls_is_active(d, s))
        return false;
    kept = ARENA_NEW(d->arena, Kept);
    kept->before = ARENA_ARRAY(d->arena, Var *, s->u.call.count + 1);
    kept->behind = ARENA_ARRAY(d->arena, Var *, s->u.call.count + 1);
    map_put(d->kept, s, kept);
    parts_choose(d, s, kept);
    c.after = ir_block(d->p);
    for (int i = 0; i < kept->parts.count; i++)
        parts_keep_part(&c, keeping, kept, kept->parts.items[i]);
    ir_push(d->p, out, s);
    ir_append(d->p, out, c.after);
    return true;
}

void parts_keep(Derive *d)
{
    Keeping keeping = {d, NULL};

    ir_replace_stmts(d->p, d->fn->body, parts_keep_stmt, &keeping);
}

bool parts_is_joint(Derive *d, const Stmt *s)
{
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);

    for (int i = 0; i < s->u.call.count; i++)
        if (effects->writes[i])
            return false;
    return ((const Kept *)map_get(d->kept, s))->own.count == 0;
}
