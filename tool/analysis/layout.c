#include "analysis/layout.h"

#include <string.h>

#include "analysis/bytes.h"
#include "base/intern.h"
#include "base/sorted.h"
#include "hits.h"
#include "ir/table.h"
#include "ir/walk.h"
#include "rules/rule.h"

/* The numbers of the statements that assign one register. */
typedef struct Writes {
    VEC(int) at;
} Writes;

struct Layout {
    Arena *arena;
    Alias *alias;
    VEC(StmtInfo *) stmts;    /* by number */
    Map  **info;              /* Stmt -> StmtInfo; to NULL: nobody has asked for one that its number does not lead to */
    VEC(Store *)    stores;
    VarTable writes;          /* Var -> Writes */
    VEC(int) ends;            /* the numbers of statements at which the program may end */
    StoreIndex **index;       /* of the stores; to NULL: nobody has asked for it yet */
};

static void layout_block(Layout *layout, Block *block, Stmt *parent, Stmt *loop, int depth);

static void layout_register(Layout *layout, const Var *var, int pos)
{
    Writes *writes = vartable_get(&layout->writes, var);

    if (writes == NULL) {
        writes = ARENA_NEW(layout->arena, Writes);
        vartable_put(&layout->writes, var, writes);
    }
    VEC_PUSH(layout->arena, &writes->at, pos);
}

static Store *layout_new_store(Layout *layout, Stmt *s, int pos)
{
    Store *store = ARENA_NEW(layout->arena, Store);

    store->pos = pos;
    store->stmt = s;
    VEC_PUSH(layout->arena, &layout->stores, store);
    return store;
}

static void layout_write(Layout *layout, Stmt *s, int pos, const Expr *place)
{
    if (ir_is_register(place)) {
        layout_register(layout, place->u.var, pos);
    } else {
        Store *store = layout_new_store(layout, s, pos);

        store->place = place;
        alias_of_place(layout->alias, place, &store->objects);
    }
}

/* Library functions that write nothing of what the program sees, whatever their arguments. */
static bool layout_is_harmless(const Func *callee)
{
    static const char *const names[] = {"printf", "puts",   "putchar", "fprintf", "fputs", "fflush", "perror",
                                        "malloc", "calloc", "free",    "abort",   "exit",  "clock",  "fputc",
                                        "adgen_tape_resize", "adgen_tape_hold", "adgen_tape_kept",
                                        "adgen_tape_allocate", "adgen_tape_release"};
    static const char schedule[] = "adgen_checkpoint_";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (callee->is_library && strcmp(callee->name, names[i]) == 0)
            return true;
    return callee->keeps || (callee->is_library && strncmp(callee->name, schedule, sizeof schedule - 1) == 0);
}

/* The globals that such a function may write. */
static void layout_globals(Layout *layout, const Effects *effects, IntSet *out)
{
    for (int i = 0; effects->globals && i < alias_count(layout->alias); i++) {
        const Object *object = alias_object(layout->alias, i);

        if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL && object->var->is_written)
            intset_add(layout->arena, out, i);
    }
}

static void layout_written(Layout *layout, Stmt *s, int pos, const IntSet *written, bool unknown)
{
    if (written->count || unknown) {
        Store *store = layout_new_store(layout, s, pos);

        store->objects = *written;
        store->unknown = unknown;
    }
}

/* A function whose body is visible writes what it is known to write. */
static void layout_visible_call(Layout *layout, Stmt *s, int pos)
{
    const Effects *effects = alias_effects(layout->alias, s->u.call.callee);
    IntSet         written = {0};

    for (int i = 0; i < s->u.call.count; i++)
        if (effects->unknown || (i < s->u.call.callee->params.count && effects->writes[i]))
            alias_reach(layout->alias, s->u.call.args[i], &written);
    layout_globals(layout, effects, &written);
    layout_written(layout, s, pos, &written, effects->unknown);
}

/* strtok (NULL, …) goes on in the text that an earlier call was given. */
static void layout_remembered(Layout *layout, const Stmt *s, IntSet *out)
{
    if (strcmp(s->u.call.callee->name, "strtok") != 0)
        return;
    for (int i = 0; i < alias_count(layout->alias); i++)
        if (bytes_is_text(alias_object(layout->alias, i)))
            intset_add(layout->arena, out, i);
}

/* What the functions write whose addresses a function of the library gets: qsort's, to compare elements. */
static void layout_callbacks(Layout *layout, Stmt *s, int pos)
{
    Targets given = {0};

    alias_callbacks(layout->alias, s, &given);
    for (int i = 0; i < given.count; i++) {
        const Effects *effects = alias_effects(layout->alias, given.items[i]);
        IntSet         written = {0};

        layout_globals(layout, effects, &written);
        layout_written(layout, s, pos, &written, effects->unknown);
    }
}

static void layout_call(Layout *layout, Stmt *s, int pos)
{
    IntSet reached = {0};

    if (s->u.call.place)
        layout_write(layout, s, pos, s->u.call.place);
    if (layout_is_harmless(s->u.call.callee))
        return;
    if (s->u.call.callee->body) {
        layout_visible_call(layout, s, pos);
        return;
    }
    if (rule_effect(s->u.call.callee->name) == EFFECT_ALLOC)
        return;                                      /* what it writes nobody has seen yet */
    for (int i = 0; i < s->u.call.count; i++)
        if (type_is_pointer(s->u.call.args[i]->type))
            alias_of_pointer(layout->alias, s->u.call.args[i], &reached);
    if (!s->u.call.callee->is_library || rule_effect(s->u.call.callee->name) == EFFECT_UNKNOWN)
        alias_close(layout->alias, &reached);
    layout_remembered(layout, s, &reached);
    layout_written(layout, s, pos, &reached, !s->u.call.callee->is_library);
    layout_callbacks(layout, s, pos);
}

static void layout_opaque(Layout *layout, Stmt *s, int pos, const Opaque *opaque)
{
    for (int i = 0; i < opaque->writes.count; i++) {
        Var *var = opaque->writes.items[i];

        if (var->is_register) {
            layout_register(layout, var, pos);
        } else {
            Store *store = layout_new_store(layout, s, pos);

            intset_add(layout->arena, &store->objects, alias_of_var(layout->alias, var));
        }
    }
    for (int i = 0; i < opaque->reaches.count; i++) {
        Store *store = layout_new_store(layout, s, pos);
        int    object = alias_of_var(layout->alias, opaque->reaches.items[i]);

        if (object >= 0)
            intset_add_all(layout->arena, &store->objects, &alias_object(layout->alias, object)->contents);
        alias_close(layout->alias, &store->objects);
    }
}

static void layout_inner(Layout *layout, Stmt *s, int pos, Stmt *loop, int depth)
{
    switch (s->kind) {
    case STMT_IF:
        layout_block(layout, s->u.branch.then, s, loop, depth);
        layout_block(layout, s->u.branch.other, s, loop, depth);
        break;
    case STMT_FOR:
        layout_register(layout, s->u.loop_for.var, pos);
        layout_block(layout, s->u.loop_for.body, s, s, depth + 1);
        break;
    case STMT_LOOP:
        layout_block(layout, s->u.loop.head, s, s, depth + 1);
        layout_block(layout, s->u.loop.body, s, s, depth + 1);
        layout_block(layout, s->u.loop.step, s, s, depth + 1);
        break;
    case STMT_BLOCK:
        layout_block(layout, s->u.block, s, loop, depth);
        break;
    default:
        break;
    }
}

/* Whether the program may end in the call, or the call may not return. */
static bool layout_ends(const Layout *layout, const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    Targets     targets = {0};
    bool        ends;

    if (!callee->is_indirect)
        return callee->body ? alias_effects(layout->alias, callee)->ends : effects_end_outside(callee);
    ends = !alias_targets(layout->alias, s, &targets);
    for (int i = 0; i < targets.count && !ends; i++) {
        const Effects *effects = alias_effects(layout->alias, targets.items[i]);

        ends = effects == NULL || effects->ends;
    }
    return ends;
}

static void layout_effects(Layout *layout, Stmt *s, int pos)
{
    if (s->kind == STMT_CALL ? layout_ends(layout, s) : s->kind == STMT_OPAQUE && s->u.opaque->effects)
        VEC_PUSH(layout->arena, &layout->ends, pos);
    switch (s->kind) {
    case STMT_DECL:
        if (s->u.decl.init || !s->u.decl.var->is_register) {
            Expr *place = ARENA_NEW(layout->arena, Expr);

            place->op = OP_VAR;
            place->type = s->u.decl.var->type;
            place->loc = s->loc;
            place->u.var = s->u.decl.var;
            layout_write(layout, s, pos, place);
        }
        break;
    case STMT_ASSIGN:
        layout_write(layout, s, pos, s->u.assign.place);
        break;
    case STMT_CALL:
        layout_call(layout, s, pos);
        break;
    case STMT_OPAQUE:
        layout_opaque(layout, s, pos, s->u.opaque);
        break;
    default:
        break;
    }
}

static void layout_block(Layout *layout, Block *block, Stmt *parent, Stmt *loop, int depth)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt     *s = block->stmts.items[i];
        StmtInfo *info = ARENA_NEW(layout->arena, StmtInfo);

        info->stmt = s;
        info->pos = layout->stmts.count;
        info->parent = parent;
        info->loop = loop;
        info->depth = depth;
        VEC_PUSH(layout->arena, &layout->stmts, info);
        s->number = info->pos;
        layout_effects(layout, s, info->pos);
        layout_inner(layout, s, info->pos, loop, depth);
        info->end = layout->stmts.count - 1;
    }
}

Layout *layout_build(Arena *arena, const Func *func, Alias *alias)
{
    Layout *layout = ARENA_NEW(arena, Layout);

    layout->arena = arena;
    layout->alias = alias;
    layout->info = ARENA_NEW(arena, Map *);
    layout->writes.arena = arena;
    layout->index = ARENA_NEW(arena, StoreIndex *);
    layout_block(layout, func->body, NULL, NULL, 0);
    return layout;
}

static Map *layout_by_stmt(const Layout *layout)
{
    Map *map = map_new(layout->arena);

    for (int i = 0; i < layout->stmts.count; i++)
        map_put(map, layout->stmts.items[i]->stmt, layout->stmts.items[i]);
    return map;
}

/* NULL: it does not stand in the function. */
static const StmtInfo *layout_find(const Layout *layout, const Stmt *s)
{
    if (s->number >= 0 && s->number < layout->stmts.count && layout->stmts.items[s->number]->stmt == s)
        return layout->stmts.items[s->number];
    if (*layout->info == NULL)
        *layout->info = layout_by_stmt(layout);
    return map_get(*layout->info, s);
}

const StmtInfo *layout_info(const Layout *layout, const Stmt *s)
{
    const StmtInfo *info = layout_find(layout, s);

    ENSURE(info != NULL);
    return info;
}

bool layout_has(const Layout *layout, const Stmt *s)
{
    return layout_find(layout, s) != NULL;
}

int layout_count(const Layout *layout)
{
    return layout->stmts.count;
}

Stmt *layout_stmt(const Layout *layout, int pos)
{
    return layout->stmts.items[pos]->stmt;
}

static int layout_first_store(const Layout *layout, int pos)
{
    int low = 0, high = layout->stores.count;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (layout->stores.items[middle]->pos < pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int layout_stores(const Layout *layout, int first, int last, int *count)
{
    int begin = layout_first_store(layout, first);

    *count = layout_first_store(layout, last + 1) - begin;
    if (*count < 0)
        *count = 0;
    return begin;
}

const Store *layout_store(const Layout *layout, int index)
{
    return layout->stores.items[index];
}

bool layout_assigns(const Layout *layout, const Var *var, int first, int last)
{
    const Writes *writes = vartable_get(&layout->writes, var);
    int           low = 0, high = writes ? writes->at.count : 0;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (writes->at.items[middle] < first)
            low = middle + 1;
        else
            high = middle;
    }
    return writes && low < writes->at.count && writes->at.items[low] <= last;
}

int layout_assignments(const Layout *layout, const Var *var, const int **numbers)
{
    const Writes *writes = vartable_get(&layout->writes, var);

    *numbers = writes ? writes->at.items : NULL;
    return writes ? writes->at.count : 0;
}

bool layout_may_end(const Layout *layout, int first, int last)
{
    int next = sorted_find(layout->ends.items, layout->ends.count, first);

    return next < layout->ends.count && layout->ends.items[next] <= last;
}

bool layout_inside(const Layout *layout, const Stmt *s, const Stmt *outer)
{
    const StmtInfo *a = layout_info(layout, s), *b = layout_info(layout, outer);

    return b->pos <= a->pos && a->pos <= b->end;
}

/* Local memory whose address no other code has. */
static bool layout_is_private(const Layout *layout, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(layout->alias, objects->items[i]);

        if (object->kind != OBJECT_VAR && object->kind != OBJECT_ALLOC)
            return false;
        if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL)
            return false;
    }
    return true;
}

bool layout_store_reaches(const Layout *layout, const Store *store, const IntSet *objects)
{
    return (store->unknown && !layout_is_private(layout, objects)) ||
           alias_sets_overlap(layout->alias, &store->objects, objects);
}

bool layout_store_hits(const Layout *layout, const Store *store, const Expr *place, const IntSet *objects)
{
    if (store->unknown && !layout_is_private(layout, objects))
        return true;
    return alias_sets_overlap(layout->alias, &store->objects, objects) &&
           (store->place == NULL || alias_places_overlap(layout->alias, store->place, place));
}

void layout_hits(const Layout *layout, const Expr *place, const IntSet *objects, int first, int last, StoreHits *hits)
{
    int count, begin = layout_stores(layout, first, last, &count);

    *hits = (StoreHits){0};
    if (count == 0)
        return;
    if (*layout->index == NULL)
        *layout->index = hits_index(layout->arena, layout, layout->alias, layout->stores.count);
    hits_find(*layout->index, place, objects, begin, begin + count, hits);
}

const Store *layout_next_hit(StoreHits *hits)
{
    return hits_next(hits);
}

void layout_pass_objects(StoreHits *hits)
{
    hits_pass(hits);
}

/* Whether a place may be another one: its indices, or the pointers on the way to it, change. */
static bool layout_moves(const Layout *layout, const Expr *place, int first, int last)
{
    switch (place->op) {
    case OP_VAR:
        return false;
    case OP_FIELD:
        return layout_moves(layout, place->args[0], first, last);
    case OP_INDEX:
        return layout_changes(layout, place->args[1], first, last) ||
               (type_is_pointer(place->args[0]->type) ? layout_changes(layout, place->args[0], first, last)
                                                      : layout_moves(layout, place->args[0], first, last));
    case OP_DEREF:
        return layout_changes(layout, place->args[0], first, last);
    default:
        return true;
    }
}

static bool layout_overwrites(const Layout *layout, const Expr *place, int first, int last)
{
    IntSet    objects = {0};
    StoreHits hits;
    int       count;

    layout_stores(layout, first, last, &count);
    if (count == 0)
        return false;
    alias_of_place(layout->alias, place, &objects);
    layout_hits(layout, place, &objects, first, last, &hits);
    return layout_next_hit(&hits) != NULL;
}

bool layout_changes(const Layout *layout, const Expr *e, int first, int last)
{
    if (e->op == OP_OPAQUE)
        return true;
    if (ir_is_register(e))
        return layout_assigns(layout, e->u.var, first, last);
    if (e->op == OP_ADDR || e->op == OP_DECAY)
        return layout_moves(layout, e->args[0], first, last);
    if (op_info[e->op].flags & OPF_PLACE)
        return layout_moves(layout, e, first, last) || layout_overwrites(layout, e, first, last);
    for (int i = 0; i < e->count; i++)
        if (layout_changes(layout, e->args[i], first, last))
            return true;
    return false;
}

Block *layout_list(const Layout *layout, const Func *func, const Stmt *s, int *index)
{
    const Stmt *parent = layout_info(layout, s)->parent;
    Block      *blocks[3] = {func->body};
    int         count = parent ? ir_stmt_blocks(parent, blocks) : 1;

    for (int k = 0; k < count; k++)
        for (*index = 0; blocks[k] && *index < blocks[k]->stmts.count; ++*index)
            if (blocks[k]->stmts.items[*index] == s)
                return blocks[k];
    BUG("a statement stands in no list");
}
