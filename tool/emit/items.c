#include "items.h"

#include <string.h>

#include "emit/emit.h"
#include "path.h"
#include "print.h"

typedef struct Listing {
    Arena         *arena;
    Text          *out;
    const Program *program;
    Needs         *needs;
    const char    *output;
    Map           *printed;
    StrMap        *rows;       /* what was printed where the source is several files */
    Map           *declared;   /* static functions that have been declared */
    const Item    *before;     /* the last that was printed */
    StrMap        *macros;     /* name -> the macro that stays and has been printed */
    VEC(Item *)    open;       /* macros that do not stay and are defined here */
    Diag          *diag;       /* NULL: for a header */
} Listing;

void items_print_title(Text *out, const Program *p)
{
    text_printf(out, EMIT_TITLE " from %s", text_base_name(p->main_file));
    for (int i = 1; i < p->files.count; i++)
        text_printf(out, ", %s", text_base_name(p->files.items[i]));
    text_puts(out, ": do not edit. */\n");
}

/* ---- Includes ---- */

/* A header beside the source is found from the output's folder, too. */
static const char *include_text(const Listing *list, const Item *item)
{
    if (!item->local || !item->path || !list->output)
        return item->text;
    const char *folder = path_resolve(list->arena, path_folder(list->arena, list->output));
    const char *including = loc_file(item->loc) ? loc_file(item->loc) : list->program->main_file;
    const char *source = path_resolve(list->arena, path_folder(list->arena, including));
    if (strcmp(folder, source) == 0)
        return item->text;
    return arena_printf(list->arena, "#include \"%s\"", path_relative(list->arena, folder, item->path));
}

/* The text with the includes in it as they are found from the output's folder. */
static const char *own_text(const Listing *list, const Item *item)
{
    const char *text = item->text;
    for (int i = 0; i < item->includes.count; i++) {
        const Item *include = item->includes.items[i];
        const char *at = strstr(text, include->text), *other = include_text(list, include);
        if (at && strcmp(other, include->text) != 0)
            text = arena_printf(list->arena, "%.*s%s%s", (int)(at - text), text, other, at + strlen(include->text));
    }
    return text;
}

/* Not of the source, but made where code of ours needs it. */
static bool is_made(const Item *item)
{
    return item->kind == ITEM_INCLUDE && item->order == -1;
}

/* ---- Texts ---- */

/* Its prototype stands for it: the other translation unit has it. */
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
    if (item->var)
        return true;
    const char *text = is_declared_only(item) ? item->prototype : item->text;
    return strchr(text, '\n') == NULL;
}

/* Items of one row and one kind stand together. */
static void separate(Listing *list, const Item *item)
{
    const Item *before = list->before;
    bool        together = before && before->kind == item->kind && is_one_row(before) && is_one_row(item)
                    && is_declared_only(before) == is_declared_only(item);
    if (!together)
        text_putc(list->out, '\n');
    list->before = item;
}

static void print_variable(Listing *list, const Var *var)
{
    Printer p = printer_new(list->arena, list->out);
    print_declaration(&p, var->type, var->name, 0);
    print_text(&p, ";");
    print_line(&p);
}

/* ---- Macros that do not stay ---- */

static bool differ(const Item *a, const Item *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->text, b->text) != 0;
}

/* What stays under the name means it again. */
static void close_macro(Listing *list, int at)
{
    const Item *item = list->open.items[at], *staying = strmap_get(list->macros, item->name);
    separate(list, item);
    text_printf(list->out, "#undef %s\n", item->name);
    if (staying)
        text_printf(list->out, "%s\n", staying->text);
    for (list->open.count--; at < list->open.count; at++)
        list->open.items[at] = list->open.items[at + 1];
}

static void open_macro(Listing *list, Item *item)
{
    const Item *staying = strmap_get(list->macros, item->name);
    if (staying && !differ(staying, item))
        return;
    separate(list, item);
    if (staying)
        text_printf(list->out, "#undef %s\n", item->name);
    text_printf(list->out, "%s\n", item->text);
    VEC_PUSH(list->arena, &list->open, item);
}

/* What follows can have one of them only. */
static void check_macros(const Listing *list, Item *const *items, int count)
{
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < i && items[i]->kind == ITEM_MACRO; k++) {
            if (items[k]->kind != ITEM_MACRO || !(items[i]->passes || items[k]->passes) || !differ(items[i], items[k]))
                continue;
            diag_error(list->diag, items[i]->loc, "adgen-macro",
                       "macro '%s' has two definitions, and generated code would need both", items[i]->name);
            diag_note(list->diag, items[k]->loc, "the other definition is here; give one of them another name");
        }
    }
}

/* Of the macros that do not stay, let those be defined that are among the items, and no others. */
static void settle_macros(Listing *list, Item *const *items, int count)
{
    check_macros(list, items, count);
    for (int i = list->open.count - 1; i >= 0; i--) {
        if (!item_is_among(items, count, list->open.items[i]))
            close_macro(list, i);
    }
    for (int i = 0; i < count; i++) {
        bool wanted = items[i]->passes && needs_has(list->needs, items[i]);
        if (wanted && !item_is_among(list->open.items, list->open.count, items[i]))
            open_macro(list, items[i]);
    }
}

/* A macro that stays ends only those of its name. */
static void note_macro(Listing *list, Item *item)
{
    for (int i = list->open.count - 1; i >= 0; i--) {
        if (strcmp(list->open.items[i]->name, item->name) == 0)
            close_macro(list, i);
    }
    strmap_put(list->macros, item->name, item);
}

static void settle_for(Listing *list, Item *item)
{
    if (!list->diag)
        return;
    if (item->kind == ITEM_MACRO)
        note_macro(list, item);
    else
        settle_macros(list, item->uses.items, item->uses.count);
}

/* ---- One item ---- */

/* Several files may have the same prototype, type or header: clash.c has seen to it that it is the same thing. */
static bool is_repeated(Listing *list, Item *item)
{
    const char *row = item->kind == ITEM_INCLUDE ? item->path : is_declared_only(item) ? item->prototype : item->text;
    if (list->program->files.count < 2 || !row)
        return false;
    const Item *same = strmap_get(list->rows, row);
    strmap_put(list->rows, row, item);
    return same && same_macros(same, item);
}

/* Whether the text declares static variables of which generated code uses only some: static const int used, unused; */
static bool has_idle(const Listing *list, const Item *item)
{
    int used = 0;
    for (int i = 0; i < list->program->globals.count; i++)
        used += list->program->globals.items[i]->item == item;
    return item->kind == ITEM_VAR && item->is_static && !item->brings && item->variables > 1 && used < item->variables;
}

static void print_item(Listing *list, Item *item)
{
    map_put(list->printed, item, item);
    if (is_repeated(list, item))
        return;
    settle_for(list, item);
    separate(list, item);
    if (has_idle(list, item))
        text_puts(list->out, "__attribute__((__unused__)) ");
    if (item->kind == ITEM_INCLUDE)
        text_printf(list->out, "%s\n", include_text(list, item));
    else if (item->var)
        print_variable(list, item->var);
    else if (is_declared_only(item))
        put_with_semicolon(list->out, item->prototype);
    else if ((item->kind == ITEM_TYPE || item->kind == ITEM_VAR) && !item->bare)
        put_with_semicolon(list->out, own_text(list, item));
    else
        text_printf(list->out, "%s\n", own_text(list, item));
}

/* ---- What is used before it is defined ---- */

/* A static function's own declaration; its definition follows. */
static void declare_static(Listing *list, Item *item)
{
    const Func *func = needs_func_of(list->needs, item);
    if (!func || map_get(list->declared, item))
        return;
    map_put(list->declared, item, item);
    Printer p = printer_new(list->arena, list->out);
    separate(list, item);
    if (!func->is_static)
        print_text(&p, "static ");
    print_signature(&p, func);
    print_text(&p, ";");
    print_line(&p);
}

static size_t word_length(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}

/* `struct shape;` before a type that mentions it and stands before its definition. */
static void declare_tag(Listing *list, Item *item)
{
    const char *text = item->text;
    if (strncmp(text, "typedef", 7) == 0)
        text += 7 + strspn(text + 7, " \t\n");
    size_t kind = strncmp(text, "struct ", 7) == 0 ? 7 : strncmp(text, "union ", 6) == 0 ? 6 : 0;
    if (kind == 0 || word_length(text + kind) == 0 || map_get(list->declared, item))
        return;
    map_put(list->declared, item, item);
    separate(list, item);
    text_printf(list->out, "%.*s;\n", (int)(kind + word_length(text + kind)), text);
}

static void declare_uses(Listing *list, const Item *item)
{
    if (is_declared_only(item))
        return;
    for (int i = 0; i < item->uses.count; i++) {
        Item *used = item->uses.items[i];
        if (used->kind == ITEM_TYPE && used->order > item->order && !map_get(list->printed, used))
            declare_tag(list, used);
        bool  later = used->order > item->order && (used->kind == ITEM_FUNC || used->kind == ITEM_VAR);
        if (!later || map_get(list->printed, used))
            continue;
        if (is_declared_only(used))
            print_item(list, used);
        else
            declare_static(list, used);
    }
}

/* ---- All ---- */

static void list_new(Listing *list)
{
    list->printed = map_new(list->arena);
    list->rows = strmap_new(list->arena);
    list->declared = map_new(list->arena);
    list->macros = strmap_new(list->arena);
}

static void print_made(Listing *list)
{
    int          count;
    Item *const *items = needs_items(list->needs, &count);
    for (int i = 0; i < count; i++) {
        if (is_made(items[i]))
            print_item(list, items[i]);
    }
}

/* Made includes come behind macros that choose what headers declare: before the first include, or else before all. */
static const Item *place_of_made(Item *const *items, int count)
{
    for (int i = 0; i < count; i++) {
        if (items[i]->kind == ITEM_INCLUDE && items[i]->order >= 0)
            return items[i];
    }
    for (int i = 0; i < count; i++) {
        if (items[i]->order >= 0 && !items[i]->passes)
            return items[i];
    }
    return NULL;
}

static void print_all(Listing *list, bool includes_only)
{
    int          count;
    Item *const *items = needs_items(list->needs, &count);
    const Item  *place = includes_only ? NULL : place_of_made(items, count);
    if (includes_only)
        print_made(list);
    for (int i = 0; i < count; i++) {
        bool is_include = items[i]->kind == ITEM_INCLUDE;
        if (items[i] == place)
            print_made(list);
        if (map_get(list->printed, items[i]) || is_made(items[i]) || items[i]->passes || (includes_only && !is_include))
            continue;
        declare_uses(list, items[i]);
        print_item(list, items[i]);
    }
    if (!includes_only && !place)
        print_made(list);
}

void items_print(Text *out, Arena *arena, const Program *p, Needs *needs, const char *output, Diag *diag)
{
    Listing      list = {.arena = arena, .out = out, .program = p, .needs = needs, .output = output, .diag = diag};
    int          count;
    Item *const *macros = needs_macros(needs, &count);
    list_new(&list);
    print_all(&list, false);
    settle_macros(&list, macros, count);
}

void items_print_includes(Text *out, Arena *arena, const Program *p, Needs *needs, const char *output)
{
    Listing list = {.arena = arena, .out = out, .program = p, .needs = needs, .output = output};
    list_new(&list);
    print_all(&list, true);
}
