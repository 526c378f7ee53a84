#include "base/intern.h"
#include "facts.h"
#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"

/*
 * simplify_scalars - make variables of a temporary array's or record's elements.
 *
 *     double a_adj[3] = {0}; a_adj[1] = a_adj[1] + x -> double a_adj_1 = 0.0; a_adj_1 = a_adj_1 + x
 *
 * Only what is ours, what nothing takes the address of, and where every mention picks one scalar by constants; it is
 * declared without a value or with zeros.  The user's arrays stay arrays.
 */
enum { MAX_PARTS = 64 };

/* An array or record that may be taken apart. */
typedef struct Whole {
    bool       fits;
    StrMap    *by_path;  /* "_1_0_x" -> Var */
    VEC(Var *) vars;
} Whole;

typedef struct Scalars {
    Program     *p;
    Arena       *arena;
    Func        *func;
    const Facts *f;
    Whole       *wholes;  /* by variable */
} Scalars;

static Whole *whole_of(const Scalars *s, const Var *var)
{
    return var->kind == VAR_TEMP && facts_is_private(s->f, var) ? &s->wholes[var->id] : NULL;
}

/* The path of a scalar place that is picked by constants within bounds, or NULL. */
static const char *path_of(const Scalars *s, const Expr *place)
{
    long long index;
    if (place->op == OP_VAR)
        return "";
    if (place->op == OP_FIELD) {
        const char *before = place->u.field->record->is_union ? NULL : path_of(s, place->args[0]);
        return before ? arena_printf(s->arena, "%s_%s", before, place->u.field->name) : NULL;
    }
    if (place->op != OP_INDEX || place->args[0]->type->kind != TYPE_ARRAY || !fold_is_integer(place->args[1], &index))
        return NULL;
    if (index < 0 || index >= place->args[0]->type->u.array.count)
        return NULL;
    const char *before = path_of(s, place->args[0]);
    return before ? arena_printf(s->arena, "%s_%lld", before, index) : NULL;
}

/* ---- Which fit ---- */

static long long count_scalars(const Type *type)
{
    long long sum = 0;
    if (type->kind == TYPE_ARRAY)
        return type->u.array.count < 0 ? MAX_PARTS + 1 : type->u.array.count * count_scalars(type->u.array.elem);
    if (type->kind != TYPE_RECORD)
        return 1;
    for (int i = 0; i < type->u.record->fields.count && sum <= MAX_PARTS; i++)
        sum += count_scalars(type->u.record->fields.items[i]->type);
    return sum;
}

/* Every mention of a candidate is looked at from the outside: a place that picks a scalar settles what is below. */
static void look_at(Scalars *s, const Expr *e)
{
    Var   *root = op_info[e->op].flags & OPF_PLACE ? ir_root_var(e) : NULL;
    Whole *whole = root ? whole_of(s, root) : NULL;
    if (!whole) {
        for (int i = 0; i < e->count; i++)
            look_at(s, e->args[i]);
        return;
    }
    if (type_is_scalar(e->type) && !(e->type->quals & TYPE_VOLATILE) && path_of(s, e))
        return;
    whole->fits = false;
    for (int i = 1; i < e->count; i++)
        look_at(s, e->args[i]);
}

static void look_at_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    look_at(data, e);
}

static void look_at_node(Scalars *s, const Node *node)
{
    const Stmt *stmt = node->stmt;
    Whole      *whole = !node->is_cond && stmt->kind == STMT_DECL ? whole_of(s, stmt->u.decl.var) : NULL;
    if (!whole) {
        facts_exprs(node, look_at_expr, s);
        return;
    }
    const Expr *init = stmt->u.decl.init;
    if (init)
        look_at(s, init);
    whole->fits = whole->fits && !facts_is_held(s->f, stmt->u.decl.var)
               && (!init || (init->op == OP_INIT && init->count == 0));
}

/* ---- Taking apart ---- */

static Var *part_of(Scalars *s, const Expr *place, const Var *root)
{
    Whole      *whole = &s->wholes[root->id];
    const char *path = path_of(s, place);
    if (!whole->by_path)
        whole->by_path = strmap_new(s->arena);
    Var *var = strmap_get(whole->by_path, path);
    if (var)
        return var;
    const char *name = arena_printf(s->p->arena, "%s%s", root->name, path);
    var = ir_new_var(s->p, s->func, VAR_TEMP, name, type_unqualified(s->p, place->type), root->loc);
    var->is_shadow = root->is_shadow;
    strmap_put(whole->by_path, path, var);
    VEC_PUSH(s->arena, &whole->vars, var);
    return var;
}

static const Expr *take_apart(Scalars *s, const Expr *e)
{
    Var *root = op_info[e->op].flags & OPF_PLACE ? ir_root_var(e) : NULL;
    if (root && whole_of(s, root) && whole_of(s, root)->fits)
        return ir_var(s->p, e->loc, part_of(s, e, root));
    if (e->count == 0)
        return e;
    const Expr **args = ARENA_ARRAY(s->arena, const Expr *, e->count);
    for (int i = 0; i < e->count; i++)
        args[i] = take_apart(s, e->args[i]);
    return ir_with_args(s->p, e, args);
}

static const Expr *take_apart_whole(void *data, const Expr *e, bool is_target, bool again)
{
    (void)is_target;
    (void)again;
    return take_apart(data, e);
}

static const Expr *zero_for(const Scalars *s, const Stmt *decl, const Var *var)
{
    if (!decl->u.decl.init)
        return NULL;
    if (type_is_real(var->type))
        return ir_real(s->p, decl->loc, var->type, 0.0L);
    const Expr *zero = ir_int(s->p, decl->loc, type_int(s->p, INT_INT), 0);
    return ir_cast(s->p, decl->loc, var->type, zero, true);
}

static void declare_parts(Scalars *s)
{
    StmtVec *before = ARENA_ARRAY(s->arena, StmtVec, s->f->nodes.count + 1);
    bool    *gone = ARENA_ARRAY(s->arena, bool, s->f->nodes.count + 1);
    for (int pos = 0; pos < s->f->nodes.count; pos++) {
        const Node *node = &s->f->nodes.items[pos];
        const Stmt *stmt = node->stmt;
        Whole      *whole = !node->is_cond && stmt->kind == STMT_DECL ? whole_of(s, stmt->u.decl.var) : NULL;
        if (!whole || !whole->fits)
            continue;
        gone[pos] = true;
        for (int i = 0; i < whole->vars.count; i++) {
            Var *var = whole->vars.items[i];
            VEC_PUSH(s->arena, &before[pos], ir_decl(s->p, stmt->loc, var, zero_for(s, stmt, var)));
        }
    }
    facts_rebuild(s->p, s->f, before, gone);
}

static bool find_wholes(Scalars *s)
{
    bool any = false;
    s->wholes = ARENA_ARRAY(s->arena, Whole, s->func->vars.count + 1);
    for (int i = 0; i < s->func->vars.count; i++) {
        const Var *var = s->func->vars.items[i];
        s->wholes[i].fits = whole_of(s, var) && count_scalars(var->type) <= MAX_PARTS;
    }
    for (int i = 0; i < s->f->nodes.count; i++)
        look_at_node(s, &s->f->nodes.items[i]);
    for (int i = 0; i < s->func->vars.count; i++)
        any = any || s->wholes[i].fits;
    return any;
}

/* Whether any variable may come to be one of those: else nothing needs to be known of the function. */
static bool has_wholes(const Func *func)
{
    for (int i = 0; i < func->vars.count; i++) {
        const Var *var = func->vars.items[i];
        if (var->kind == VAR_TEMP && (var->type->kind == TYPE_ARRAY || var->type->kind == TYPE_RECORD))
            return true;
    }
    return false;
}

bool simplify_scalars(Program *p, Func *func)
{
    if (!has_wholes(func))
        return false;
    Arena  *arena = arena_new();
    Scalars s = {.p = p, .arena = arena, .func = func, .f = facts_build(arena, func)};
    bool    any = find_wholes(&s);
    if (any) {
        for (int i = 0; i < s.f->nodes.count; i++)
            facts_map(p, &s.f->nodes.items[i], take_apart_whole, &s);
        declare_parts(&s);
    }
    arena_free(arena);
    return any;
}
