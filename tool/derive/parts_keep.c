#include <string.h>

#include "calls.h"
#include "parts_inner.h"
#include "remarks.h"
#include "shadow.h"

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

/* All copies of a function. */
typedef struct Keeping {
    Derive *d;
    Copy   *copies;
} Keeping;

/* ---- which parts, which copies ---- */

static bool parts_is_written(const CallParts *parts, int arg)
{
    const Type *type = parts->shape->params.items[arg]->type;

    return type_is_pointer(type) && !type_is_const(type_elem(type));
}

/* Whether the parameter is the adjoint or tangent of an argument. */
static bool parts_is_shadow(Meaning meaning)
{
    return meaning.role == ROLE_ADJOINT || meaning.role == ROLE_TANGENT;
}

/* A part whose own argument is only read adds nothing where the adjoints that it adds from, or the tangents that it adds to,
 * are of inactive arguments. */
Use parts_use_of(Derive *d, const Stmt *s, const Func *part, int own)
{
    const CallParts *parts = s->u.call.callee->parts;
    int              active = 0, inactive = 0;

    for (int i = 0; i < part->params.count; i++) {
        Meaning meaning = parts_meaning(parts, part->params.items[i]);

        if (parts_is_shadow(meaning) && meaning.arg != own)
            (*(calls_arg_is_active(d, s, meaning.arg) ? &active : &inactive))++;
    }
    if (inactive == 0)
        return USE_RUN;
    return active == 0 && !parts_is_written(parts, own) ? USE_SKIP : USE_REFUSE;
}

void parts_refuse(Derive *d, const Stmt *s, const Func *part)
{
    const CallParts *parts = s->u.call.callee->parts;

    for (int i = 0; i < part->params.count; i++) {
        Meaning meaning = parts_meaning(parts, part->params.items[i]);

        if (!parts_is_shadow(meaning) || calls_arg_is_active(d, s, meaning.arg))
            continue;
        diag_error(d->diag, s->loc, "adgen-inactive", "'%s' writes active data to '%s', which is marked ADGEN_INACTIVE or has no %s",
                   s->u.call.callee->name, parts->shape->params.items[meaning.arg]->name, d->tangents ? "tangent" : "adjoint");
        diag_note(d->diag, s->loc, "leave the mark away, or let the call write to memory of its own");
        return;
    }
}

void parts_check_overlap(Derive *d, const Stmt *s)
{
    const CallParts *parts = s->u.call.callee->parts;

    for (int i = 0; i < s->u.call.count; i++)
        for (int k = 0; k < s->u.call.count; k++)
            if (i != k && parts_is_written(parts, i) && type_is_pointer(s->u.call.args[k]->type) &&
                ir_uncast(s->u.call.args[i])->op != OP_INT &&
                ir_same(ir_uncast(s->u.call.args[i]), ir_uncast(s->u.call.args[k]))) {
                diag_error(d->diag, s->loc, "adgen-memory", "'%s' writes to '%s', which is '%s' as well", s->u.call.callee->name,
                           parts->shape->params.items[i]->name, parts->shape->params.items[k]->name);
                diag_note(d->diag, s->loc, "BLAS and LAPACK leave open what comes of that: hand it a copy of one of them");
                return;
            }
}

/* The parts of the active arguments; that of the output, where it comes last, only if what the output held matters. */
static void parts_choose(Derive *d, const Stmt *s, Kept *kept)
{
    const CallParts *parts = s->u.call.callee->parts;
    int              last = -1;

    parts_check_overlap(d, s);
    for (int i = 0; i < parts->list.count; i++) {
        const CallPart *part = &parts->list.items[i];
        int             arg = parts_index(parts, part->of, strlen(part->of));
        Use             use = USE_SKIP;

        if (arg >= 0 && calls_arg_is_active(d, s, arg))
            use = parts_use_of(d, s, part->func, arg);
        if (use == USE_REFUSE)
            parts_refuse(d, s, part->func);
        if (use == USE_RUN) {
            VEC_PUSH(d->arena, &kept->parts, part->func);
            last = arg;
        }
    }
    if (last >= 0 && parts_is_written(parts, last) && calls_arg_is_fresh(d, s, last, true))
        kept->parts.count--;
}

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
    int           last = layout_info(layout, c->s)->pos - !behind;

    if (first > last)
        return true;
    if (layout_changes(layout, copy->pointer, first, last) || layout_changes(layout, copy->extent.runs, first, last) ||
        layout_changes(layout, copy->extent.length, first, last) || layout_changes(layout, copy->extent.stride, first, last))
        return false;
    return !calls_stores(c->d, first, last, objects);
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
    int         index = parts_stride_index(c->parts, "inc", arg, c->d->arena);
    Copy       *copy = ARENA_NEW(c->d->arena, Copy);
    Block      *out = behind ? c->after : c->out;
    const Copy *known;

    if (index < 0)
        index = parts_stride_index(c->parts, "ld", arg, c->d->arena);
    *copy = (Copy){.call = c->s, .block = c->out, .behind = behind, .pointer = c->s->u.call.args[arg]};
    copy->extent = (Extent){parts_size(c, arg, "_runs"), parts_size(c, arg, "_length"), NULL};
    copy->extent.stride = index < 0 ? copy->extent.length : c->s->u.call.args[index];
    known = parts_find_copy(c, keeping, copy);
    if (known)
        return known->call == c->s ? known->name : known->var;
    remarks_copy(c->d, c->s, arg);
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
    ENSURE(map_get(d->kept, s));
    return ((const Kept *)map_get(d->kept, s))->own.count == 0;
}
