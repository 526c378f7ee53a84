#include "resizes.h"

#include "copies.h"
#include "named.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"
#include "store.h"

/* ---- which ---- */

static bool resizes_has_effect(const Stmt *s, Effect effect)
{
    return s->kind == STMT_CALL && s->u.call.callee->body == NULL && s->u.call.callee->is_library &&
           rule_effect(s->u.call.callee->name) == effect;
}

static bool resizes_is_call(const Stmt *s)
{
    return resizes_has_effect(s, EFFECT_RESIZE) && s->u.call.count == 2;
}

bool resizes_is_active(Derive *d, const Stmt *s)
{
    IntSet blocks = {0};

    if (!resizes_is_call(s))
        return false;
    alias_of_pointer(d->alias, s->u.call.args[0], &blocks);
    if (s->u.call.place)
        alias_of_pointer(d->alias, s->u.call.place, &blocks);
    for (int i = 0; i < blocks.count; i++)
        if (activity_object_follows(d->activity, blocks.items[i]))
            return true;
    return false;
}

/* ---- of what, and how many ---- */

/* A walk over what a variable is assigned. */
typedef struct Origin {
    const Var    *var;
    VEC(const Expr *) values;
    bool          other;          /* it may get its value in another way */
    Arena        *arena;
} Origin;

static void resizes_note_value(void *data, Stmt *s)
{
    Origin     *o = data;
    const Expr *place = ir_target(s);

    if (s->kind == STMT_DECL && s->u.decl.var == o->var && s->u.decl.init)
        VEC_PUSH(o->arena, &o->values, s->u.decl.init);
    if (s->kind == STMT_FOR && s->u.loop_for.var == o->var)
        o->other = true;
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->writes.count; i++)
        o->other |= s->u.opaque->writes.items[i] == o->var;
    if (place == NULL || place->op != OP_VAR || place->u.var != o->var)
        return;
    if (s->kind == STMT_ASSIGN)
        VEC_PUSH(o->arena, &o->values, s->u.assign.value);
    else
        o->other = true;
}

static Origin resizes_origin(Derive *d, const Var *var)
{
    Origin o = {.var = var, .arena = d->arena, .other = !var->is_register || var->kind == VAR_PARAM || var->kind == VAR_GLOBAL};

    ir_visit_stmts(d->fn->body, resizes_note_value, &o);
    return o;
}

/* The type of the pointer that a void pointer got its value from; NULL: it is not one type of active data. */
static const Type *resizes_source(Derive *d, const Expr *pointer, int depth)
{
    const Expr *bare = ir_uncast(pointer);
    const Type *found = NULL;
    Origin      o;

    if (!type_is_pointer(bare->type))
        return NULL;
    if (type_elem(bare->type)->canon->kind != TYPE_VOID)
        return copies_matters(type_elem(bare->type)) ? bare->type : NULL;
    if (bare->op != OP_VAR || depth == 0)
        return NULL;
    o = resizes_origin(d, bare->u.var);
    for (int i = 0; i < o.values.count; i++) {
        const Type *type = resizes_source(d, o.values.items[i], depth - 1);

        if (ir_is_null(o.values.items[i]))
            continue;
        if (type == NULL || (found && !type_same(found, type)))
            return NULL;
        found = type;
    }
    return o.other ? NULL : found;
}

/* Whether the last member of a struct is an array without a length: how long that is, each block says for itself. */
static bool resizes_is_open(const Type *type)
{
    type = type->canon;
    if (type->kind == TYPE_RECORD && type->u.record->fields.count)
        return resizes_is_open(type->u.record->fields.items[type->u.record->fields.count - 1]->type);
    return type->kind == TYPE_ARRAY && type->u.array.count < 0 && type->u.array.length == NULL;
}

const Type *resizes_type(Derive *d, const Stmt *s)
{
    enum { FAR = 8 };
    const Expr *pointer = s->u.call.args[0], *place = s->u.call.place;
    const Type *type = resizes_source(d, pointer, FAR), *to = place ? place->type : NULL;

    if (to && (type_elem(to)->canon->kind == TYPE_VOID))
        to = NULL;
    if (type == NULL && ir_is_null(pointer))
        type = to;
    if (type == NULL || (to && !type_same(type, to)) || resizes_is_open(type_elem(type)) ||
        !copies_matters(type_elem(type)))
        return NULL;
    return copies_is_whole(d, named_find(d), s->u.call.args[1], type_elem(type))
               ? type_pointer(d->p, type_unqualified(d->p, type_elem(type)))
               : NULL;
}

/* ---- what stands for it ---- */

typedef struct Resizes {
    Derive *d;
    IntSet  blocks;               /* that realloc may be called with */
    bool    all;                  /* there may be others */
    bool    changed;
} Resizes;

static const Type *resizes_size(Program *p)
{
    return type_int(p, INT_ULONG);
}

/* A call of the runtime with the tape, a block, and sizes. */
static Stmt *resizes_call(Derive *d, Loc loc, const char *name, const Expr *place, const Expr *const *given, int count)
{
    Program    *p = d->p;
    const Type *block = type_pointer(p, type_void(p)), *size = resizes_size(p);
    const Type *params[4] = {NULL, block, size, size};
    const Expr *args[4] = {store_tape(d, loc)};
    const Type *result = place == NULL ? type_void(p) : type_is_pointer(place->type) ? block : size;

    params[0] = args[0]->type;
    for (int i = 0; i < count; i++)
        args[i + 1] = ir_cast(p, loc, params[i + 1], given[i], true);
    return ir_call_stmt(p, loc, place, ir_library_func(p, name, "adgen/runtime.h", result, params, count + 1), args,
                        count + 1);
}

static const Expr *resizes_temp(Derive *d, const char *name, const Type *type, Loc loc)
{
    return ir_var(d->p, loc, shadow_temp(d, name, type, loc));
}

/* A register or constant stays what it is; anything else gets a name. */
static const Expr *resizes_name(Derive *d, Block *out, const Expr *e, const char *name)
{
    const Expr *bare = ir_uncast(e);

    return ir_is_register(bare) || bare->op == OP_INT || bare->op == OP_SIZEOF ? e : split_name(d, out, e, name);
}

static const Expr *resizes_bytes_of(Program *p, Loc loc, const Type *type)
{
    const Type *array = type->canon;

    if (array->kind == TYPE_ARRAY && type_is_vla(type) && array->u.array.length)
        return ir_binary(p, loc, OP_MUL, ir_cast(p, loc, resizes_size(p), array->u.array.length, true),
                         resizes_bytes_of(p, loc, array->u.array.elem));
    return ir_sizeof(p, loc, resizes_size(p), type);
}

/* A product without its factor sizeof (elem); NULL: it has none. */
static const Expr *resizes_without(Program *p, const Expr *bytes, const Type *elem)
{
    for (int i = 0; bytes->op == OP_MUL && i < 2; i++) {
        const Expr *size = ir_uncast(bytes->args[i]), *rest = bytes->args[1 - i], *inner;

        if (size->op == OP_SIZEOF && type_same(size->u.of, elem))
            return rest;
        inner = resizes_without(p, bytes->args[i], elem);
        if (inner)
            return ir_binary(p, bytes->loc, OP_MUL, i ? rest : inner, i ? inner : rest);
    }
    return NULL;
}

/* How many elements so many bytes are. */
static const Expr *resizes_elements(Program *p, const Expr *bytes, const Type *elem)
{
    const Expr *count = resizes_without(p, bytes, elem);

    if (count)
        return count;
    if (bytes->op == OP_SIZEOF && type_same(bytes->u.of, elem))
        return ir_int(p, bytes->loc, resizes_size(p), 1);
    return ir_is_null(bytes) ? bytes : ir_binary(p, bytes->loc, OP_DIV, bytes, resizes_bytes_of(p, bytes->loc, elem));
}

/* How many elements the two blocks share: as many as the old one holds, if the new one has room for them. */
static const Expr *resizes_shared(Derive *d, Block *out, const Stmt *s, const Type *elem, const Expr *old, const Expr *room)
{
    const Expr *kept = resizes_temp(d, "kept", resizes_size(d->p), s->loc);
    const Expr *args[3] = {old, room, resizes_bytes_of(d->p, s->loc, elem)};

    ir_push(d->p, out, resizes_call(d, s->loc, "adgen_tape_kept", kept, args, 3));
    return kept;
}

/* if (grown || room == 0): the old block has gone into the new one. */
static void resizes_move(Derive *d, Block *out, const Stmt *s, const Expr *grown, const Expr *old, const Expr *room,
                         const Expr *count)
{
    Program    *p = d->p;
    Loc         loc = s->loc;
    Block      *body = ir_block(p);
    const Expr *made = ir_binary(p, loc, OP_NE, grown, ir_zero(p, loc, grown->type));
    const Expr *none = ir_binary(p, loc, OP_EQ, room, ir_int(p, loc, room->type, 0));

    if (count)
        copies_elements(d, body, s, grown, old, count);
    ir_push(p, body, store_free_call(d, old, loc));
    if (ir_uncast(room)->op != OP_INT)
        ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_LOR, made, none), body, NULL));
    else if (count)
        ir_push(p, out, ir_if(p, loc, made, body, NULL));
    else
        ir_append(p, out, body);
}

/* Where the new block's address goes first: the old one's may be needed still. */
static const Expr *resizes_grown(Derive *d, const Stmt *s, const Type *type)
{
    const Expr *place = s->u.call.place;

    if (place && ir_is_register(place) && type_same(place->type, type) && !activity_points_to_const(place->type) &&
        !ir_mentions(s->u.call.args[0], place->u.var) && !ir_mentions(s->u.call.args[1], place->u.var))
        return place;
    return resizes_temp(d, "grown", type, s->loc);
}

static void resizes_one(Resizes *r, const Stmt *s, Block *out)
{
    Derive     *d = r->d;
    Program    *p = d->p;
    Loc         loc = s->loc;
    const Type *type = resizes_type(d, s);
    const Expr *place = s->u.call.place, *grown = resizes_grown(d, s, type), *old = ir_uncast(s->u.call.args[0]);
    const Expr *bytes = ir_cast(p, loc, resizes_size(p), s->u.call.args[1], true), *room, *count = NULL;
    bool        fresh = ir_is_null(old);

    if (!fresh)
        old = resizes_name(d, out, ir_cast(p, loc, type, old, false), "old");
    if (ir_reads_memory(bytes))
        bytes = split_name(d, out, bytes, "bytes");
    room = resizes_elements(p, bytes, type_elem(type));
    if (!fresh && !ir_is_null(room))
        count = resizes_shared(d, out, s, type_elem(type), old, room);
    ir_push(p, out, resizes_call(d, loc, "adgen_tape_resize", grown, (const Expr *const[]){old, bytes}, 2));
    if (!fresh)
        resizes_move(d, out, s, grown, old, room, count);
    if (place && place != grown)
        ir_push(p, out, ir_assign(p, loc, place, ir_cast(p, loc, place->type, grown, true)));
    r->changed = true;
}

/* ---- sizes of blocks that are allocated otherwise ---- */

/* Whether what the statement allocates may come to a realloc. */
static bool resizes_holds(const Resizes *r, const Stmt *s)
{
    if (!resizes_has_effect(s, EFFECT_ALLOC) || s->u.call.place == NULL || !type_is_pointer(s->u.call.place->type))
        return false;
    if (r->all)
        return type_elem(s->u.call.place->type)->canon->kind == TYPE_VOID ||
               copies_matters(type_elem(s->u.call.place->type));
    for (int i = 0; i < r->blocks.count; i++)
        if (alias_object(r->d->alias, r->blocks.items[i])->site == s)
            return true;
    return false;
}

/* p = malloc(bytes), then remember the bytes, as they were before the pointer was assigned. */
static void resizes_hold(Resizes *r, Stmt *s, Block *out)
{
    Derive     *d = r->d;
    Program    *p = d->p;
    const Type *size = resizes_size(p);
    const Expr *first = ir_cast(p, s->loc, size, s->u.call.args[0], true), *bytes = first, *given[2];

    if (s->u.call.count == 2) {
        const Expr *second = ir_cast(p, s->loc, size, s->u.call.args[1], true);

        bytes = s->u.call.callee->name[0] == 'a' ? second : ir_binary(p, s->loc, OP_MUL, first, second);
    }
    if (ir_reads_memory(bytes) || (ir_root_var(s->u.call.place) && ir_mentions(bytes, ir_root_var(s->u.call.place))))
        bytes = resizes_name(d, out, bytes, "bytes");
    ir_push(p, out, s);
    given[0] = s->u.call.place;
    given[1] = bytes;
    ir_push(p, out, resizes_call(d, s->loc, "adgen_tape_hold", NULL, given, 2));
    r->changed = true;
}

static bool resizes_replace(void *data, Block *out, Stmt *s)
{
    Resizes *r = data;

    if (resizes_is_active(r->d, s))
        resizes_one(r, s, out);
    else if (resizes_holds(r, s))
        resizes_hold(r, s, out);
    else
        return false;
    return true;
}

/* The blocks that the statement, or what it calls, may resize. */
static void resizes_find(void *data, Stmt *s)
{
    Resizes       *r = data;
    const Effects *effects = s->kind == STMT_CALL ? alias_effects(r->d->alias, s->u.call.callee) : NULL;

    if (resizes_is_active(r->d, s))
        alias_of_pointer(r->d->alias, s->u.call.args[0], &r->blocks);
    for (int i = 0; effects && i < s->u.call.count && i < s->u.call.callee->params.count; i++)
        if (effects->resizes[i])
            alias_reach(r->d->alias, s->u.call.args[i], &r->blocks);
}

static void resizes_note_any(void *data, Stmt *s)
{
    const Type *type = resizes_is_call(s) ? ir_uncast(s->u.call.args[0])->type : NULL;

    *(bool *)data |= type && type_is_pointer(type) &&
                     (type_elem(type)->canon->kind == TYPE_VOID || type_holds_real(type_elem(type), true));
}

/* Whether some function of the program calls realloc, not with integers and the like: maybe with what a function that is
 * called here has allocated. */
static bool resizes_anywhere(const Program *p)
{
    bool found = false;

    for (int i = 0; i < p->funcs.count && !found; i++)
        if (p->funcs.items[i]->body)
            ir_visit_stmts(p->funcs.items[i]->body, resizes_note_any, &found);
    return found;
}

bool resizes_lower(Derive *d)
{
    Resizes r = {.d = d, .all = d->pair && resizes_anywhere(d->p)};

    ir_visit_stmts(d->fn->body, resizes_find, &r);
    ir_replace_stmts(d->p, d->fn->body, resizes_replace, &r);
    return r.changed;
}
