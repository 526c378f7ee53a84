#include "clash.h"

#include <string.h>

#include "base/text.h"
#include "ir/walk.h"

typedef struct Clash {
    Arena         *arena;
    const Program *program;
    Needs         *needs;
    Func *const   *funcs;
    int            func_count;
    Diag          *diag;
} Clash;

/* Who has a name. */
typedef struct Holder {
    Item       *item;
    const char *macro;
} Holder;

static const char *printed_text(const Item *item)
{
    return item->prototype && !item->is_static ? item->prototype : item->text;
}

static bool is_external(const Item *item)
{
    return (item->kind == ITEM_FUNC || item->kind == ITEM_VAR) && !item->is_static;
}

/* ---- Looking for words ---- */

typedef struct Word {
    const char *name;
    size_t      length;
    bool        found;
} Word;

static void compare(void *data, const char *name, size_t length)
{
    Word *word = data;
    word->found = word->found || (length == word->length && memcmp(name, word->name, length) == 0);
}

static bool mentions(const char *text, const char *name)
{
    Word word = {name, strlen(name), false};
    if (!text)
        return false;
    text_identifiers(text, compare, &word);
    return word.found;
}

/* ---- Other names ---- */

typedef struct Renaming {
    Clash      *clash;
    Item       *item;
    const char *name, *other;
    Map        *opaques;      /* those that were seen to */
    /* the text in hand */
    const char *text, *from;
    Text        made;
} Renaming;

static const char *before_blanks(const char *text, const char *at)
{
    while (at > text && strchr(" \t\n", at[-1]))
        at--;
    return at;
}

static bool ends_in(const char *text, const char *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - text) >= length && memcmp(end - length, word, length) == 0;
}

/* A member or a tag of that name is another thing. */
static bool is_other_space(const char *text, const char *name)
{
    static const char *const before[] = {".", "->", "struct", "union", "enum"};
    const char *end = before_blanks(text, name);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (ends_in(text, end, before[i]))
            return true;
    }
    return false;
}

static void replace_word(void *data, const char *name, size_t length)
{
    Renaming *r = data;
    if (length != strlen(r->name) || memcmp(name, r->name, length) != 0 || is_other_space(r->text, name))
        return;
    text_write(&r->made, r->from, (size_t)(name - r->from));
    text_puts(&r->made, r->other);
    r->from = name + length;
}

static const char *replaced(Renaming *r, const char *text)
{
    r->text = r->from = text;
    r->made = (Text){0};
    text_identifiers(text, replace_word, r);
    text_puts(&r->made, r->from);
    const char *copy = arena_strdup(r->clash->program->arena, text_cstr(&r->made));
    text_free(&r->made);
    return copy;
}

/* A macro's text may name what only those see that use it. */
static void rename_in_item(Renaming *r, Item *item)
{
    bool is_macro = item->kind == ITEM_MACRO && item->unit == r->item->unit;
    if (item == r->item || is_macro || item_is_among(item->uses.items, item->uses.count, r->item))
        item->text = replaced(r, item->text);
}

static void rename_in_opaque(Renaming *r, Opaque *opaque)
{
    if (map_get(r->opaques, opaque) || !item_is_among(opaque->uses.items, opaque->uses.count, r->item))
        return;
    map_put(r->opaques, opaque, r);
    for (int i = 0; i < opaque->texts.count; i++)
        opaque->texts.items[i] = replaced(r, opaque->texts.items[i]);
}

static void rename_in_expr(void *data, const Expr *e)
{
    if (e->op == OP_OPAQUE)
        rename_in_opaque(data, e->u.opaque);
}

static void rename_in_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_OPAQUE)
        rename_in_opaque(data, s->u.opaque);
    ir_visit_stmt_exprs(s, rename_in_expr, data);
}

static void rename_objects(const Renaming *r)
{
    const Program *p = r->clash->program;
    for (int i = 0; i < p->funcs.count; i++) {
        if (p->funcs.items[i]->item == r->item && strcmp(p->funcs.items[i]->name, r->name) == 0)
            p->funcs.items[i]->name = r->other;
    }
    for (int i = 0; i < p->globals.count; i++) {
        if (p->globals.items[i]->item == r->item && strcmp(p->globals.items[i]->name, r->name) == 0)
            p->globals.items[i]->name = r->other;
    }
    for (int i = 0; i < r->item->names.count; i++) {
        if (strcmp(r->item->names.items[i].name, r->name) == 0)
            r->item->names.items[i].name = r->other;
    }
}

static bool is_free(const Clash *clash, const char *name)
{
    int          count;
    Item *const *items = needs_items(clash->needs, &count);
    for (int i = 0; i < count; i++) {
        if (mentions(printed_text(items[i]), name))
            return false;
        for (int k = 0; k < items[i]->names.count; k++) {
            if (strcmp(items[i]->names.items[k].name, name) == 0)
                return false;
        }
    }
    for (int i = 0; i < clash->program->funcs.count; i++) {
        if (strcmp(clash->program->funcs.items[i]->name, name) == 0)
            return false;
    }
    return true;
}

/* name_2, or with a higher number where that is in use. */
static void rename_item(Clash *clash, Item *item, const char *name)
{
    Arena   *arena = clash->program->arena;
    Renaming r = {.clash = clash, .item = item, .name = arena_strdup(arena, name), .opaques = map_new(clash->arena)};
    for (int i = 2; !r.other || !is_free(clash, r.other); i++)
        r.other = arena_printf(arena, "%s_%d", name, i);
    int          count;
    Item *const *items = needs_items(clash->needs, &count);
    for (int i = 0; i < count; i++)
        rename_in_item(&r, items[i]);
    for (int i = 0; i < clash->func_count; i++)
        ir_visit_stmts(clash->funcs[i]->body, rename_in_stmt, &r);
    rename_objects(&r);
    if (item->name && strcmp(item->name, r.name) == 0)
        item->name = r.other;
}

static bool can_rename(const Item *item)
{
    return (item->kind == ITEM_FUNC || item->kind == ITEM_VAR) && item->is_static && !item->fixed;
}

/* ---- Names ---- */

static void refuse(const Clash *clash, const char *name, Loc first, Loc second)
{
    diag_error(clash->diag, second, "adgen-clash", "the generated code needs '%s' of two files, and they differ", name);
    diag_note(clash->diag, first, "the other one is here; rename one of them, or run adgen on one file at a time");
}

/* Two headers may declare the same through a third one; only their macros are compared. */
static bool is_same(const Holder *a, const Holder *b)
{
    if (a->item->passes && b->item->passes)
        return true;
    if (a->macro && b->macro && a->item->kind == b->item->kind)
        return strcmp(a->macro, b->macro) == 0;
    if (a->item == b->item || a->item->unit == b->item->unit)
        return true;
    if (a->item->kind == ITEM_INCLUDE && b->item->kind == ITEM_INCLUDE)
        return true;
    if (a->item->kind != b->item->kind)
        return false;
    bool external = is_external(a->item) && is_external(b->item);
    return external || (strcmp(printed_text(a->item), printed_text(b->item)) == 0 && same_macros(a->item, b->item));
}

/* Whether a name was changed, so that all must be looked at again. */
static bool settle_pair(Clash *clash, const Holder *first, const Holder *second, const char *name, bool last)
{
    bool renames = can_rename(second->item) || can_rename(first->item);
    if (is_same(first, second))
        return false;
    if (renames)
        rename_item(clash, can_rename(second->item) ? second->item : first->item, name);
    else if (last)
        refuse(clash, name, first->item->loc, second->item->loc);
    return renames;
}

/* `last`: nothing is left to be renamed, so what still clashes is refused. */
static bool settle_names(Clash *clash, bool last)
{
    StrMap      *holders = strmap_new(clash->arena);
    int          count;
    Item *const *items = needs_items(clash->needs, &count);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < items[i]->names.count; k++) {
            const char   *name = items[i]->names.items[k].name;
            Holder       *mine = ARENA_NEW(clash->arena, Holder);
            const Holder *first = strmap_get(holders, name);
            *mine = (Holder){items[i], items[i]->names.items[k].macro};
            if (!first)
                strmap_put(holders, name, mine);
            else if (settle_pair(clash, first, mine, name, last))
                return true;
        }
    }
    return false;
}

/* ---- What a macro of one file makes of the other's text ---- */

static bool has_macro(const Item *item, const char *name)
{
    for (int i = 0; i < item->uses.count; i++) {
        if (item->uses.items[i]->kind == ITEM_MACRO && strcmp(item->uses.items[i]->name, name) == 0)
            return true;
    }
    return false;
}

/* A macro against the members that the functions name. */
typedef struct Member {
    const Clash *clash;
    const Item  *macro;
    bool         found;
} Member;

static void check_member(void *data, const Expr *e)
{
    Member *member = data;
    if (e->op != OP_FIELD || member->found || strcmp(e->u.field->name, member->macro->name) != 0)
        return;
    const Item *item = e->u.field->record->item;
    member->found = item && item->unit != member->macro->unit;
    if (member->found)
        refuse(member->clash, member->macro->name, member->macro->loc, e->loc);
}

static void check_macro(const Clash *clash, const Item *macro, Item *const *items, int count)
{
    for (int i = 0; i < count; i++) {
        const Item *item = items[i];
        bool        own = item->unit == macro->unit || item->kind == ITEM_INCLUDE || item->kind == ITEM_MACRO;
        if (own || has_macro(item, macro->name) || !mentions(printed_text(item), macro->name))
            continue;
        refuse(clash, macro->name, macro->loc, item->loc);
        return;
    }
    Member member = {clash, macro, false};
    for (int i = 0; i < clash->func_count; i++) {
        for (int k = 0; k < clash->funcs[i]->params.count; k++) {
            const Var *param = clash->funcs[i]->params.items[k];
            if (strcmp(param->name, macro->name) == 0)
                refuse(clash, macro->name, macro->loc, param->loc);
        }
        ir_visit_block_exprs(clash->funcs[i]->body, check_member, &member);
    }
}

static void check_macros(const Clash *clash)
{
    int          count;
    Item *const *items = needs_items(clash->needs, &count);
    for (int i = 0; i < count; i++) {
        if (items[i]->kind == ITEM_MACRO)
            check_macro(clash, items[i], items, count);
    }
}

/* Includes that have one text must mean one header. */
static void check_includes(const Clash *clash)
{
    StrMap      *headers = strmap_new(clash->arena);
    int          count;
    Item *const *items = needs_items(clash->needs, &count);
    for (int i = 0; i < count; i++) {
        const Item *item = items[i], *first = item->kind == ITEM_INCLUDE ? strmap_get(headers, item->text) : NULL;
        if (item->kind != ITEM_INCLUDE || !item->path || item->local)
            continue;
        if (first && strcmp(first->path, item->path) != 0)
            refuse(clash, item->name, first->loc, item->loc);
        strmap_put(headers, item->text, (Item *)item);
    }
}

bool clash_settle(Arena *arena, const Program *p, Needs *needs, Func *const *funcs, int count, Diag *diag)
{
    Clash clash = {arena, p, needs, funcs, count, diag};
    bool  renamed = false;
    if (p->files.count < 2)
        return false;
    while (settle_names(&clash, false))
        renamed = true;
    settle_names(&clash, true);
    check_macros(&clash);
    check_includes(&clash);
    return renamed;
}
