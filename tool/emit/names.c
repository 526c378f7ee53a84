#include "names.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "ir/table.h"
#include "ir/walk.h"
#include "needs.h"
#include "shape.h"

/*
 * A scope is an interval of positions, counted over the declarations in the order in which they are printed; scopes
 * nest or are disjoint.  Two variables may share a name where their intervals do not overlap.
 */

typedef enum Phase { PHASE_FIXED, PHASE_USER, PHASE_OURS, PHASE_COUNT } Phase;

typedef struct Scope {
    int end;
} Scope;

typedef struct Entry {
    const Var  *var;       /* or NULL: */
    const Stmt *loop;      /* that needs a flag */
    const char *wanted;
    Phase       phase;
    int         start;
    Scope      *scope;
} Entry;

typedef struct Interval {
    int start, end;
} Interval;

/* From `next` on the numbers after a name are free up to the position `end`. */
typedef struct Hint {
    int next, end;
} Hint;

/* A name and the intervals in which it is taken: for each phase by ascending position. */
typedef struct Label {
    bool          is_used;                  /* the function means something else by it */
    VEC(Interval) intervals[PHASE_COUNT];
    VEC(Hint)     hints[PHASE_COUNT];       /* of the names with a number that begin with this one: a stack */
} Label;

/* How many expressions read a variable, how many statements assign the whole of it. */
typedef struct Counts {
    int           reads, writes;
    int           texts;         /* those of the reads that stand in text which may write the variable */
    const Opaque *text;          /* the first such text */
} Counts;

struct Names {
    Arena        *arena;
    const StrMap *unit;
    StrMap       *labels;
    VarTable      names;      /* variable -> its name */
    Map          *flags;      /* loop -> the name of its flag */
    VarTable      counts;     /* variable -> its Counts */
    Map          *seen;       /* types and items that were looked through */
    VEC(Entry)    entries;
    int           position;
};

static Label *label_of(Names *names, const char *name)
{
    Label *label = strmap_get(names->labels, name);
    if (!label) {
        label = ARENA_NEW(names->arena, Label);
        strmap_put(names->labels, name, label);
    }
    return label;
}

/* ---- What the function uses ---- */

static void use_name(Names *names, const char *name)
{
    label_of(names, name)->is_used = true;
}

static void use_identifier(void *data, const char *name, size_t length)
{
    Names *names = data;
    use_name(names, arena_strndup(names->arena, name, length));
}

static bool is_first_look(Names *names, const void *thing)
{
    if (!thing || map_get(names->seen, thing))
        return false;
    map_put(names->seen, thing, names);
    return true;
}

/* A macro's text becomes part of the function. */
static void use_macros(Names *names, const Item *item)
{
    if (!is_first_look(names, item) || item->kind != ITEM_MACRO)
        return;
    text_identifiers(item->text, use_identifier, names);
    for (int i = 0; i < item->uses.count; i++)
        use_macros(names, item->uses.items[i]);
}

static void use_expr(void *data, const Expr *e);

static void use_type(Names *names, const Type *type)
{
    for (; is_first_look(names, type); type = type_elem(type)) {
        if (type->name)
            use_name(names, type->name);
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            ir_visit_expr(type->u.array.length, use_expr, names);
        if (type->kind != TYPE_ARRAY && type->kind != TYPE_POINTER)
            return;
    }
}

static Counts *counts_of(Names *names, const Var *var)
{
    Counts *counts = vartable_get(&names->counts, var);
    if (!counts) {
        counts = ARENA_NEW(names->arena, Counts);
        vartable_put(&names->counts, var, counts);
    }
    return counts;
}

static void use_var(Names *names, const Var *var)
{
    counts_of(names, var)->reads++;
    if (var->kind == VAR_GLOBAL)
        use_name(names, var->name);
}

static void use_target(Names *names, const Var *var)
{
    counts_of(names, var)->writes++;
    if (var->kind == VAR_GLOBAL)
        use_name(names, var->name);
}

/* What the text writes is no use of the value, as far as compilers can see. */
static void use_written(Names *names, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        for (int k = 0; k < opaque->writes.count; k++) {
            Counts *counts = counts_of(names, opaque->vars.items[i]);
            if (opaque->writes.items[k] != opaque->vars.items[i])
                continue;
            counts->texts++;
            counts->text = counts->text ? counts->text : opaque;
        }
    }
}

static void use_opaque(Names *names, const Opaque *opaque)
{
    use_written(names, opaque);
    for (int i = 0; i < opaque->texts.count; i++)
        text_identifiers(opaque->texts.items[i], use_identifier, names);
    for (int i = 0; i < opaque->vars.count; i++)
        use_var(names, opaque->vars.items[i]);
    for (int i = 0; i < opaque->uses.count; i++)
        use_macros(names, opaque->uses.items[i]);
}

static void use_spelling(Names *names, const char *text, const Item *item)
{
    if (text)
        text_identifiers(text, use_identifier, names);
    use_macros(names, item);
}

static void use_expr(void *data, const Expr *e)
{
    Names *names = data;
    switch (e->op) {
    case OP_INT:    use_spelling(names, e->u.integer->text, e->u.integer->item); return;
    case OP_REAL:   use_spelling(names, e->u.real->text, e->u.real->item); return;
    case OP_SIZEOF: use_type(names, e->u.of); return;
    case OP_CAST:   use_type(names, e->type); return;
    case OP_VAR:    use_var(names, e->u.var); return;
    case OP_FUNC:
    case OP_CALL:
        if (is_first_look(names, e->u.callee))
            use_name(names, e->u.callee->name);
        return;
    case OP_OPAQUE: use_opaque(names, e->u.opaque); return;
    default:        return;
    }
}

static void use_stmt_expr(void *data, const Expr *e, bool is_target)
{
    Names *names = data;
    if (is_target && e->op == OP_VAR)
        use_target(names, e->u.var);
    else
        ir_visit_expr(e, use_expr, data);
}

static void use_stmt(void *data, Stmt *s)
{
    Names *names = data;
    ir_stmt_exprs(s, use_stmt_expr, names);
    if (s->kind == STMT_DECL)
        use_type(names, s->u.decl.var->type);
    else if (s->kind == STMT_CALL && !s->u.call.callee->is_indirect)
        use_name(names, s->u.call.callee->name);
    else if (s->kind == STMT_FOR)
        use_var(names, s->u.loop_for.var);
    else if (s->kind == STMT_OPAQUE)
        use_opaque(names, s->u.opaque);
}

static void use_words_of_c(Names *names)
{
    static const char *const words[] = {
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
        "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
        "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm",
        "typeof", "NULL", "NAN", "INFINITY"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        use_name(names, words[i]);
}

/* ---- Scopes ---- */

static void add_entry(Names *names, const Stmt *loop, const Var *var, Scope *scope)
{
    Entry entry = {.loop = loop, .var = var, .wanted = "again", .phase = PHASE_OURS, .scope = scope};
    entry.start = names->position++;
    if (var) {
        entry.wanted = var->name && *var->name ? var->name : "t";
        bool is_fixed = var->kind == VAR_PARAM || var->pinned;
        entry.phase = is_fixed ? PHASE_FIXED : var->kind == VAR_TEMP ? PHASE_OURS : PHASE_USER;
    }
    VEC_PUSH(names->arena, &names->entries, entry);
}

static void enter_stmts(Names *names, const Block *block, Scope *scope);

static void enter_scope(Names *names, const Block *block)
{
    Scope *scope = ARENA_NEW(names->arena, Scope);
    enter_stmts(names, block, scope);
    scope->end = names->position++;
}

/* The links of an else-if chain are plain; only its head may let a branch follow it. */
static void enter_chain(Names *names, const Stmt *s)
{
    enter_scope(names, s->u.branch.then);
    const Block *other = shape_core(s->u.branch.other);
    const Stmt  *next = shape_only(other);
    if (next && next->kind == STMT_IF)
        enter_chain(names, next);
    else
        enter_scope(names, other);
}

static void enter_if(Names *names, const Stmt *s, Scope *scope)
{
    const Block *after = shape_after_if(s);
    if (!after) {
        enter_chain(names, s);
        return;
    }
    enter_scope(names, shape_of_if(s) == IF_OTHER_AFTER ? s->u.branch.then : s->u.branch.other);
    enter_stmts(names, after, scope);
}

/* Its parts may be printed in one pair of braces, in this order. */
static void enter_loop(Names *names, const Stmt *s)
{
    Scope *scope = ARENA_NEW(names->arena, Scope);
    if (shape_of_loop(s) == LOOP_AGAIN)
        add_entry(names, s, NULL, scope);
    if (s->u.loop.at_end)
        enter_stmts(names, s->u.loop.body, scope);
    enter_stmts(names, s->u.loop.head, scope);
    if (!s->u.loop.at_end)
        enter_stmts(names, s->u.loop.body, scope);
    enter_stmts(names, s->u.loop.step, scope);
    scope->end = names->position++;
}

static void enter_for(Names *names, const Stmt *s)
{
    Scope *scope = ARENA_NEW(names->arena, Scope);
    if (s->u.loop_for.declares)
        add_entry(names, NULL, s->u.loop_for.var, scope);
    enter_stmts(names, s->u.loop_for.body, scope);
    scope->end = names->position++;
}

static void enter_stmts(Names *names, const Block *block, Scope *scope)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        if (s->kind == STMT_DECL)
            add_entry(names, NULL, s->u.decl.var, scope);
        else if (s->kind == STMT_IF)
            enter_if(names, s, scope);
        else if (s->kind == STMT_FOR)
            enter_for(names, s);
        else if (s->kind == STMT_LOOP)
            enter_loop(names, s);
        else if (s->kind == STMT_BLOCK && !shape_declares(s->u.block))
            enter_stmts(names, s->u.block, scope);
        else if (s->kind == STMT_BLOCK)
            enter_scope(names, s->u.block);
    }
}

/* ---- Choosing ---- */

/* Intervals of one phase are disjoint: only the last that begins before the end can overlap. */
static bool overlaps(const Interval *intervals, int count, Interval sought)
{
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (intervals[middle].start < sought.end)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && intervals[low - 1].end > sought.start;
}

static bool is_taken(const Names *names, const Entry *entry, const char *name)
{
    bool is_param = entry->var && entry->var->kind == VAR_PARAM;
    if (!is_param && names->unit && strmap_get(names->unit, name))
        return true;
    const Label *label = strmap_get(names->labels, name);
    if (!label)
        return false;
    Interval sought = {entry->start, entry->scope->end};
    for (int phase = 0; phase <= (int)entry->phase; phase++) {
        if (overlaps(label->intervals[phase].items, label->intervals[phase].count, sought))
            return true;
    }
    return label->is_used;
}

/* The name without the number that an earlier choice gave it. */
static const char *base_of(Names *names, const Entry *entry)
{
    const char *wanted = entry->wanted;
    size_t      length = strlen(wanted), digits = 0;
    while (digits < length && isdigit((unsigned char)wanted[length - 1 - digits]))
        digits++;
    bool is_numbered = digits > 0 && length > digits + 1 && wanted[length - 1 - digits] == '_';
    if (entry->phase != PHASE_OURS || !is_numbered)
        return wanted;
    return arena_strndup(names->arena, wanted, length - digits - 1);
}

static const char *with_number(Names *names, const char *base, int number)
{
    enum { MOST_DIGITS = 12 };
    size_t length = strlen(base), at = length + MOST_DIGITS;
    char  *name = arena_alloc(names->arena, at + 1);
    memcpy(name, base, length);
    for (; number > 0; number /= 10)
        name[--at] = (char)('0' + number % 10);
    name[length] = '_';
    memmove(name + length + 1, name + at, strlen(name + at) + 1);
    return name;
}

/* The first number whose name is free; scopes that are over are forgotten. */
static const char *numbered(Names *names, const Entry *entry)
{
    const char *base = base_of(names, entry), *name;
    Label      *label = label_of(names, base);
    Phase       phase = entry->phase;
    int         count = label->hints[phase].count;
    while (count > 0 && label->hints[phase].items[count - 1].end <= entry->start)
        count--;
    label->hints[phase].count = count;
    int number = count > 0 ? label->hints[phase].items[count - 1].next : 2;
    while (is_taken(names, entry, name = with_number(names, base, number)))
        number++;
    Hint hint = {number + 1, entry->scope->end};
    VEC_PUSH(names->arena, &label->hints[phase], hint);
    return name;
}

static void choose(Names *names, const Entry *entry)
{
    const char *name = entry->wanted;
    bool        is_pinned = entry->var && entry->var->pinned;
    if (!is_pinned && is_taken(names, entry, name))
        name = numbered(names, entry);
    Interval interval = {entry->start, entry->scope->end};
    VEC_PUSH(names->arena, &label_of(names, name)->intervals[entry->phase], interval);
    if (entry->var)
        vartable_put(&names->names, entry->var, (char *)name);
    else
        map_put(names->flags, entry->loop, (char *)name);
}

Names *names_assign(Arena *arena, const Func *func, const StrMap *unit)
{
    Names *names = ARENA_NEW(arena, Names);
    *names = (Names){.arena = arena, .unit = unit, .labels = strmap_new(arena), .names = {.arena = arena},
                     .flags = map_new(arena), .counts = {.arena = arena}, .seen = map_new(arena)};
    Scope *scope = ARENA_NEW(arena, Scope);
    use_words_of_c(names);
    for (int i = 0; i < func->params.count; i++) {
        use_type(names, func->params.items[i]->type);
        add_entry(names, NULL, func->params.items[i], scope);
    }
    if (func->body) {
        ir_visit_stmts(func->body, use_stmt, names);
        vec_reserve(arena, (void **)&names->entries.items, names->entries.count, &names->entries.room, func->vars.count,
                    sizeof *names->entries.items);
        enter_stmts(names, func->body, scope);
    }
    scope->end = names->position++;
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        for (int i = 0; i < names->entries.count; i++) {
            if ((int)names->entries.items[i].phase == phase)
                choose(names, &names->entries.items[i]);
        }
    }
    return names;
}

/* A variable that the function does not declare has the name that it proposes. */
const char *names_of(const Names *names, const Var *var)
{
    const char *name = var->kind == VAR_GLOBAL ? NULL : vartable_get(&names->names, var);
    return name ? name : var->name;
}

bool names_has(const Names *names, const char *name)
{
    const Label *label = strmap_get(names->labels, name);
    for (int phase = 0; label && phase < PHASE_COUNT; phase++)
        if (label->intervals[phase].count > 0)
            return true;
    return false;
}

const char *names_of_flag(const Names *names, const Stmt *loop)
{
    return map_get(names->flags, loop);
}

int names_reads(const Names *names, const Var *var)
{
    const Counts *counts = vartable_get(&names->counts, var);
    return counts ? counts->reads : 0;
}

bool names_set_by_text(const Names *names, const Var *var, const Opaque *text)
{
    const Counts *counts = vartable_get(&names->counts, var);
    return counts && counts->text == text && counts->texts == counts->reads;
}

int names_writes(const Names *names, const Var *var)
{
    const Counts *counts = vartable_get(&names->counts, var);
    return counts ? counts->writes : 0;
}
