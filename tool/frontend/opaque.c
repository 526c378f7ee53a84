#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lower.h"

/*
 * What the IR cannot express, as the text that the user wrote, with holes for the variables that are declared outside
 * of it, and what it may write, as far as can be told.
 */

typedef struct Hole {
    unsigned offset;
    Var     *var;
    size_t   length;
} Hole;

/* What stands around the text: `before` and `after`, and in front of them the variable that gets the value. */
typedef struct Frame {
    Var        *target;
    const char *opening, *before, *after;
    bool        is_value;           /* the text is an expression, not statements or a list in braces */
} Frame;

typedef struct Carry {
    Lower        *l;
    const Reason *reason;
    Opaque       *opaque;
    CXFile        file;
    unsigned      from, to;
    int           first, last;      /* numbers of the nodes that become text */
    VEC(Hole)     holes;
    VEC(Var *)    named;            /* variables that a macro's body names: they keep their names */
} Carry;

/* ---- whether the text is the node's own ---- */

static bool same_extent(Front *front, const Node *a, const Node *b)
{
    CXFile   a_file, b_file;
    unsigned a_from, a_to, b_from, b_to;
    return front_extent(front, clang_getCursorExtent(a->cursor), &a_file, &a_from, &a_to)
        && front_extent(front, clang_getCursorExtent(b->cursor), &b_file, &b_from, &b_to)
        && clang_File_isEqual(a_file, b_file) && a_from == b_from && a_to == b_to;
}

static bool touches_macro(Front *front, const Node *node)
{
    return front_shares_macro(front, node->cursor, node->cursor);
}

bool opaque_is_exact(Front *front, Node *node)
{
    if (!touches_macro(front, node))
        return true;
    const Node *inner = node, *p = node->parent;
    while (p && p->kind == NODE_CONVERT) {
        inner = p;
        p = p->parent;
    }
    if (!p)
        return true;
    if (same_extent(front, node, p))
        return false;
    for (int i = 0; i < p->count; i++) {
        if (p->kids[i] != inner && front_shares_macro(front, node->cursor, p->kids[i]->cursor))
            return false;
    }
    return true;
}

/* ---- holes ---- */

static bool has_var(Var *const *items, int count, const Var *var)
{
    for (int i = 0; i < count; i++) {
        if (items[i] == var)
            return true;
    }
    return false;
}

static bool is_declared_inside(const Carry *c, const Symbol *symbol)
{
    return symbol->declared >= c->first && symbol->declared <= c->last;
}

static void find_hole(Carry *c, Node *node)
{
    const Symbol *symbol = node->symbol;
    if (!symbol || symbol->kind == SYMBOL_FUNC || symbol->kind == SYMBOL_ENUM || is_declared_inside(c, symbol))
        return;
    Position          at = front_position(clang_getCursorLocation(node->cursor));
    const SourceFile *source = front_file(c->l->front, at.file);
    size_t            length = strlen(symbol->name);
    bool              here = source && clang_File_isEqual(at.file, c->file);
    bool              inside = here && at.offset >= c->from && at.offset < c->to;
    bool              written = inside && strncmp(source->text + at.offset, symbol->name, length) == 0;
    Hole hole = {at.offset, lower_var(c->l, node->symbol), length};
    if (written) {
        VEC_PUSH(c->l->front->arena, &c->holes, hole);
    } else if (!has_var(c->named.items, c->named.count, hole.var)) {
        hole.var->pinned = true;
        VEC_PUSH(c->l->front->arena, &c->named, hole.var);
    }
}

static void find_holes(Carry *c, Node *node)
{
    if (node->kind == NODE_REF)
        find_hole(c, node);
    for (int i = 0; i < node->count; i++)
        find_holes(c, node->kids[i]);
}

static int by_offset(const void *a, const void *b)
{
    const Hole *x = a, *y = b;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static void add_text(Carry *c, const char *text, size_t length)
{
    VEC_PUSH(c->l->front->arena, &c->opaque->texts, intern_n(c->l->program->names, text, length));
}

static void add_hole(Carry *c, Text *text, Var *var)
{
    add_text(c, text_cstr(text), text->length);
    VEC_PUSH(c->l->front->arena, &c->opaque->vars, var);
    text_free(text);
    *text = (Text){0};
}

/* Variables that only a macro's body names have no holes; saying (void)x in front shows that they are read. */
static void add_named(Carry *c, Text *text, bool value)
{
    if (value && c->named.count > 0)
        text_putc(text, '(');
    for (int i = 0; i < c->named.count; i++) {
        text_puts(text, "(void)");
        add_hole(c, text, c->named.items[i]);
        text_puts(text, value ? ", " : "; ");
    }
}

/* Cut the source text at the holes.  A macro's argument that is used twice is one hole. */
static void cut(Carry *c, const Frame *frame)
{
    const char *source = front_file(c->l->front, c->file)->text;
    unsigned    at = c->from;
    Text        text = {0};
    text_puts(&text, frame->before);
    add_named(c, &text, frame->is_value);
    if (c->holes.count > 0)
        qsort(c->holes.items, (size_t)c->holes.count, sizeof *c->holes.items, by_offset);
    for (int i = 0; i < c->holes.count; i++) {
        const Hole *hole = &c->holes.items[i];
        if (hole->offset < at)
            continue;
        text_write(&text, source + at, hole->offset - at);
        add_hole(c, &text, hole->var);
        at = hole->offset + (unsigned)hole->length;
    }
    text_write(&text, source + at, c->to - at);
    text_puts(&text, frame->is_value && c->named.count > 0 ? ")" : "");
    text_puts(&text, frame->after);
    add_text(c, text_cstr(&text), text.length);
    text_free(&text);
}

/* ---- effects ---- */

static void add_write(Carry *c, Var *var)
{
    Opaque *o = c->opaque;
    if (!has_var(o->writes.items, o->writes.count, var))
        VEC_PUSH(c->l->front->arena, &o->writes, var);
}

static void add_reach(Carry *c, Var *var)
{
    Opaque *o = c->opaque;
    if (type_holds_pointer(var->type) && !has_var(o->reaches.items, o->reaches.count, var))
        VEC_PUSH(c->l->front->arena, &o->reaches, var);
}

/* What is stored through a pointer or by a call may be any object whose address is taken, or that a pointer reaches. */
static void add_memory(Carry *c)
{
    for (int i = 0; i < c->opaque->vars.count; i++) {
        Var *var = c->opaque->vars.items[i];
        add_reach(c, var);
        if (!var->is_register && !(var->type->quals & TYPE_CONST))
            add_write(c, var);
    }
}

static void add_behind(void *data, Symbol *global)
{
    Carry  *c = data;
    Opaque *o = c->opaque;
    Var    *var = lower_var(c->l, global);
    if (!global->is_const && !has_var(o->behind.items, o->behind.count, var))
        VEC_PUSH(c->l->front->arena, &o->behind, var);
}

static void add_global_write(void *data, Symbol *global)
{
    Carry *c = data;
    add_behind(c, global);
    if (!global->is_const)
        add_write(c, lower_var(c->l, global));
}

static void add_global_reach(void *data, Symbol *global)
{
    add_reach(data, lower_var(((Carry *)data)->l, global));
}

/* What a function that is named does to globals, and to what they lead to, is seen by nobody else. */
static void add_globals(Carry *c, const Reach *reads, const Reach *writes)
{
    Front *front = c->l->front;
    body_each_global(front, reads->globals, add_behind, c);
    body_each_global(front, writes->globals, add_global_write, c);
    if (writes->anywhere)
        body_each_global(front, reads->globals | writes->globals, add_global_reach, c);
    c->opaque->effects = c->opaque->effects || writes->globals || writes->anywhere;
}

static void add_named_function(Carry *c, const Node *node)
{
    Body *callee = node->symbol && node->symbol->kind == SYMBOL_FUNC ? body_of(c->l->front, node->symbol->decl) : NULL;
    if (callee) {
        const Summary *sum = effects_summary(callee);
        add_globals(c, &sum->reads, &sum->writes);
    }
}

static void add_effects(Carry *c, Node *node)
{
    Touch touch;
    bool  mentions = !node_is_unevaluated(node) && body_touch(c->l->body, node, &touch);
    bool  assigns = node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND || node->kind == NODE_STEP;
    if (mentions && assigns) {
        if (touch.symbol && !is_declared_inside(c, touch.symbol))
            add_write(c, lower_var(c->l, touch.symbol));
        else if (!touch.symbol)
            add_memory(c);
    } else if (mentions && (touch.output || touch.ends || !body_empty(&touch.writes))) {
        for (int i = 0; node->kind == NODE_ASM && i < c->opaque->vars.count; i++)
            add_write(c, c->opaque->vars.items[i]);   /* assembly code may write what it mentions */
        add_memory(c);
        c->opaque->effects = c->opaque->effects || touch.output || touch.ends;
    }
    if (mentions && node->kind == NODE_CALL && !node->symbol)
        add_globals(c, &touch.reads, &touch.writes);
    if (node->kind == NODE_REF && !node_is_unevaluated(node))
        add_named_function(c, node);
    for (int i = 0; i < node->count; i++)
        add_effects(c, node->kids[i]);
}

/* ---- carrying over ---- */

static void refuse(Carry *c, const Node *at, const char *why)
{
    Loc loc = front_loc(c->l->front, at->cursor);
    diag_error(c->l->front->diag, loc, c->reason->id, "%s", c->reason->message);
    diag_note(c->l->front->diag, loc, "%s", why);
}

static bool find_text(Carry *c, const Node *first, const Node *last)
{
    CXFile   file;
    unsigned from, to;
    Front   *front = c->l->front;
    return front_extent(front, clang_getCursorExtent(first->cursor), &c->file, &c->from, &to)
        && front_extent(front, clang_getCursorExtent(last->cursor), &file, &from, &c->to)
        && clang_File_isEqual(c->file, file) && c->from < c->to;
}

/* The nodes of one list from first to last: their parent's kids, or one node. */
static void each_node(Carry *c, Node *first, Node *last, void (*visit)(Carry *c, Node *node))
{
    if (first == last) {
        visit(c, first);
        return;
    }
    const Node *p = first->parent;
    for (int i = 0; i < p->count; i++) {
        if (p->kids[i]->first >= first->first && p->kids[i]->last <= last->last)
            visit(c, p->kids[i]);
    }
}

/* A static variable or a type that the text itself declares. */
static bool is_item_inside(const Carry *c, const Item *item)
{
    return clang_File_isEqual(c->file, c->l->front->main_file) && item->order >= (int)c->from
        && item->order < (int)c->to;
}

static void add_uses(Carry *c, Node *node)
{
    ItemList list = {0};
    front_uses(c->l->front, node->cursor, &list);
    for (int i = 0; i < list.list.count; i++)
        if (!is_item_inside(c, list.list.items[i]))
            VEC_PUSH(c->l->front->arena, &c->opaque->uses, list.list.items[i]);
}

static void add_jumps(Carry *c, Node *node)
{
    c->opaque->jumps = c->opaque->jumps || fence_leaves(node);
}

static Opaque *carry(Lower *l, Node *first, Node *last, const Reason *reason, const Frame *frame)
{
    Carry c = {.l = l, .reason = reason, .first = first->first, .last = last->last};
    c.opaque = ARENA_NEW(l->front->arena, Opaque);
    c.opaque->id = reason->id;
    c.opaque->message = reason->message;
    c.opaque->advice = reason->advice;
    c.opaque->effects = strcmp(reason->id, "adgen-volatile") == 0 || strcmp(reason->id, "adgen-asm") == 0;
    if (frame->target) {
        add_text(&c, frame->opening, strlen(frame->opening));
        VEC_PUSH(l->front->arena, &c.opaque->vars, frame->target);
        VEC_PUSH(l->front->arena, &c.opaque->writes, frame->target);
    }
    if (!find_text(&c, first, last) || !opaque_is_exact(l->front, first) || !opaque_is_exact(l->front, last)) {
        refuse(&c, first, "it comes out of a macro that makes more than this: its text cannot be carried over");
        add_text(&c, "", 0);
        return c.opaque;
    }
    each_node(&c, first, last, find_holes);
    if (c.named.count > 0 && first->kind == NODE_LIST)
        refuse(&c, first, "a macro's body names a variable of the function here: its text cannot be carried over");
    cut(&c, frame);
    each_node(&c, first, last, add_effects);
    each_node(&c, first, last, add_jumps);
    each_node(&c, first, last, add_uses);
    return c.opaque;
}

const Expr *opaque_value(Lower *l, Node *node, const Type *type, const Reason *reason)
{
    Frame   frame = {.before = "", .after = "", .is_value = node->kind != NODE_LIST};
    Opaque *opaque = carry(l, node, node, reason, &frame);
    return ir_opaque(l->program, node_loc(l->front, reason->at), type, opaque);
}

Stmt *opaque_assign(Lower *l, Var *var, Node *node, const Reason *reason)
{
    bool  comma = node->kind == NODE_COMMA;
    Frame frame = {var, "", comma ? " = (" : " = ", comma ? ");" : ";", true};
    return ir_opaque_stmt(l->program, node_loc(l->front, reason->at), carry(l, node, node, reason, &frame));
}

/* Whether nothing is named but enumeration constants: no pointers but those to strings. */
static bool is_plain(const Node *node)
{
    if (node->kind == NODE_REF && (!node->symbol || node->symbol->kind != SYMBOL_ENUM))
        return false;
    if (node->kind == NODE_CALL || node->kind == NODE_LITERAL || node->kind == NODE_OTHER_EXPR || node->kind == NODE_STMT_EXPR)
        return false;
    if (node->kind == NODE_CAST && type_is_pointing(node->type))
        return false;
    for (int i = 0; i < node->count; i++) {
        if (!is_plain(node->kids[i]))
            return false;
    }
    return true;
}

/* Only a declaration takes a list in braces, or a string for an array: one of another variable, which is copied. */
Stmt *opaque_initialise(Lower *l, Var *var, Node *list, const Reason *reason)
{
    static const char rest[] = ", &adgen_initial, sizeof adgen_initial); }";
    Frame             frame = {var, "{ __typeof__(", ") adgen_initial = ", "; __builtin_memcpy(&", false};
    Opaque           *opaque = carry(l, list, list, reason, &frame);
    opaque->plain = is_plain(list);
    VEC_PUSH(l->front->arena, &opaque->vars, var);
    VEC_PUSH(l->front->arena, &opaque->texts, intern(l->program->names, rest));
    return ir_opaque_stmt(l->program, node_loc(l->front, reason->at), opaque);
}

static bool wants_semicolon(const Node *node)
{
    switch (node->kind) {
    case NODE_BLOCK:
    case NODE_DECLS:
    case NODE_EMPTY: return false;
    case NODE_IF:
    case NODE_FOR:
    case NODE_WHILE:
    case NODE_SWITCH:
    case NODE_LABEL:
    case NODE_CASE:
    case NODE_ATTRIBUTED: return node->count == 0 || wants_semicolon(node->kids[node->count - 1]);
    default:              return true;
    }
}

Stmt *opaque_statements(Lower *l, Node *first, Node *last, const Reason *reason)
{
    bool  semicolon = wants_semicolon(last) || touches_macro(l->front, last);
    Frame frame = {.before = "", .after = semicolon ? ";" : ""};
    return ir_opaque_stmt(l->program, node_loc(l->front, reason->at), carry(l, first, last, reason, &frame));
}
