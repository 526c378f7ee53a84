#include <string.h>

#include "ir/walk.h"
#include "lower.h"

/* ---- labels ---- */

static void note_label(Lower *l, const Node *node)
{
    if (!node->name) {
        l->computed_goto = true;
        return;
    }
    for (int i = 0; i < l->labels.count; i++) {
        Label *label = &l->labels.items[i];
        if (strcmp(label->name, node->name) != 0)
            continue;
        label->first = node->first < label->first ? node->first : label->first;
        label->last = node->first > label->last ? node->first : label->last;
        label->mentions++;
        return;
    }
    Label label = {node->name, node->first, node->first, 1};
    VEC_PUSH(l->front->arena, &l->labels, label);
}

static void find_labels(Lower *l, const Node *node)
{
    if (!(node->flags & NODE_JUMPS))
        return;
    if (node->kind == NODE_LABEL || node->kind == NODE_GOTO)
        note_label(l, node);
    for (int i = 0; i < node->count; i++)
        find_labels(l, node->kids[i]);
}

static bool spans(const Label *label, const Node *node)
{
    return label->mentions > 1 && label->first >= node->first && label->last <= node->last;
}

/* Whether a goto goes from one part of the node to another. */
static bool is_split(const Lower *l, const Node *node)
{
    for (int i = 0; i < l->labels.count; i++) {
        const Label *label = &l->labels.items[i];
        bool         inside = false;
        if (!spans(label, node))
            continue;
        for (int k = 0; k < node->count; k++)
            inside = inside || spans(label, node->kids[k]);
        if (!inside)
            return true;
    }
    return false;
}

/* The first goto or label, or the first switch too: what a message is about. */
static Node *find_jump(Node *node, bool switches)
{
    if (node->kind == NODE_GOTO || node->kind == NODE_LABEL || (switches && node->kind == NODE_SWITCH))
        return node;
    for (int i = 0; i < node->count; i++) {
        Node *found = node->kids[i]->flags & NODE_JUMPS ? find_jump(node->kids[i], switches) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/* The region around whose end the label is. */
static Target *target_named(const Lower *l, const char *name)
{
    for (int i = l->targets.count - 1; i >= 0; i--) {
        if (name && strcmp(l->targets.items[i].name, name) == 0)
            return &l->targets.items[i];
    }
    return NULL;
}

/* ---- lists of statements ---- */

static int kid_at(const Node *list, int number)
{
    int i = 0;
    while (i + 1 < list->count && list->kids[i]->last < number)
        i++;
    return i;
}

/* The last of the statements that belong together with number `first`: gotos go between them, and variables that are
 * declared among them are used up to there. */
static int region_end(const Lower *l, const Node *list, int first)
{
    int  end = first;
    bool grown = true;
    while (grown) {
        int last = list->kids[end]->last;
        grown = false;
        for (int i = 0; i < l->labels.count; i++) {
            const Label *label = &l->labels.items[i];
            bool         meets = label->mentions > 1 && spans(label, list) && !target_named(l, label->name)
                      && label->first >= list->kids[first]->first && label->first <= list->kids[end]->last;
            if (meets && label->last > last)
                last = label->last;
        }
        for (int i = first; end > first && i <= end; i++) {
            const Node *decls = list->kids[i];
            for (int k = 0; decls->kind == NODE_DECLS && k < decls->count; k++) {
                const Symbol *s = decls->kids[k]->symbol;
                if (s && s->last_mention > last && s->last_mention <= list->last)
                    last = s->last_mention;
            }
        }
        int wanted = kid_at(list, last);
        grown = wanted > end;
        end = wanted > end ? wanted : end;
    }
    return end;
}

static void lower_as_text(Lower *l, Node *first, Node *last)
{
    Node *jump = NULL;
    for (int i = 0; first != last && i < first->parent->count && !jump; i++) {
        Node *kid = first->parent->kids[i];
        if (kid->first >= first->first && kid->last <= last->last)
            jump = find_jump(kid, false);
    }
    if (first == last)
        jump = find_jump(first, false);
    jump = jump ? jump : find_jump(first, true);
    lower_push(l, opaque_statements(l, first, last, fence_statement(l, jump ? jump : first)));
}

/* ---- goto, forward and out ---- */

static bool is_loop(const Node *node)
{
    return node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO;
}

/* The first goto to the label in the node, or NULL. */
static const Node *find_goto(const Node *node, const char *name)
{
    if (node->kind == NODE_GOTO && node->name && strcmp(node->name, name) == 0)
        return node;
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++) {
        const Node *found = find_goto(node->kids[i], name);
        if (found)
            return found;
    }
    return NULL;
}

/* Whether every goto to the label in the node is a statement of its own, in ifs, loops and blocks only. */
static bool gotos_are_plain(const Node *node, const char *name)
{
    if (!find_goto(node, name))
        return true;
    if (node->kind == NODE_GOTO)
        return true;
    if (node->kind != NODE_BLOCK && node->kind != NODE_IF && !is_loop(node) && node->kind != NODE_LABEL)
        return false;
    for (int i = 0; i < node->count; i++) {
        if (!gotos_are_plain(node->kids[i], name))
            return false;
    }
    return true;
}

static const Label *label_named(const Lower *l, const char *name)
{
    for (int i = 0; i < l->labels.count; i++) {
        if (strcmp(l->labels.items[i].name, name) == 0)
            return &l->labels.items[i];
    }
    return NULL;
}

/* The label, which statement number i is, if its first goto is in the statements numbered first … last, and the others
 * before it. */
static const Label *label_after(const Lower *l, const Node *list, int i, int first, int last)
{
    const Node  *node = list->kids[i];
    const Label *label = node->kind == NODE_LABEL && node->name ? label_named(l, node->name) : NULL;
    bool         after = label && label->mentions > 1 && label->last == node->first && !target_named(l, label->name)
              && label->first >= list->kids[first]->first && label->first <= list->kids[last]->last;
    return after ? label : NULL;
}

/* Where the label stands that statement number `first` goes to, all gotos being before it, and nothing declared in
 * between being used behind it; 0: there is none.  If gotos to another label cross over this one, it is that one. */
static int forward_label(Lower *l, const Node *list, int first, int end)
{
    int last = first;
    for (int i = first + 1; i < end; i++) {
        if (label_after(l, list, i, first, last))
            last = i - 1;
    }
    for (int i = end - 1; i > first; i--) {
        const Node *node = list->kids[i];
        bool        plain = label_after(l, list, i, first, last) != NULL;
        for (int k = first; plain && k < i; k++) {
            const Node *before = list->kids[k];
            plain = gotos_are_plain(before, node->name);
            for (int d = 0; plain && before->kind == NODE_DECLS && d < before->count; d++) {
                const Symbol *s = before->kids[d]->symbol;
                plain = !s || s->last_mention < node->first;
            }
        }
        if (plain)
            return i;
    }
    return 0;
}

static void lower_range(Lower *l, Node *list, int first, int end);

/* The statements from the first goto to the label: do { … } while (0), which gotos leave. */
static void lower_region(Lower *l, Node *list, int first, int label)
{
    Program *p = l->program;
    Loc      loc = front_loc(l->front, list->kids[label]->cursor);
    Target   target = {list->kids[label]->name, list, NULL};
    VEC_PUSH(l->front->arena, &l->targets, target);
    Block *outer = lower_enter(l), *home = l->home;
    l->home = l->block;
    lower_range(l, list, first, label);
    l->home = home;
    Block *body = lower_leave(l, outer);
    target = l->targets.items[--l->targets.count];
    if (target.gone)
        lower_push(l, ir_decl(p, loc, target.gone, ir_int(p, loc, target.gone->type, 0)));
    lower_push(l, ir_loop(p, loc, ir_block(p), ir_int(p, loc, type_int(p, INT_INT), 0), body, NULL, true));
}

static void lower_goto(Lower *l, const Node *node, Target *target)
{
    Program *p = l->program;
    Loc      loc = front_loc(l->front, node->cursor);
    bool     in_loop = false;
    for (const Node *up = node->parent; up != target->list; up = up->parent)
        in_loop = in_loop || is_loop(up);
    /* regions inside the target's are loops that run once, too */
    in_loop = in_loop || target != &l->targets.items[l->targets.count - 1];
    if (in_loop && !target->gone)
        target->gone = front_temp(l->front, l->func, "gone", type_int(p, INT_INT), loc);
    if (in_loop)
        lower_push(l, ir_assign(p, loc, ir_var(p, loc, target->gone), ir_int(p, loc, target->gone->type, 1)));
    lower_push(l, ir_jump(p, loc, STMT_BREAK));
}

/* Behind the statements first … last of a list, of which some is a loop for the gotos in it: go on leaving. */
static void leave_on(Lower *l, Node *const *nodes, int count)
{
    Program *p = l->program;
    Loc      loc = front_loc(l->front, nodes[0]->cursor);
    for (int i = 0; i < l->targets.count; i++) {
        const Target *target = &l->targets.items[i];
        bool          leaves = false;
        for (int k = 0; target->gone && k < count; k++)
            leaves = leaves || find_goto(nodes[k], target->name);
        if (!leaves)
            continue;
        Block *leave = ir_block(p);
        ir_push(p, leave, ir_jump(p, loc, STMT_BREAK));
        lower_push(l, ir_if(p, loc, ir_binary(p, loc, OP_NE, ir_var(p, loc, target->gone),
                                              ir_int(p, loc, target->gone->type, 0)), leave, NULL));
    }
}

static void lower_range(Lower *l, Node *list, int first, int end)
{
    for (int i = first; i < end; i++) {
        int label = l->labels.count > 0 && !l->computed_goto ? forward_label(l, list, i, end) : 0;
        if (label > 0) {
            lower_region(l, list, i, label);
            leave_on(l, list->kids + i, label - i);
            i = label - 1;
            continue;
        }
        int last = l->labels.count > 0 ? region_end(l, list, i) : i;
        if (last == i)
            lower_statement(l, list->kids[i]);
        else
            lower_as_text(l, list->kids[i], list->kids[last]);
        i = last;
    }
}

static void lower_list(Lower *l, Node *list)
{
    lower_range(l, list, 0, list->count);
}

Block *lower_block(Lower *l, Node *node)
{
    Block *outer = lower_enter(l), *home = l->home;
    l->home = l->block;
    if (node->kind == NODE_BLOCK)
        lower_list(l, node);
    else
        lower_statement(l, node);
    l->home = home;
    return lower_leave(l, outer);
}

/* ---- statements ---- */

static bool declares(const Node *block)
{
    for (int i = 0; i < block->count; i++) {
        if (block->kids[i]->kind == NODE_DECLS)
            return true;
    }
    return false;
}

void lower_declaration(Lower *l, Node *decls)
{
    for (int i = 0; i < decls->count; i++) {
        Node *decl = decls->kids[i];
        if (decl->kind != NODE_VAR)
            continue;
        Var *var = lower_var(l, decl->symbol);
        Loc  loc = front_loc(l->front, decl->cursor);
        if (decl->symbol->kind == SYMBOL_GLOBAL)
            continue;
        if (decl->init >= 0)
            init_declare(l, var, decl->kids[decl->init], loc);
        else
            lower_push(l, ir_decl(l->program, loc, var, NULL));
    }
}

static void lower_if(Lower *l, Node *node)
{
    Loc         loc = front_loc(l->front, node->cursor);
    const Expr *cond = lower_full(l, node->kids[0]);
    Block      *then = lower_block(l, node->kids[1]);
    Block      *other = node->count > 2 ? lower_block(l, node->kids[2]) : NULL;
    lower_push(l, ir_if(l->program, loc, cond, then, other));
}

static void lower_return(Lower *l, Node *node)
{
    Loc   loc = front_loc(l->front, node->cursor);
    Node *value = node->count > 0 ? node->kids[0] : NULL;
    if (!value || value->type.kind == CXType_Void) {
        if (value)
            lower_full_effect(l, value);
        lower_push(l, ir_return(l->program, loc, NULL));
        return;
    }
    int         mark = pending_mark(l);
    const Expr *result = lower_check(l, value) ? lower_full(l, value) : lower_value(l, value);
    result = lower_convert(l, result, type_unqualified(l->program, l->func->result), loc);
    pending_forget(l, mark);
    lower_push(l, ir_return(l->program, loc, pending_settle(l, mark, result)));
}

/* Whether all jumps in the node are gotos that leave a region. */
static bool leaves_regions(const Lower *l, const Node *node)
{
    if (node->kind == NODE_GOTO)
        return target_named(l, node->name) != NULL;
    if (node->kind == NODE_LABEL || node->kind == NODE_SWITCH)
        return false;
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++) {
        if (!leaves_regions(l, node->kids[i]))
            return false;
    }
    return true;
}

/* Whether a macro makes the whole statement, with a jump inside: only the macro's use has a text. */
static bool is_jumping_macro(Lower *l, Node *node)
{
    return node->flags & NODE_JUMPS && node->kind != NODE_SWITCH && !leaves_regions(l, node)
        && front_macro_at(l->front, clang_getCursorLocation(node->cursor)) && opaque_is_exact(l->front, node);
}

/* Or, where a switch's loop is in the way, the flag behind it. */
void lower_continue(Lower *l, Loc loc)
{
    Program *p = l->program;
    if (l->goes_on)
        lower_push(l, ir_assign(p, loc, ir_var(p, loc, l->goes_on), ir_int(p, loc, l->goes_on->type, 1)));
    lower_push(l, ir_jump(p, loc, l->goes_on ? STMT_BREAK : STMT_CONTINUE));
}

static void lower_loop(Lower *l, Node *node)
{
    Var *goes_on = l->goes_on;
    l->goes_on = NULL;
    if (node->kind == NODE_FOR)
        lower_for(l, node);
    else if (node->kind == NODE_WHILE)
        lower_while(l, node);
    else
        lower_do(l, node);
    l->goes_on = goes_on;
}

static void lower_kind(Lower *l, Node *node)
{
    switch (node->kind) {
    case NODE_BLOCK:
        if (declares(node)) {
            Block *block = lower_block(l, node);
            lower_push(l, ir_block_stmt(l->program, front_loc(l->front, node->cursor), block));
        } else {
            lower_list(l, node);
        }
        break;
    case NODE_DECLS:    lower_declaration(l, node); break;
    case NODE_IF:       lower_if(l, node); break;
    case NODE_FOR:
    case NODE_WHILE:
    case NODE_DO:       lower_loop(l, node); break;
    case NODE_RETURN:   lower_return(l, node); break;
    case NODE_BREAK:
        lower_push(l, ir_jump(l->program, front_loc(l->front, node->cursor), STMT_BREAK));
        break;
    case NODE_CONTINUE: lower_continue(l, front_loc(l->front, node->cursor)); break;
    case NODE_EMPTY:    break;
    case NODE_GOTO:
        if (target_named(l, node->name))
            lower_goto(l, node, target_named(l, node->name));
        else
            lower_as_text(l, node, node);
        break;
    case NODE_SWITCH:
        if (!lower_switch(l, node))
            lower_as_text(l, node, node);
        break;
    case NODE_LABEL:    /* that no goto goes to */
        lower_statement(l, node->kids[node->count - 1]);
        break;
    case NODE_ATTRIBUTED:
        if (node->count == 1) {
            lower_statement(l, node->kids[0]);
            break;
        }
        /* fall through */
    default:
        lower_as_text(l, node, node);
    }
}

void lower_statement(Lower *l, Node *node)
{
    if (node_is_expr(node)) {
        lower_full_effect(l, node);
    } else if (node->kind != NODE_BLOCK && node->flags & NODE_JUMPS
               && (is_split(l, node) || is_jumping_macro(l, node))) {
        lower_as_text(l, node, node);
    } else {
        lower_kind(l, node);
        if (is_loop(node))
            leave_on(l, &node, 1);
    }
}

/* ---- bodies ---- */

typedef struct Lengths {
    Lower *l;
    Var   *param;
    bool   used;
} Lengths;

static void see_length(void *data, const Expr *e)
{
    Lengths *lengths = data;
    lengths->used = lengths->used || (e->op == OP_VAR && e->u.var == lengths->param);
}

static void visit_lengths(const Type *type, Lengths *lengths)
{
    while (type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER) {
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            ir_visit_expr(type->u.array.length, see_length, lengths);
        type = type_elem(type);
    }
}

/* A parameter that is changed, but that is the length in the type of another: the body works on a copy. */
static void copy_lengths(Lower *l)
{
    for (int i = 0; i < l->body->params; i++) {
        Symbol *symbol = l->body->list.items[i];
        Lengths lengths = {.l = l, .param = lower_var(l, symbol)};
        for (int k = 0; k < l->func->params.count; k++)
            visit_lengths(l->func->params.items[k]->type, &lengths);
        if (!lengths.used || (body_is_register(symbol) && symbol->writes.count == 0))
            continue;
        Var        *param = lengths.param;
        const Type *type = type_unqualified(l->program, param->type);
        const Expr *value = ir_var(l->program, param->loc, param);
        symbol->var = ir_new_var(l->program, l->func, VAR_LOCAL, param->name, type, param->loc);
        lower_push(l, ir_decl(l->program, param->loc, symbol->var, value));
    }
}

/* Whether a label is in the node, or a goto, or what takes a label's address. */
static bool knows_labels(const Node *node)
{
    if (node->kind == NODE_GOTO || node->kind == NODE_LABEL || cursor_is(node->cursor, CXCursor_AddrLabelExpr))
        return true;
    for (int i = 0; i < node->count; i++) {
        if (knows_labels(node->kids[i]))
            return true;
    }
    return false;
}

/* goto *address may go to any label: all from the first to the last of them is one piece of text. */
static void lower_computed(Lower *l, Node *root)
{
    int first = 0, end = root->count;
    while (first < root->count && !knows_labels(root->kids[first]))
        first++;
    while (end > first && !knows_labels(root->kids[end - 1]))
        end--;
    for (int i = first; i < end; i++) {
        const Node *decls = root->kids[i];
        for (int k = 0; decls->kind == NODE_DECLS && k < decls->count; k++) {
            const Symbol *s = decls->kids[k]->symbol;
            while (s && end < root->count && s->last_mention > root->kids[end - 1]->last)
                end++;
        }
    }
    lower_range(l, root, 0, first);
    lower_as_text(l, root->kids[first], root->kids[end - 1]);
    lower_range(l, root, end, root->count);
}

Block *front_lower_body(Front *front, Func *func, CXCursor body)
{
    Lower l = {.front = front, .program = front->program, .func = func};
    l.body = body_of(front, clang_getCursorSemanticParent(body));
    l.lengths = cursor_map_new(front->arena);
    l.block = l.home = ir_block(front->program);
    front->lower = &l;
    find_labels(&l, l.body->root);
    copy_lengths(&l);
    Node *root = l.body->root;
    if (l.computed_goto)
        lower_computed(&l, root);
    else
        lower_list(&l, root);
    func->body = l.block;
    ir_mark_registers(func);
    front->lower = NULL;
    return l.block;
}

/* ---- lengths in types ---- */

/* Whether the value is the same wherever the type is used: it reads only variables that never change. */
static bool is_steady(const Node *node)
{
    switch (node->kind) {
    case NODE_MEMBER: case NODE_INDEX: case NODE_CALL: case NODE_LITERAL: case NODE_STMT_EXPR: case NODE_STRING:
        return false;
    case NODE_UNARY:
        if (node->op == CXUnaryOperator_Deref)
            return false;
        break;
    case NODE_REF:
        if (node->symbol->kind == SYMBOL_PARAM || node->symbol->kind == SYMBOL_LOCAL)
            return body_is_register(node->symbol) && node->symbol->writes.count == 0;
        return node->symbol->kind != SYMBOL_GLOBAL || node->symbol->is_const;
    default:
        break;
    }
    for (int i = 0; i < node->count; i++) {
        if (!is_steady(node->kids[i]))
            return false;
    }
    return true;
}

static const Expr *length_in_body(Lower *l, CXCursor expression)
{
    Expr *known = cursor_map_get(l->lengths, expression);
    if (known)
        return known;
    Node       *node = tree_add(l->body, expression);
    const Expr *length = lower_full(l, node);
    if (!is_steady(node) && !constant_is(length))
        length = ir_var(l->program, length->loc, lower_temp(l, "length", length->type, length->loc, length));
    cursor_map_put(l->lengths, expression, (void *)length);
    return length;
}

static const Expr *length_of_parameter(Front *front, CXCursor expression)
{
    Lower l = {.front = front, .program = front->program, .func = front->func};
    l.body = tree_read(front, clang_getNullCursor(), clang_getNullCursor());
    l.block = l.home = ir_block(front->program);
    l.lengths = cursor_map_new(front->arena);
    Node *node = tree_add(l.body, expression);
    if (node->effects > 0 || lower_check(&l, node)) {
        diag_error(front->diag, front_loc(front, expression), "adgen-length",
                   "the length of a parameter's array type has side effects, or is beyond adgen");
        return NULL;
    }
    return lower_full(&l, node);
}

const Expr *front_lower_length(Front *front, CXCursor expression)
{
    return front->lower ? length_in_body(front->lower, expression) : length_of_parameter(front, expression);
}

const Expr *front_lower_global_init(Front *front, CXCursor initialiser, const Type *type)
{
    Lower l = {.front = front, .program = front->program};
    l.body = tree_read(front, clang_getNullCursor(), clang_getNullCursor());
    l.block = l.home = ir_block(front->program);
    l.lengths = cursor_map_new(front->arena);
    Node *node = tree_add(l.body, initialiser);
    return node->effects > 0 || fence_expression(&l, node) ? NULL : init_constant(&l, node, type);
}
