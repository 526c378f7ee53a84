#include "facts.h"

#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"

/* ---- Memory ---- */

static MemoryClass class_of_type(const Type *type)
{
    switch (type->kind) {
    case TYPE_BOOL:
    case TYPE_ENUM:
        return MEMORY_INTEGER;
    case TYPE_INT:
        return type->u.integer <= INT_UCHAR ? MEMORY_ANY : MEMORY_INTEGER;
    case TYPE_POINTER:
        return MEMORY_POINTER;
    case TYPE_REAL:
        return type->u.real == REAL_FLOAT ? MEMORY_FLOAT
             : type->u.real == REAL_DOUBLE ? MEMORY_DOUBLE : MEMORY_LONG_DOUBLE;
    default:
        return MEMORY_ANY;
    }
}

/* What is read or written as a member of a union may be read as another. */
static MemoryClass class_of_place(const Expr *place)
{
    for (const Expr *e = place; e->op == OP_FIELD || e->op == OP_INDEX; e = e->args[0]) {
        if (e->op == OP_FIELD && e->u.field->record->is_union)
            return MEMORY_ANY;
    }
    return class_of_type(place->type);
}

/* ---- Which variables can be followed ---- */

static bool is_own(const Facts *f, const Var *var)
{
    return var->kind != VAR_GLOBAL && var->id < f->func->vars.count && f->func->vars.items[var->id] == var;
}

bool facts_is_tracked(const Facts *f, const Var *var)
{
    return is_own(f, var) && f->tracked[var->id];
}

bool facts_is_private(const Facts *f, const Var *var)
{
    return is_own(f, var) && f->private[var->id];
}

bool facts_is_held(const Facts *f, const Var *var)
{
    return !is_own(f, var) || f->held[var->id];
}

static void hold(Facts *f, const Var *var)
{
    if (is_own(f, var))
        f->held[var->id] = true;
}

static void hold_opaque(Facts *f, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        hold(f, opaque->vars.items[i]);
        if (is_own(f, opaque->vars.items[i]))
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
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            ir_visit_expr(type->u.array.length, hold_mentioned, f);
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
        if (root && is_own(f, root))
            f->private[root->id] = false;
    }
}

static void hold_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, hold_node, data);
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
        if (is_own(f, opaque->writes.items[i]))
            f->tracked[opaque->writes.items[i]->id] = false;
    }
}

static void classify_vars(Facts *f)
{
    for (int i = 0; i < f->func->vars.count; i++) {
        const Var  *var = f->func->vars.items[i];
        const Type *type = var->type;
        bool        is_volatile = type->quals & TYPE_VOLATILE;
        bool        is_whole = type->kind == TYPE_ARRAY || type->kind == TYPE_RECORD;
        f->tracked[i] = var->kind != VAR_GLOBAL && var->is_register && type_is_scalar(type) && !is_volatile;
        f->private[i] = (var->kind == VAR_LOCAL || var->kind == VAR_TEMP) && is_whole && !is_volatile;
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

/* ---- Numbering ---- */

static void number_block(Facts *f, Block *block, int owner, int parent, int loop);

static void number_cond(Facts *f, Stmt *s, int scope, int loop)
{
    Node node = {.stmt = s, .is_cond = true, .end = f->nodes.count + 1, .scope = scope, .loop = loop};
    VEC_PUSH(f->arena, &f->scopes.items[scope].nodes, f->nodes.count);
    VEC_PUSH(f->arena, &f->nodes, node);
}

static void number_stmt(Facts *f, Stmt *s, int scope, int loop)
{
    int    pos = f->nodes.count;
    Node   node = {.stmt = s, .scope = scope, .loop = loop};
    Block *inner[3];
    int    count = ir_stmt_blocks(s, inner);
    VEC_PUSH(f->arena, &f->scopes.items[scope].nodes, pos);
    VEC_PUSH(f->arena, &f->nodes, node);
    bool is_loop = s->kind == STMT_FOR || s->kind == STMT_LOOP;
    for (int i = 0; i < count; i++)
        number_block(f, inner[i], pos, scope, is_loop ? pos : loop);
    f->nodes.items[pos].end = f->nodes.count;
}

static void number_block(Facts *f, Block *block, int owner, int parent, int loop)
{
    int   id = f->scopes.count;
    Scope scope = {.block = block, .owner = owner, .parent = parent, .first = f->nodes.count, .loop = loop};
    VEC_PUSH(f->arena, &f->scopes, scope);
    for (int i = 0; i < block->stmts.count; i++)
        number_stmt(f, block->stmts.items[i], id, loop);
    if (owner >= 0) {
        Stmt *s = f->nodes.items[owner].stmt;
        if (s->kind == STMT_LOOP && block == s->u.loop.head)
            number_cond(f, s, id, owner);
    }
    f->scopes.items[id].end = f->nodes.count;
}

/* The blocks of each compound statement, found from their owners. */
static void link_scopes(Facts *f)
{
    for (int k = 0; k < 3; k++) {
        f->scope_of[k] = ARENA_ARRAY(f->arena, int, f->nodes.count);
        for (int i = 0; i < f->nodes.count; i++)
            f->scope_of[k][i] = -1;
    }
    for (int i = 1; i < f->scopes.count; i++) {
        int owner = f->scopes.items[i].owner, k = 0;
        while (f->scope_of[k][owner] >= 0)
            k++;
        f->scope_of[k][owner] = i;
    }
}

/* ---- Writes ---- */

static void note_store(Facts *f, MemoryClass class, int pos)
{
    IntVec *list = &f->stores[class];
    if (list->count == 0 || list->items[list->count - 1] != pos)
        VEC_PUSH(f->arena, list, pos);
}

static void note_write(Facts *f, const Var *var, int pos)
{
    if (facts_is_tracked(f, var) || facts_is_private(f, var))
        VEC_PUSH(f->arena, &f->writes[var->id], pos);
    else
        note_store(f, class_of_type(var->type), pos);
}

static void note_place(Facts *f, const Expr *place, int pos)
{
    Var *root = ir_root_var(place);
    if (root && (facts_is_tracked(f, root) || facts_is_private(f, root)))
        note_write(f, root, pos);
    else
        note_store(f, class_of_place(place), pos);
}

static void note_opaque(Facts *f, const Opaque *opaque, int pos)
{
    if (opaque->effects || opaque->reaches.count > 0 || opaque->writes.count > 0)
        note_store(f, MEMORY_ANY, pos);
}

static void note_node(Facts *f, int pos)
{
    const Node *node = &f->nodes.items[pos];
    const Stmt *s = node->stmt;
    if (node->is_cond)
        return;
    switch (s->kind) {
    case STMT_DECL:
        note_write(f, s->u.decl.var, pos);
        break;
    case STMT_ASSIGN:
        note_place(f, s->u.assign.place, pos);
        break;
    case STMT_CALL:
        note_store(f, MEMORY_ANY, pos);
        if (s->u.call.place)
            note_place(f, s->u.call.place, pos);
        break;
    case STMT_FOR:
        note_write(f, s->u.loop_for.var, pos);
        break;
    case STMT_OPAQUE:
        note_opaque(f, s->u.opaque, pos);
        break;
    case STMT_BREAK:
    case STMT_CONTINUE:
        if (node->loop >= 0)
            f->jumps[node->loop] |= s->kind == STMT_BREAK ? JUMP_BREAK : JUMP_CONTINUE;
        break;
    default:
        break;
    }
}

Facts *facts_build(Arena *arena, const Func *func)
{
    Facts *f = ARENA_NEW(arena, Facts);
    int    vars = func->vars.count;
    f->arena = arena;
    f->func = func;
    f->tracked = ARENA_ARRAY(arena, bool, vars + 1);
    f->private = ARENA_ARRAY(arena, bool, vars + 1);
    f->held = ARENA_ARRAY(arena, bool, vars + 1);
    f->writes = ARENA_ARRAY(arena, IntVec, vars + 1);
    number_block(f, func->body, -1, -1, -1);
    link_scopes(f);
    f->jumps = ARENA_ARRAY(arena, unsigned char, f->nodes.count + 1);
    classify_vars(f);
    for (int pos = 0; pos < f->nodes.count; pos++)
        note_node(f, pos);
    return f;
}

/* ---- Questions ---- */

/* The index of the first item that is not less than `least`. */
static int lower_bound(const IntVec *list, int least)
{
    int low = 0, high = list->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (list->items[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool any_between(const IntVec *list, int from, int to)
{
    int i = lower_bound(list, from);
    return i < list->count && list->items[i] < to;
}

bool facts_written(const Facts *f, const Var *var, int from, int to)
{
    return any_between(&f->writes[var->id], from, to);
}

int facts_last_write(const Facts *f, const Var *var, int before)
{
    int i = lower_bound(&f->writes[var->id], before);
    return i > 0 ? f->writes[var->id].items[i - 1] : -1;
}

static bool stored(const Facts *f, MemoryClass class, int from, int to)
{
    if (any_between(&f->stores[MEMORY_ANY], from, to))
        return true;
    for (int i = 0; i < MEMORY_ANY; i++) {
        if ((class == MEMORY_ANY || class == (MemoryClass)i) && any_between(&f->stores[i], from, to))
            return true;
    }
    return false;
}

static bool place_unchanged(const Facts *f, const Expr *place, int from, int to)
{
    Var *root = ir_root_var(place);
    if (place->type->quals & TYPE_VOLATILE)
        return false;
    if (root && (facts_is_tracked(f, root) || facts_is_private(f, root)))
        return !facts_written(f, root, from, to);
    return !stored(f, class_of_place(place), from, to);
}

/* Whether what it takes to find the place is unchanged; what the place holds does not matter. */
static bool address_unchanged(const Facts *f, const Expr *place, int from, int to)
{
    switch (place->op) {
    case OP_VAR:
        return true;
    case OP_FIELD:
        return address_unchanged(f, place->args[0], from, to);
    case OP_INDEX:
        if (!facts_unchanged(f, place->args[1], from, to))
            return false;
        return place->args[0]->type->kind == TYPE_ARRAY ? address_unchanged(f, place->args[0], from, to)
                                                        : facts_unchanged(f, place->args[0], from, to);
    case OP_DEREF:
        return facts_unchanged(f, place->args[0], from, to);
    default:
        return false;
    }
}

bool facts_unchanged(const Facts *f, const Expr *e, int from, int to)
{
    if (from >= to)
        return true;
    if (e->op == OP_OPAQUE)
        return false;
    if (op_info[e->op].flags & OPF_PLACE)
        return place_unchanged(f, e, from, to) && address_unchanged(f, e, from, to);
    if (e->op == OP_ADDR || e->op == OP_DECAY)
        return address_unchanged(f, e->args[0], from, to);
    for (int i = 0; i < e->count; i++) {
        if (!facts_unchanged(f, e->args[i], from, to))
            return false;
    }
    return true;
}

bool facts_dominates(const Facts *f, int p, int q)
{
    return p < q && q < f->scopes.items[f->nodes.items[p].scope].end;
}

int facts_reach(const Facts *f, int p, int q)
{
    int end = q;
    for (int loop = f->nodes.items[q].loop; loop > p; loop = f->nodes.items[loop].loop)
        end = f->nodes.items[loop].end;
    return end;
}

/* ---- The expressions of a node ---- */

void facts_exprs(const Node *node, void (*visit)(void *data, const Expr *e, bool is_target), void *data)
{
    if (node->is_cond || node->stmt->kind != STMT_LOOP)
        ir_stmt_exprs(node->stmt, visit, data);
}

typedef struct Mapping {
    FactsMap *map;
    void     *data;
} Mapping;

static const Expr *map_value(const Mapping *m, const Expr *e)
{
    return e ? m->map(m->data, e, false, false) : NULL;
}

static const Expr *map_target(const Mapping *m, const Expr *e)
{
    return e ? m->map(m->data, e, true, false) : NULL;
}

static void map_call(Program *p, Stmt *s, const Mapping *m)
{
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, s->u.call.count);
    bool         same = true;
    for (int i = 0; i < s->u.call.count; i++) {
        args[i] = map_value(m, s->u.call.args[i]);
        same = same && args[i] == s->u.call.args[i];
    }
    if (!same)
        s->u.call.args = args;
    s->u.call.place = map_target(m, s->u.call.place);
}

void facts_map(Program *p, const Node *node, FactsMap *map, void *data)
{
    Stmt   *s = node->stmt;
    Mapping m = {map, data};
    switch (s->kind) {
    case STMT_DECL:
        s->u.decl.init = map_value(&m, s->u.decl.init);
        break;
    case STMT_ASSIGN:
        s->u.assign.value = map_value(&m, s->u.assign.value);
        s->u.assign.place = map_target(&m, s->u.assign.place);
        break;
    case STMT_CALL:
        map_call(p, s, &m);
        break;
    case STMT_IF:
        s->u.branch.cond = map_value(&m, s->u.branch.cond);
        break;
    case STMT_FOR:
        s->u.loop_for.from = map_value(&m, s->u.loop_for.from);
        s->u.loop_for.to = map(data, s->u.loop_for.to, false, true);
        break;
    case STMT_LOOP:
        if (node->is_cond)
            s->u.loop.cond = map_value(&m, s->u.loop.cond);
        break;
    case STMT_RETURN:
        s->u.result = map_value(&m, s->u.result);
        break;
    default:
        break;
    }
}

typedef struct ReadMapping {
    const Expr *(*map)(void *data, const Expr *var);
    void       *data;
} ReadMapping;

static const Expr *map_read(void *data, const Expr *e)
{
    const ReadMapping *m = data;
    return e->op == OP_VAR ? m->map(m->data, e) : e;
}

static const Expr *map_target_reads(Program *p, const Expr *place, ReadMapping *m)
{
    const Expr *args[2];
    bool        of_array = place->op == OP_INDEX && place->args[0]->type->kind == TYPE_ARRAY;
    if (place->op == OP_VAR)
        return place;
    if (place->op != OP_FIELD && !of_array)
        return ir_map_expr(p, place, map_read, m);
    args[0] = map_target_reads(p, place->args[0], m);
    if (of_array)
        args[1] = ir_map_expr(p, place->args[1], map_read, m);
    return ir_with_args(p, place, args);
}

const Expr *facts_map_reads(Program *p, const Expr *e, bool is_target,
                            const Expr *(*map)(void *data, const Expr *var), void *data)
{
    ReadMapping m = {map, data};
    return is_target ? map_target_reads(p, e, &m) : ir_map_expr(p, e, map_read, &m);
}

void facts_sweep(const Facts *f, const bool *gone)
{
    for (int i = 0; i < f->scopes.count; i++) {
        const Scope *scope = &f->scopes.items[i];
        int          kept = 0;
        for (int k = 0; k < scope->block->stmts.count; k++) {
            if (!gone[scope->nodes.items[k]])
                scope->block->stmts.items[kept++] = scope->block->stmts.items[k];
        }
        scope->block->stmts.count = kept;
    }
}

void facts_insert(Program *p, const Facts *f, const StmtVec *before)
{
    for (int i = 0; i < f->scopes.count; i++) {
        const Scope *scope = &f->scopes.items[i];
        Block        old = *scope->block;
        *scope->block = (Block){0};
        for (int k = 0; k < old.stmts.count; k++) {
            const StmtVec *new = &before[scope->nodes.items[k]];
            for (int n = 0; n < new->count; n++)
                ir_push(p, scope->block, new->items[n]);
            ir_push(p, scope->block, old.stmts.items[k]);
        }
    }
}

typedef struct Reading {
    void (*visit)(void *data, Var *var);
    void *data;
} Reading;

static void read_opaque(const Reading *r, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        r->visit(r->data, opaque->vars.items[i]);
        r->visit(r->data, opaque->vars.items[i]);   /* twice: no single use can be replaced */
    }
}

static void read_node(void *data, const Expr *e)
{
    const Reading *r = data;
    if (e->op == OP_VAR)
        r->visit(r->data, e->u.var);
    else if (e->op == OP_OPAQUE)
        read_opaque(r, e->u.opaque);
}

static void read_target(Reading *r, const Expr *place)
{
    switch (place->op) {
    case OP_VAR:
        break;
    case OP_FIELD:
        read_target(r, place->args[0]);
        break;
    case OP_INDEX:
        ir_visit_expr(place->args[1], read_node, r);
        if (place->args[0]->type->kind == TYPE_ARRAY)
            read_target(r, place->args[0]);
        else
            ir_visit_expr(place->args[0], read_node, r);
        break;
    default:
        ir_visit_expr(place, read_node, r);
        break;
    }
}

static void read_expr(void *data, const Expr *e, bool is_target)
{
    if (is_target)
        read_target(data, e);
    else
        ir_visit_expr(e, read_node, data);
}

void facts_reads(const Node *node, void (*visit)(void *data, Var *var), void *data)
{
    Reading r = {visit, data};
    facts_exprs(node, read_expr, &r);
    if (!node->is_cond && node->stmt->kind == STMT_OPAQUE)
        read_opaque(&r, node->stmt->u.opaque);
}

Var *facts_target(const Node *node)
{
    const Stmt *s = node->stmt;
    const Expr *place = NULL;
    switch (s->kind) {
    case STMT_DECL:
        return s->u.decl.var;
    case STMT_ASSIGN:
        place = s->u.assign.place;
        break;
    case STMT_CALL:
        place = s->u.call.place;
        break;
    default:
        break;
    }
    return place && place->op == OP_VAR ? place->u.var : NULL;
}

const Expr *facts_value(const Node *node)
{
    switch (node->stmt->kind) {
    case STMT_DECL:   return node->stmt->u.decl.init;
    case STMT_ASSIGN: return node->stmt->u.assign.value;
    default:          return NULL;
    }
}
