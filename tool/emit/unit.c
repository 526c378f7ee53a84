#include "emit/emit.h"

#include <string.h>

#include "ir/walk.h"
#include "path.h"
#include "print.h"
#include "unit.h"

typedef VEC(const Func *) FuncList;

typedef struct Unit {
    Arena         *arena;
    Text          *out;
    const Program *program;
    Needs         *needs;
    FuncList       funcs;     /* static ones first */
    Map           *places;    /* function -> its Place */
    Map           *declared;  /* items that have been printed or declared */
} Unit;

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

static void note_calls_of_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, note_calls_in, data);
}

static void note_calls_of_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_CALL)
        note_call(data, s->u.call.callee);
    ir_stmt_exprs(s, note_calls_of_expr, data);
}

static void note_calls(Unit *unit)
{
    for (int i = 0; i < unit->funcs.count; i++) {
        Caller caller = {unit, i};
        ir_visit_stmts(unit->funcs.items[i]->body, note_calls_of_stmt, &caller);
    }
}

/* ---- Functions ---- */

static void print_funcs(Unit *unit, Text *out, Needs *needs, const StrMap *names)
{
    for (int i = 0; i < unit->funcs.count; i++) {
        Printer p = printer_new(unit->arena, out);
        p.needs = needs;
        p.names = names_assign(unit->arena, unit->funcs.items[i], names);
        if (i > 0)
            text_putc(out, '\n');
        print_func(&p, unit->funcs.items[i]);
    }
}

/* Names that a local variable would hide. */
static StrMap *names_of_unit(Unit *unit)
{
    StrMap      *names = strmap_new(unit->arena);
    int          count;
    Item *const *items = needs_items(unit->needs, &count);
    for (int i = 0; i < count; i++) {
        Item *item = items[i];
        bool  is_typedef = item->kind == ITEM_TYPE && strncmp(item->text, "typedef", 7) == 0;
        if (item->name && (item->kind == ITEM_VAR || item->kind == ITEM_MACRO || is_typedef))
            strmap_put(names, item->name, item);
    }
    return names;
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
        p.names = names_assign(unit->arena, func, NULL);
        print_signature(&p, func);
        print_text(&p, ";");
        print_line(&p);
        any = true;
    }
    return any;
}

/* ---- What they need of the source ---- */

static bool is_declared_only(const Item *item)
{
    return item->prototype && !item->is_static;
}

static void put_with_semicolon(Text *out, const char *text)
{
    size_t length = strlen(text);
    text_puts(out, text);
    text_puts(out, length > 0 && text[length - 1] == ';' ? "\n" : ";\n");
}

static bool is_one_row(const Item *item)
{
    const char *text = is_declared_only(item) ? item->prototype : item->text;
    return strchr(text, '\n') == NULL;
}

/* Items of one row and one kind stand together. */
static void separate(Text *out, const Item *before, const Item *item)
{
    bool together = before && before->kind == item->kind && is_one_row(before) && is_one_row(item)
                    && is_declared_only(before) == is_declared_only(item);
    if (!together)
        text_putc(out, '\n');
}

static void print_item(Unit *unit, const Item *item)
{
    if (is_declared_only(item)) {
        put_with_semicolon(unit->out, item->prototype);
    } else if (item->kind == ITEM_TYPE || item->kind == ITEM_VAR) {
        put_with_semicolon(unit->out, item->text);
    } else {
        text_puts(unit->out, item->text);
        text_putc(unit->out, '\n');
    }
}

/* A static function that is called before it is defined. */
static void print_declaration_of(Unit *unit, const Item *item)
{
    const Func *func = needs_func_of(unit->needs, item);
    if (!func || !item->is_static)
        return;
    Printer p = printer_new(unit->arena, unit->out);
    bool    says_static = func->is_static;
    if (!says_static)
        print_text(&p, "static ");
    print_signature(&p, func);
    print_text(&p, ";");
    print_line(&p);
}

/* The functions and variables that the item names before the source defines them. */
static void declare_uses(Unit *unit, const Item *item, const Item **before)
{
    for (int i = 0; i < item->uses.count; i++) {
        Item *used = item->uses.items[i];
        bool  later = used->order > item->order && (used->kind == ITEM_FUNC || used->kind == ITEM_VAR);
        if (!later || map_get(unit->declared, used) || is_declared_only(item))
            continue;
        separate(unit->out, *before, used);
        *before = used;
        if (is_declared_only(used)) {
            map_put(unit->declared, used, used);
            print_item(unit, used);
        } else {
            print_declaration_of(unit, used);
        }
    }
}

/* In the order of the source: what an item needs stands before it there, but for functions. */
static void print_items(Unit *unit)
{
    int          count;
    Item *const *items = needs_items(unit->needs, &count);
    const Item  *before = NULL;
    for (int i = 0; i < count; i++) {
        if (items[i]->kind == ITEM_INCLUDE || map_get(unit->declared, items[i]))
            continue;
        declare_uses(unit, items[i], &before);
        separate(unit->out, before, items[i]);
        map_put(unit->declared, items[i], items[i]);
        print_item(unit, items[i]);
        before = items[i];
    }
}

/* ---- Includes ---- */

/* A header beside the source is found from the output's folder, too. */
static const char *include_text(Arena *arena, const Program *p, const Item *item, const char *output)
{
    if (!item->local || !item->path || !output)
        return item->text;
    const char *folder = path_resolve(arena, path_folder(arena, output));
    const char *source = path_resolve(arena, path_folder(arena, p->main_file));
    if (strcmp(folder, source) == 0)
        return item->text;
    return arena_printf(arena, "#include \"%s\"", path_relative(arena, folder, item->path));
}

void unit_print_includes(Text *out, Arena *arena, const Program *p, Needs *needs, const char *output)
{
    int                count;
    const char *const *headers = needs_headers(needs, &count);
    bool               any = count > 0;
    if (any)
        text_putc(out, '\n');
    for (int i = 0; i < count; i++)
        text_printf(out, "#include %s\n", headers[i]);
    Item *const *items = needs_items(needs, &count);
    for (int i = 0; i < count; i++) {
        if (items[i]->kind != ITEM_INCLUDE)
            continue;
        if (!any)
            text_putc(out, '\n');
        any = true;
        text_printf(out, "%s\n", include_text(arena, p, items[i], output));
    }
}

void unit_print_title(Text *out, const Program *p)
{
    text_printf(out, "/* Generated by adgen from %s: do not edit. */\n", path_base(p->main_file));
}

/* ---- The unit ---- */

void emit_unit(Text *out, const Program *program, Func *const *funcs, int count, const char *output)
{
    Arena *arena = arena_new();
    Unit   unit = {.arena = arena, .out = out, .program = program, .needs = needs_new(arena, program),
                   .places = map_new(arena), .declared = map_new(arena)};
    add_funcs(&unit, funcs, count, true);
    add_funcs(&unit, funcs, count, false);
    note_calls(&unit);

    /* What is needed is known once it has been printed, and then what the final names must not hide. */
    Text trial = {0}, prototypes = {0};
    print_funcs(&unit, &trial, unit.needs, NULL);
    text_free(&trial);

    unit_print_title(out, program);
    unit_print_includes(out, arena, program, unit.needs, output);
    print_items(&unit);
    if (print_prototypes(&unit, &prototypes))
        text_printf(out, "\n%s", text_cstr(&prototypes));
    text_free(&prototypes);
    text_putc(out, '\n');
    print_funcs(&unit, out, NULL, names_of_unit(&unit));
    arena_free(arena);
}
