#include "blocks.h"
#include "facts.h"
#include "ir/walk.h"
#include "memory.h"
#include "rules/rule.h"

#include <string.h>

/* ---- What memory a place is ---- */

static MemoryClass class_of_type(const Facts *f, const Type *type)
{
    if (f->func->retypes)
        return MEMORY_ANY;
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
static MemoryClass class_of_place(const Facts *f, const Expr *place)
{
    for (const Expr *e = place; e->op == OP_FIELD || e->op == OP_INDEX; e = e->args[0]) {
        if (e->op == OP_FIELD && e->u.field->record->is_union)
            return MEMORY_ANY;
    }
    return class_of_type(f, place->type);
}

/* The variable through which a pointer or place is reached, however far; NULL: a call's result, opaque text. */
static const Var *origin_of(const Expr *e)
{
    while (e->op != OP_VAR) {
        bool goes_on = op_info[e->op].flags & OPF_PLACE || e->op == OP_CAST || e->op == OP_PTRADD || e->op == OP_ADDR
                    || e->op == OP_DECAY;
        if (!goes_on || e->count == 0)
            return NULL;
        e = e->args[0];
    }
    return e->u.var;
}

/* A shadow never overlaps primal memory; a temporary pointer of ours may point to any, unless it is known what for. */
Side memory_side(const Expr *e)
{
    const Var *var = origin_of(e);
    if (var && var->is_kept)
        return SIDE_KEPT;
    if (!var || (var->kind == VAR_TEMP && !var->is_shadow))
        return SIDE_ANY;
    return var->is_shadow ? SIDE_SHADOW : SIDE_PRIMAL;
}

Memory memory_of(const Facts *f, const Expr *place)
{
    const Var *root = ir_root_var(place);
    if (root && (facts_is_tracked(f, root) || facts_is_private(f, root)))
        return (Memory){.kind = MEMORY_OF_VAR, .id = root->id};
    int block = f->blocks ? blocks_of_place(f->blocks, place) : -1;
    if (block >= 0 && blocks_is_apart(f->blocks, block))
        return (Memory){.kind = MEMORY_OF_BLOCK, .id = block};
    return (Memory){.kind = MEMORY_SHARED, .class = class_of_place(f, place), .side = memory_side(place)};
}

bool memory_overlaps(const Memory *a, const Memory *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind != MEMORY_SHARED)
        return a->id == b->id;
    return a->side & b->side && (a->class == b->class || a->class == MEMORY_ANY || b->class == MEMORY_ANY);
}

/* ---- Writes ---- */

static void note_position(Facts *f, IntVec *list, int pos)
{
    if (list->count == 0 || list->items[list->count - 1] != pos)
        VEC_PUSH(f->arena, list, pos);
}

static void note_shared(Facts *f, MemoryClass class, Side side, int pos)
{
    note_position(f, &f->stores[class][side], pos);
}

static void note_place(Facts *f, const Expr *place, int pos)
{
    Memory m = memory_of(f, place);
    switch (m.kind) {
    case MEMORY_OF_VAR:   note_position(f, &f->writes[m.id], pos); break;
    case MEMORY_OF_BLOCK: note_position(f, &f->block_writes[m.id], pos); break;
    case MEMORY_SHARED:   note_shared(f, m.class, m.side, pos); break;
    }
}

static void note_var(Facts *f, const Var *var, int pos)
{
    if (facts_is_tracked(f, var) || facts_is_private(f, var))
        note_position(f, &f->writes[var->id], pos);
    else
        note_shared(f, class_of_type(f, var->type), SIDE_ANY, pos);
}

/* free, memset, memcpy: what the first argument points to. */
static void note_filled(Facts *f, const Expr *pointer, int pos)
{
    int block = f->blocks ? blocks_of_pointer(f->blocks, pointer) : -1;
    if (block >= 0 && blocks_is_apart(f->blocks, block))
        note_position(f, &f->block_writes[block], pos);
    else
        note_shared(f, MEMORY_ANY, memory_side(pointer), pos);
}

/* The runtime's tape is no memory that other statements read, but for blocks of it. */
static bool is_tape_call(const Func *callee)
{
    return strncmp(callee->name, "adgen_push_", 11) == 0 || strncmp(callee->name, "adgen_pop_", 10) == 0
        || strncmp(callee->name, "adgen_tape_", 11) == 0;
}

static void note_call(Facts *f, const Stmt *s, int pos)
{
    if (strcmp(s->u.call.callee->name, "adgen_tape_release") == 0)
        note_filled(f, s->u.call.args[1], pos);
    switch (rule_effect(s->u.call.callee->name)) {
    case EFFECT_NONE:
    case EFFECT_READ:
    case EFFECT_ALLOC:
    case EFFECT_OUTPUT:
    case EFFECT_ABORT:
        break;
    case EFFECT_FREE:
    case EFFECT_FILL:
    case EFFECT_COPY:
        note_filled(f, s->u.call.args[0], pos);
        break;
    default:
        if (!is_tape_call(s->u.call.callee) && !blocks_allocates(s->u.call.callee))
            note_shared(f, MEMORY_ANY, SIDE_ANY, pos);
        break;
    }
    if (s->u.call.place)
        note_place(f, s->u.call.place, pos);
}

static void note_opaque(Facts *f, const Opaque *opaque, int pos)
{
    if (opaque->effects || opaque->reaches.count > 0 || opaque->writes.count > 0)
        note_shared(f, MEMORY_ANY, SIDE_ANY, pos);
}

void memory_note_writes(Facts *f, int pos)
{
    const Node *node = &f->nodes.items[pos];
    const Stmt *s = node->stmt;
    switch (s->kind) {
    case STMT_DECL:
        note_var(f, s->u.decl.var, pos);
        break;
    case STMT_ASSIGN:
        note_place(f, s->u.assign.place, pos);
        break;
    case STMT_CALL:
        note_call(f, s, pos);
        break;
    case STMT_FOR:
        note_var(f, s->u.loop_for.var, pos);
        break;
    case STMT_OPAQUE:
        note_opaque(f, s->u.opaque, pos);
        break;
    default:
        break;
    }
}

/* ---- Questions ---- */

static bool shared_written(const Facts *f, const Memory *m, int from, int to)
{
    for (int class = 0; class < MEMORY_CLASSES; class++) {
        bool meets = m->class == MEMORY_ANY || class == MEMORY_ANY || class == (int)m->class;
        for (int side = SIDE_PRIMAL; meets && side <= SIDE_ANY; side++) {
            if (side & (int)m->side && facts_any_between(&f->stores[class][side], from, to))
                return true;
        }
    }
    return false;
}

bool memory_written(const Facts *f, const Memory *m, int from, int to)
{
    switch (m->kind) {
    case MEMORY_OF_VAR:   return facts_any_between(&f->writes[m->id], from, to);
    case MEMORY_OF_BLOCK: return facts_any_between(&f->block_writes[m->id], from, to);
    default:              return shared_written(f, m, from, to);
    }
}
