#include "held.h"

#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "ir/walk.h"

bool held_is_own(const Facts *f, const Var *var)
{
    return var->kind != VAR_GLOBAL && var->id < f->vars && f->func->vars.items[var->id] == var;
}

bool facts_is_tracked(const Facts *f, const Var *var)
{
    return held_is_own(f, var) && f->tracked[var->id];
}

bool facts_is_private(const Facts *f, const Var *var)
{
    return held_is_own(f, var) && f->private[var->id];
}

bool facts_is_held(const Facts *f, const Var *var)
{
    return !held_is_own(f, var) || f->held[var->id];
}

static void hold(Facts *f, const Var *var)
{
    if (held_is_own(f, var))
        f->held[var->id] = true;
}

static void hold_opaque(Facts *f, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        hold(f, opaque->vars.items[i]);
        if (held_is_own(f, opaque->vars.items[i]))
            f->private[opaque->vars.items[i]->id] = false;
    }
}

static void hold_mentioned(void *data, const Expr *e)
{
    Facts *f = data;
    if (e->op == OP_VAR)
        hold(f, e->u.var);
    else if (e->op == OP_OPAQUE)
        hold_opaque(f, e->u.opaque);
}

static void hold_lengths(Facts *f, const Type *type)
{
    for (; type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY; type = type_elem(type)) {
        if (type->kind == TYPE_ARRAY && type->u.array.length) {
            ir_visit_expr(type->u.array.length, hold_mentioned, f);
            f->by_text = true;
        }
    }
}

static void hold_node(void *data, const Expr *e)
{
    Facts *f = data;
    if (e->op == OP_OPAQUE) {
        hold_opaque(f, e->u.opaque);
    } else if (e->op == OP_CAST) {
        hold_lengths(f, e->type);
    } else if (e->op == OP_ADDR || e->op == OP_DECAY) {
        Var *root = ir_root_var(e->args[0]);
        if (root && held_is_own(f, root))
            f->private[root->id] = false;
    }
}

static void hold_expr(void *data, const Expr *e, bool is_target)
{
    Facts *f = data;
    (void)is_target;
    if (e->parts & (PART_OPAQUE | PART_ADDRESS | PART_POINTER_CAST)) {
        ir_visit_expr(e, hold_node, f);
        f->by_text = true;
    }
}

/* A pragma's words may name variables. */
static void hold_words(Facts *f, StrMap *by_name, const char *text)
{
    while (*text) {
        size_t length = 0;
        while (isalnum((unsigned char)text[length]) || text[length] == '_')
            length++;
        if (length == 0) {
            text++;
            continue;
        }
        IntVec *ids = strmap_get(by_name, arena_strndup(f->arena, text, length));
        for (int i = 0; ids && i < ids->count; i++)
            f->held[ids->items[i]] = true;
        text += length;
    }
}

static StrMap *ids_by_name(Facts *f)
{
    StrMap *map = strmap_new(f->arena);
    for (int i = 0; i < f->func->vars.count; i++) {
        const char *name = f->func->vars.items[i]->name;
        IntVec     *ids = strmap_get(map, name);
        if (!ids) {
            ids = ARENA_NEW(f->arena, IntVec);
            strmap_put(map, name, ids);
        }
        VEC_PUSH(f->arena, ids, i);
    }
    return map;
}

static void hold_pragmas(Facts *f)
{
    StrMap *by_name = NULL;
    for (int i = 0; i < f->nodes.count; i++) {
        const Stmt *s = f->nodes.items[i].stmt;
        if (s->kind != STMT_FOR || !s->u.loop_for.pragma)
            continue;
        if (!by_name)
            by_name = ids_by_name(f);
        hold_words(f, by_name, s->u.loop_for.pragma);
    }
}

/* What opaque text writes is followed by nobody. */
static void untrack_opaque(Facts *f, const Opaque *opaque)
{
    hold_opaque(f, opaque);
    for (int i = 0; i < opaque->writes.count; i++) {
        if (held_is_own(f, opaque->writes.items[i]))
            f->tracked[opaque->writes.items[i]->id] = false;
    }
}

void held_classify(Facts *f)
{
    for (int i = 0; i < f->func->vars.count; i++) {
        const Var  *var = f->func->vars.items[i];
        const Type *type = var->type;
        bool        is_volatile = type->quals & TYPE_VOLATILE;
        bool        is_whole = type->kind == TYPE_ARRAY || type->kind == TYPE_RECORD;
        f->tracked[i] = var->kind != VAR_GLOBAL && var->is_register && type_is_scalar(type) && !is_volatile;
        f->private[i] = var->kind != VAR_GLOBAL && is_whole && !is_volatile;
        f->is_temp[i] = var->kind == VAR_TEMP;
        f->is_pointer[i] = type_is_pointer(type);
        f->held[i] = f->held[i] || var->pinned || var->kind == VAR_GLOBAL;
        hold_lengths(f, type);
    }
    for (int i = 0; i < f->nodes.count; i++) {
        facts_exprs(&f->nodes.items[i], hold_expr, f);
        if (f->nodes.items[i].stmt->kind == STMT_OPAQUE)
            untrack_opaque(f, f->nodes.items[i].stmt->u.opaque);
    }
    hold_pragmas(f);
}

