#include "emit/emit.h"

#include <string.h>

#include "clash.h"
#include "ir/walk.h"
#include "items.h"
#include "overwritten.h"
#include "print.h"
#include "shape.h"

typedef VEC(const Func *) FuncList;

/* How a function reads when nothing is known yet of what stands before it, and what its variables are called then. */
typedef struct Draft {
    Text         text;
    Arena       *arena;     /* of the names */
    const Names *names;
    bool         stands;    /* it remains what it is */
} Draft;

typedef struct Unit {
    Arena   *arena;
    Text    *out;
    Needs   *needs;
    FuncList funcs;     /* static ones first */
    Draft   *drafts;    /* of funcs */
    Map     *places;    /* function -> its Place */
} Unit;

/* Names that a local variable would hide. */
typedef struct Hidden {
    StrMap           *names;
    VEC(const char *) list;
} Hidden;

typedef struct Place {
    int  index;           /* in funcs */
    bool called_before;   /* by a function that is printed before it */
} Place;

/* ---- Order ---- */

static void add_funcs(Unit *unit, Func *const *funcs, int count, bool is_static)
{
    for (int i = 0; i < count; i++) {
        if (funcs[i]->is_static != is_static)
            continue;
        Place *place = ARENA_NEW(unit->arena, Place);
        place->index = unit->funcs.count;
        map_put(unit->places, funcs[i], place);
        VEC_PUSH(unit->arena, &unit->funcs, funcs[i]);
    }
}

typedef struct Caller {
    Unit *unit;
    int   index;
} Caller;

static void note_call(Caller *caller, const Func *callee)
{
    Place *place = map_get(caller->unit->places, callee);
    if (place && place->index > caller->index)
        place->called_before = true;
}

static void note_calls_in(void *data, const Expr *e)
{
    if (e->op == OP_CALL || e->op == OP_FUNC)
        note_call(data, e->u.callee);
}

static void note_calls_of_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_CALL)
        note_call(data, s->u.call.callee);
    ir_visit_stmt_exprs(s, note_calls_in, data);
}

static void note_calls(Unit *unit)
{
    for (int i = 0; i < unit->funcs.count; i++) {
        Caller caller = {unit, i};
        ir_visit_stmts(unit->funcs.items[i]->body, note_calls_of_stmt, &caller);
    }
}

/* ---- Functions ---- */

static bool includes_header(const Unit *unit, const char *name)
{
    int          count;
    Item *const *items = needs_items(unit->needs, &count);
    for (int i = 0; i < count; i++) {
        if (items[i]->kind == ITEM_INCLUDE && strcmp(items[i]->name, name) == 0)
            return true;
    }
    return false;
}

/* What is needed is known once it has been printed. */
static void draft_funcs(Unit *unit)
{
    unit->drafts = ARENA_ARRAY(unit->arena, Draft, unit->funcs.count + 1);
    for (int i = 0; i < unit->funcs.count; i++) {
        Draft  *draft = &unit->drafts[i];
        Printer p = printer_new(unit->arena, &draft->text);
        draft->arena = arena_new();
        draft->names = names_assign(draft->arena, unit->funcs.items[i], NULL);
        p.needs = unit->needs;
        p.names = draft->names;
        print_func(&p, unit->funcs.items[i]);
    }
}

static bool has_any(const Names *names, const Hidden *hidden)
{
    for (int i = 0; i < hidden->list.count; i++)
        if (names_has(names, hidden->list.items[i]))
            return true;
    return false;
}

/* A draft stands where no variable in it hides anything. */
static void settle_drafts(Unit *unit, const Hidden *hidden)
{
    bool generic = includes_header(unit, "tgmath.h");
    for (int i = 0; i < unit->funcs.count; i++) {
        Draft *draft = &unit->drafts[i];
        draft->stands = !generic && !has_any(draft->names, hidden);
        arena_free(draft->arena);
        if (!draft->stands)
            text_free(&draft->text);
    }
}

static void drop_drafts(Unit *unit)
{
    for (int i = 0; i < unit->funcs.count; i++) {
        text_free(&unit->drafts[i].text);
        arena_free(unit->drafts[i].arena);
    }
}

static void print_anew(Unit *unit, const Func *func, const Hidden *hidden)
{
    Arena  *arena = arena_new();
    Printer p = printer_new(unit->arena, unit->out);
    p.generic_math = includes_header(unit, "tgmath.h");
    p.names = names_assign(arena, func, hidden->names);
    print_func(&p, func);
    arena_free(arena);
}

static void print_funcs(Unit *unit, const Hidden *hidden)
{
    for (int i = 0; i < unit->funcs.count; i++) {
        Draft *draft = &unit->drafts[i];
        if (i > 0)
            text_putc(unit->out, '\n');
        if (draft->stands)
            text_write(unit->out, text_cstr(&draft->text), draft->text.length);
        else
            print_anew(unit, unit->funcs.items[i], hidden);
        text_free(&draft->text);
    }
}

static void hide(Unit *unit, Hidden *hidden, const char *name, Item *item)
{
    strmap_put(hidden->names, name, item);
    VEC_PUSH(unit->arena, &hidden->list, name);
}

static void find_hidden(Unit *unit, Hidden *hidden)
{
    int          count;
    Item *const *items = needs_items(unit->needs, &count);
    hidden->names = strmap_new(unit->arena);
    for (int i = 0; i < count; i++) {
        Item *item = items[i];
        bool  is_typedef = item->kind == ITEM_TYPE && strncmp(item->text, "typedef", 7) == 0;
        for (int k = 0; k < item->names.count; k++) {
            if (item->names.items[k].macro)
                hide(unit, hidden, item->names.items[k].name, item);
        }
        if (item->name && (item->kind == ITEM_VAR || item->kind == ITEM_MACRO || is_typedef))
            hide(unit, hidden, item->name, item);
    }
}

static bool print_prototypes(Unit *unit, Text *out)
{
    bool any = false;
    for (int i = 0; i < unit->funcs.count; i++) {
        const Func  *func = unit->funcs.items[i];
        const Place *place = map_get(unit->places, func);
        if (func->is_static && !place->called_before)
            continue;
        Printer p = printer_new(unit->arena, out);
        p.names = unit->drafts[i].names;
        print_signature(&p, func);
        print_text(&p, ";");
        print_line(&p);
        any = true;
    }
    return any;
}

/* ---- State ---- */

/* Generated code has a copy of it, which other functions neither see nor set. */
static void note_state(const Var *var, Diag *diag)
{
    if (!var->is_shared) {
        diag_warning(diag, var->loc, "adgen-static", "'%s' is static in this file: generated code has a copy of its own",
                     var->name);
        return;
    }
    diag_error(diag, var->loc, "adgen-static",
               "static variable '%s' is written in this file, and generated code has no access to it", var->name);
    diag_note(diag, var->loc, "pass it as a parameter, or make it const if it never changes");
}

static bool is_needed(Item *const *items, int count, const Item *item)
{
    for (int i = 0; item && i < count; i++)
        if (items[i] == item)
            return true;
    return false;
}

/* A function that keeps something in a static variable has been put in place of one call, and is called by another. */
static void note_split(const Var *var, Diag *diag)
{
    diag_error(diag, var->loc, "adgen-static",
               "generated code would have two copies of the static variable '%s': some calls of '%s' stay calls, others do not",
               var->name, var->item->owner->name);
    diag_note(diag, var->loc, "declare it at file level, or hand it to '%s' by a pointer", var->item->owner->name);
}

static void note_states(const Unit *unit, const Program *program, Diag *diag)
{
    int          count;
    Item *const *items = needs_items(unit->needs, &count);
    for (int i = 0; i < program->globals.count; i++) {
        const Var *var = program->globals.items[i];
        if (var->is_static && var->is_written && var->item && is_needed(items, count, var->item) &&
            is_needed(items, count, var->item->owner))
            note_split(var, diag);
        for (int k = 0; var->is_state && k < count; k++)
            if (items[k] == var->item)
                note_state(var, diag);
    }
}

/* ---- The unit ---- */

/* What gcc warns of without cause: that memory is unset, or freed already, in branches that exclude the one that does it;
 * that a loop which goes on where another has ended leaves its arrays, where it does not run; that a size is negative, where
 * one of ours is looked at. */
typedef struct Guesses {
    bool branches;      /* there are any */
    bool goes_on;       /* there is such a loop */
    bool memory;        /* it is kept in memory of ours, which loops fill */
    bool frees;
    bool keeps;         /* memory is copied that may not be set yet */
    bool lengths;       /* loops fill arrays of variable length */
    bool batches;       /* loops fill arrays in a loop around them */
    bool sized;         /* we allocate something, in the function that is looked at */
    bool overwrites;    /* loops overwrite what they have kept */
    bool sizes;         /* so many elements are allocated as a signed number says, behind that */
} Guesses;

static bool is_array_of_ours(const Stmt *s)
{
    return s->kind == STMT_DECL && !s->u.decl.init && s->u.decl.var->kind == VAR_TEMP && s->u.decl.var->type->kind == TYPE_ARRAY;
}

static bool allocates(const Func *callee)
{
    return strcmp(callee->name, "malloc") == 0 || strcmp(callee->name, "calloc") == 0 || strcmp(callee->name, "realloc") == 0;
}

static bool is_sized(const Func *callee)
{
    return strcmp(callee->name, "adgen_allocate") == 0 || strcmp(callee->name, "adgen_tape_allocate") == 0;
}

static void find_signed_size(void *data, const Expr *e)
{
    bool *found = data;
    *found |= e->op == OP_CAST && type_is_unsigned(e->type) && type_is_integer(e->args[0]->type) && e->args[0]->op != OP_INT &&
              !type_is_unsigned(e->args[0]->type);
}

static void note_guesses(void *data, Stmt *s)
{
    Guesses *g = data;
    g->branches = g->branches || (s->kind == STMT_IF && !shape_returns(s));
    g->goes_on = g->goes_on || (s->kind == STMT_FOR && s->u.loop_for.relation != REL_DOWNTO && s->u.loop_for.step > 0 &&
                                s->u.loop_for.from->op == OP_VAR);
    if (s->kind == STMT_CALL) {
        g->memory = g->memory || strncmp(s->u.call.callee->name, "adgen_", 6) == 0;
        g->frees = g->frees || strcmp(s->u.call.callee->name, "free") == 0;
        g->keeps = g->keeps || strcmp(s->u.call.callee->name, "adgen_keep") == 0;
        g->sized = g->sized || is_sized(s->u.call.callee);
        for (int i = 0; g->sized && allocates(s->u.call.callee) && i < s->u.call.count; i++)
            ir_visit_expr(s->u.call.args[i], find_signed_size, &g->sizes);
    } else if (s->kind == STMT_DECL && !s->u.decl.init) {
        g->memory = g->memory || is_array_of_ours(s);
        g->lengths = g->lengths || type_is_vla(s->u.decl.var->type);
    } else if (s->kind == STMT_FOR) {
        for (int i = 0; i < s->u.loop_for.body->stmts.count; i++)
            g->batches = g->batches || is_array_of_ours(s->u.loop_for.body->stmts.items[i]);
        g->overwrites = g->overwrites || overwritten_twice(s->u.loop_for.body);
    } else if (s->kind == STMT_LOOP) {
        g->overwrites = g->overwrites || overwritten_twice(s->u.loop.body);
    }
}

static void print_diagnostics(const Unit *unit, Text *out)
{
    Guesses g = {0};
    bool    halves = false;
    for (int i = 0; i < unit->funcs.count; i++) {
        halves = halves || (unit->funcs.items[i]->is_generated && unit->funcs.items[i]->is_static &&
                            unit->funcs.items[i]->loc.line > 0 && unit->funcs.items[i]->disjoint.count == 0);
        g.sized = false;
        if (unit->funcs.items[i]->is_generated)
            ir_visit_stmts(unit->funcs.items[i]->body, note_guesses, &g);
    }
    bool guesses = halves || g.keeps || g.lengths || g.batches || (g.branches && (g.memory || g.frees));
    bool leaves = g.goes_on && g.memory;
    if (g.overwrites)
        text_puts(out, "\n#if defined(__GNUC__) && !defined(__clang__)    /* which would overwrite with -O3 what is not copied yet */\n"
                       "#pragma GCC optimize(\"no-tree-loop-distribute-patterns\")\n"
                       "#endif\n");
    if (!guesses && !leaves && !g.sizes)
        return;
    text_puts(out, "\n#if defined(__GNUC__) && !defined(__clang__)    /* which does not see what conditions exclude */\n");
    if (guesses)
        text_puts(out, "#pragma GCC diagnostic ignored \"-Wmaybe-uninitialized\"\n");
    if (halves || leaves)
        text_puts(out, "#pragma GCC diagnostic ignored \"-Warray-bounds\"\n");
    if (g.sizes)
        text_puts(out, "#pragma GCC diagnostic ignored \"-Walloc-size-larger-than=\"\n");
    if (g.frees && (guesses || leaves))
        text_puts(out, "#if __GNUC__ >= 12\n"
                       "#pragma GCC diagnostic ignored \"-Wuse-after-free\"\n"
                       "#endif\n");
    text_puts(out, "#endif\n");
}

/* What a macro makes comes as a whole, with static functions and variables that nothing uses. */
static void print_unused(const Unit *unit, Text *out)
{
    int          count;
    Item *const *items = needs_items(unit->needs, &count);
    bool         brings = false;
    for (int i = 0; i < count; i++)
        brings = brings || items[i]->brings;
    if (brings)
        text_puts(out, "\n#ifdef __GNUC__    /* not all that macros make is used */\n"
                       "#pragma GCC diagnostic ignored \"-Wunused-function\"\n"
                       "#pragma GCC diagnostic ignored \"-Wunused-variable\"\n"
                       "#pragma GCC diagnostic ignored \"-Wunused-const-variable\"\n"
                       "#endif\n");
}

typedef struct Pragma {
    const char *name;
    bool        found;
} Pragma;

static void find_pragma(void *data, Stmt *s)
{
    Pragma *pragma = data;
    pragma->found |= s->kind == STMT_FOR && s->u.loop_for.pragma && strcmp(s->u.loop_for.pragma, pragma->name) == 0;
}

static bool has_pragma(const Unit *unit, const char *name)
{
    Pragma pragma = {name, false};
    for (int i = 0; i < unit->funcs.count; i++)
        if (unit->funcs.items[i]->is_generated)
            ir_visit_stmts(unit->funcs.items[i]->body, find_pragma, &pragma);
    return pragma.found;
}

/* What stands before loops of which no iteration reads what another one writes. */
static void print_independent(const Unit *unit, Text *out)
{
    bool ragged = has_pragma(unit, "ADGEN_INDEPENDENT_RAGGED");
    if (!ragged && !has_pragma(unit, "ADGEN_INDEPENDENT"))
        return;
    text_puts(out, "\n/* Stands before a loop of which no iteration reads what another one writes. */\n"
                   "#if defined(__clang__) && !defined(__ADGEN__)\n"
                   "#pragma clang diagnostic ignored \"-Wpass-failed\"\n"
                   "#define ADGEN_INDEPENDENT _Pragma(\"clang loop vectorize(assume_safety)\")\n"
                   "#elif defined(__GNUC__) && !defined(__ADGEN__)\n"
                   "#define ADGEN_INDEPENDENT _Pragma(\"GCC ivdep\")\n"
                   "#else\n"
                   "#define ADGEN_INDEPENDENT\n"
                   "#endif\n");
    if (ragged)
        text_puts(out, "\n/* Before such a loop that runs another number of times each time: mostly not in whole vectors. */\n"
                       "#if defined(__clang__) && defined(__AVX512F__) && !defined(__ADGEN__) && __clang_major__ >= 12\n"
                       "#define ADGEN_INDEPENDENT_RAGGED \\\n"
                       "    _Pragma(\"clang loop vectorize(assume_safety) vectorize_predicate(enable)\")\n"
                       "#else\n"
                       "#define ADGEN_INDEPENDENT_RAGGED ADGEN_INDEPENDENT\n"
                       "#endif\n");
}

void emit_unit(Text *out, const Program *program, Func *const *funcs, int count, const char *output, Diag *diag)
{
    Arena *arena = arena_new();
    Unit   unit = {.arena = arena, .out = out, .needs = needs_new(arena, program), .places = map_new(arena)};
    add_funcs(&unit, funcs, count, true);
    add_funcs(&unit, funcs, count, false);
    note_calls(&unit);

    Text   prototypes = {0};
    Hidden hidden = {0};
    draft_funcs(&unit);
    note_states(&unit, program, diag);
    if (clash_settle(arena, program, unit.needs, funcs, count, diag)) {
        drop_drafts(&unit);
        draft_funcs(&unit);
    }
    find_hidden(&unit, &hidden);
    bool has_prototypes = print_prototypes(&unit, &prototypes);
    settle_drafts(&unit, &hidden);

    items_print_title(out, program);
    print_diagnostics(&unit, out);
    print_unused(&unit, out);
    items_print(out, arena, program, unit.needs, output, diag);
    if (has_prototypes)
        text_printf(out, "\n%s", text_cstr(&prototypes));
    text_free(&prototypes);
    print_independent(&unit, out);
    text_putc(out, '\n');
    print_funcs(&unit, &hidden);
    arena_free(arena);
}
