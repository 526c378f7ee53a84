#include "facts.h"

#include "ahead.h"
#include "base/sorted.h"
#include "blocks.h"
#include "held.h"
#include "ir/walk.h"
#include "memory.h"

/* ---- Numbering ---- */

static void number_block(Facts *f, Block *block, int owner, int parent, int loop);

static void number_cond(Facts *f, Stmt *s, int scope, int loop)
{
    Node node = {.stmt = s, .kind = s->kind, .is_cond = true, .end = f->nodes.count + 1, .scope = scope, .loop = loop};
    VEC_PUSH(f->arena, &f->scopes.items[scope].nodes, f->nodes.count);
    VEC_PUSH(f->arena, &f->nodes, node);
}

static void number_stmt(Facts *f, Stmt *s, int scope, int loop)
{
    int    pos = f->nodes.count;
    Node   node = {.stmt = s, .kind = s->kind, .end = pos + 1, .scope = scope, .loop = loop};
    Block *inner[3];
    int    count = ir_stmt_blocks(s, inner);
    VEC_PUSH(f->arena, &f->scopes.items[scope].nodes, pos);
    VEC_PUSH(f->arena, &f->nodes, node);
    if (count == 0)
        return;
    bool is_loop = s->kind == STMT_FOR || s->kind == STMT_LOOP;
    for (int i = 0; i < count; i++)
        number_block(f, inner[i], pos, scope, is_loop ? pos : loop);
    f->nodes.items[pos].end = f->nodes.count;
}

static void number_block(Facts *f, Block *block, int owner, int parent, int loop)
{
    int   id = f->scopes.count;
    Scope scope = {.block = block, .owner = owner, .parent = parent, .first = f->nodes.count, .loop = loop};
    scope.nodes.room = block->stmts.count + 1;
    scope.nodes.items = ARENA_ARRAY(f->arena, int, scope.nodes.room);
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
        f->scope_of[k] = f->scope_of[0];
        if (k > 0 && f->scopes.count == 1)      /* no statement has any: one list says so for all three */
            continue;
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

/* ---- Building ---- */

static void count_node(void *data, Stmt *s)
{
    *(int *)data += s->kind == STMT_LOOP ? 2 : 1;
}

static int count_nodes(const Func *func)
{
    int count = 0;
    ir_visit_stmts(func->body, count_node, &count);
    return count;
}

static void note_jump(Facts *f, int pos)
{
    const Node *node = &f->nodes.items[pos];
    StmtKind    kind = node->stmt->kind;
    if (node->loop >= 0 && (kind == STMT_BREAK || kind == STMT_CONTINUE))
        f->jumps[node->loop] |= kind == STMT_BREAK ? JUMP_BREAK : JUMP_CONTINUE;
}

/* The variables that nodes write whole, and whether all is one line, but for what leads to blocks. */
static void note_targets(Facts *f)
{
    f->is_line = !f->by_text;
    f->target = ARENA_ARRAY(f->arena, int, f->nodes.count + 1);
    f->folded = ARENA_ARRAY(f->arena, bool, f->nodes.count + 1);
    for (int pos = 0; pos < f->nodes.count; pos++) {
        const Node *node = &f->nodes.items[pos];
        const Var  *var = facts_target(node);
        f->target[pos] = !node->is_cond && var && held_is_own(f, var) ? var->id : -1;
        f->is_line = f->is_line && ir_is_plain(node->kind) && !(var && type_is_pointer(var->type));
    }
}

Facts *facts_build(Arena *arena, const Func *func)
{
    Facts *f = ARENA_NEW(arena, Facts);
    int    vars = func->vars.count + 1;
    f->arena = arena;
    f->func = func;
    f->vars = func->vars.count;
    f->tracked = ARENA_ARRAY(arena, bool, vars);
    f->private = ARENA_ARRAY(arena, bool, vars);
    f->held = ARENA_ARRAY(arena, bool, vars);
    f->is_temp = ARENA_ARRAY(arena, bool, vars);
    f->is_pointer = ARENA_ARRAY(arena, bool, vars);
    f->reads = ARENA_NEW(arena, Reads);
    f->writes = ARENA_ARRAY(arena, IntVec, vars);
    f->nodes.room = count_nodes(func);
    f->nodes.items = ARENA_ARRAY(arena, Node, f->nodes.room + 1);
    number_block(f, func->body, -1, -1, -1);
    link_scopes(f);
    f->jumps = ARENA_ARRAY(arena, unsigned char, f->nodes.count + 1);
    held_classify(f);
    note_targets(f);
    f->blocks = blocks_find(arena, f);
    if (f->blocks)
        f->block_writes = ARENA_ARRAY(arena, IntVec, vars);
    f->is_line = f->is_line && (!f->blocks || blocks_are_untouched(f->blocks));
    for (int pos = 0; pos < f->nodes.count; pos++)
        memory_note_writes(f, pos);
    for (int pos = 0; pos < f->nodes.count; pos++)
        note_jump(f, pos);
    return f;
}

/* ---- Questions ---- */

bool facts_any_between(const IntVec *list, int from, int to)
{
    int i = sorted_find(list->items, list->count, from);
    return i < list->count && list->items[i] < to;
}

bool facts_written(const Facts *f, const Var *var, int from, int to)
{
    return facts_any_between(&f->writes[var->id], from, to);
}

int facts_last_write(const Facts *f, const Var *var, int before)
{
    int i = sorted_find(f->writes[var->id].items, f->writes[var->id].count, before);
    return i > 0 ? f->writes[var->id].items[i - 1] : -1;
}

static bool place_unchanged(const Facts *f, const Expr *place, int from, int to)
{
    Memory m = memory_of(f, place);
    return !(place->type->quals & TYPE_VOLATILE) && !memory_written(f, &m, from, to);
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

bool facts_place_stays(const Facts *f, const Expr *place, int from, int to)
{
    return from >= to || address_unchanged(f, place, from, to);
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

/* ---- What nodes read ---- */

static void list_read(void *data, Var *var)
{
    const Facts *f = data;
    if (held_is_own(f, var))
        VEC_PUSH(f->arena, &f->reads->vars, var->id);
}

static bool has_effect(const Node *node)
{
    const Expr *value = facts_value(node);
    return (value && ahead_has_effect(value)) || (node->kind == STMT_ASSIGN && ahead_has_effect(node->stmt->u.assign.place));
}

/* In the place of what it read before, where that is large enough. */
static void list_node(const Facts *f, int pos)
{
    Reads *r = f->reads;
    int    end = r->vars.count;
    facts_reads(&f->nodes.items[pos], list_read, (void *)f);
    int count = r->vars.count - end;
    if (count <= r->count[pos]) {
        for (int i = 0; i < count; i++)
            r->vars.items[r->first[pos] + i] = r->vars.items[end + i];
        r->vars.count = end;
    } else {
        r->first[pos] = end;
    }
    r->count[pos] = count;
    r->has_effect[pos] = has_effect(&f->nodes.items[pos]);
    r->fresh[pos] = 1;
}

const Reads *facts_listed(const Facts *f)
{
    Reads *r = f->reads;
    int    nodes = f->nodes.count + 1;
    if (!r->first) {
        r->first = ARENA_ARRAY(f->arena, int, nodes);
        r->count = ARENA_ARRAY(f->arena, int, nodes);
        r->has_effect = ARENA_ARRAY(f->arena, bool, nodes);
        r->fresh = ARENA_ARRAY(f->arena, unsigned char, nodes);
        r->vars.room = 3 * nodes;
        r->vars.items = ARENA_ARRAY(f->arena, int, r->vars.room);
    }
    for (int pos = 0; !r->all_fresh && pos < f->nodes.count; pos++) {
        if (!r->fresh[pos])
            list_node(f, pos);
    }
    r->all_fresh = true;
    return r;
}

void facts_changed(const Facts *f, int pos)
{
    if (f->reads->first)
        f->reads->fresh[pos] = 0;
    f->reads->all_fresh = false;
    f->folded[pos] = false;
}

/* ---- Removal ---- */

static void renumber_list(IntVec *list, const int *now)
{
    int kept = 0;
    for (int i = 0; i < list->count; i++) {
        if (now[list->items[i]] >= 0)
            list->items[kept++] = now[list->items[i]];
    }
    list->count = kept;
}

static void move_node(Facts *f, int from, int to)
{
    Reads *r = f->reads;
    f->nodes.items[to] = f->nodes.items[from];
    f->nodes.items[to].end = to + 1;
    f->target[to] = f->target[from];
    f->folded[to] = f->folded[from];
    if (!r->first)
        return;
    r->first[to] = r->first[from];
    r->count[to] = r->count[from];
    r->has_effect[to] = r->has_effect[from];
    r->fresh[to] = r->fresh[from];
}

/* Of one block without others in it. */
static void renumber(Facts *f, const bool *gone)
{
    int *now = ARENA_ARRAY(f->arena, int, f->nodes.count + 1), kept = 0;
    for (int pos = 0; pos < f->nodes.count; pos++) {
        now[pos] = gone[pos] ? -1 : kept;
        if (!gone[pos])
            move_node(f, pos, kept++);
    }
    for (int i = 0; i < f->vars; i++) {
        renumber_list(&f->writes[i], now);
        if (f->block_writes)
            renumber_list(&f->block_writes[i], now);
    }
    for (int class = 0; class < MEMORY_CLASSES; class++) {
        for (int side = 0; side < SIDES; side++)
            renumber_list(&f->stores[class][side], now);
    }
    arena_release(f->arena, now, ((size_t)f->nodes.count + 1) * sizeof *now);
    f->nodes.count = f->scopes.items[0].nodes.count = f->scopes.items[0].end = kept;
}

void facts_remove(Program *p, Facts *f, const bool *gone)
{
    facts_rebuild(p, f, NULL, gone);
    if (f->is_line)
        renumber(f, gone);
}
