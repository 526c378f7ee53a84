#include <string.h>

#include "ir/walk.h"
#include "lower.h"

Block *lower_block(Lower *l, Node *node)
{
    Block *outer = lower_enter(l), *home = l->home;
    l->home = l->block;
    if (node->kind == NODE_BLOCK) {
        jumps_lower(l, node);
    } else {
        Node list = {.kind = NODE_BLOCK, .flags = node->flags, .first = node->first, .last = node->last, .count = 1,
                     .kids = &node, .parent = node->parent, .cursor = node->cursor};
        jumps_lower(l, &list);
    }
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

/* What is called where a scope ends stands nowhere in the code: it is refused whatever data it touches. */
static void refuse_cleanup(Lower *l, const Node *decl)
{
    Cursors kids = front_children(l->front, decl->cursor);
    bool    attributes = false;
    for (int i = 0; i < kids.count; i++)
        attributes = attributes || cursor_is(kids.items[i], CXCursor_UnexposedAttr);
    if (!attributes)
        return;
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(decl->cursor);
    const char      *text = front_string(l->front, clang_getCursorPrettyPrinted(decl->cursor, policy));
    clang_PrintingPolicy_dispose(policy);
    if (!strstr(text, "__attribute__((cleanup("))
        return;
    Loc loc = front_loc(l->front, decl->cursor);
    diag_error(l->front->diag, loc, "adgen-cleanup", "adgen does not follow what the attribute 'cleanup' calls");
    diag_note(l->front->diag, loc, "call it where '%s' is done with", decl->symbol->name);
}

/* typedef double row[m]: the length is what m is here, not where the type is used (C11 6.7.8). */
static void lower_typedef(Lower *l, const Node *decl)
{
    if (!cursor_is(decl->cursor, CXCursor_TypedefDecl))
        return;
    CXType type = clang_getTypedefDeclUnderlyingType(decl->cursor);
    CXType inner = canonical_type(type);
    while (type_is_pointing(inner))
        inner = canonical_type(inner.kind == CXType_Pointer ? clang_getPointeeType(inner) : clang_getArrayElementType(inner));
    if (clang_Type_getSizeOf(type) < 0 || inner.kind == CXType_VariableArray)
        front_type(l->front, type, decl->cursor);
}

void lower_declaration(Lower *l, Node *decls)
{
    for (int i = 0; i < decls->count; i++) {
        Node *decl = decls->kids[i];
        if (decl->kind != NODE_VAR) {
            lower_typedef(l, decl);
            continue;
        }
        refuse_cleanup(l, decl);
        if (decl->symbol->hoisted) {
            hoist_assign(l, decl);
            continue;
        }
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

/* Whether a macro makes the whole statement, with a jump inside: only the macro's use has a text. */
static bool is_jumping_macro(Lower *l, Node *node)
{
    return node->flags & NODE_JUMPS && node->kind != NODE_SWITCH && !jumps_are_known(l, node)
        && front_macro_at(l->front, clang_getCursorLocation(node->cursor)) && opaque_is_exact(l->front, node);
}

static void lower_loop(Lower *l, Node *node)
{
    Way               breaks = l->breaks, continues = l->continues;
    const Checkpoint *checkpoint = pragmas_checkpoint(l, node);
    ring_open(l);
    l->breaks = ring_way(l, false, "stops");
    l->continues = ring_way(l, true, "goes_on");
    if (node->kind == NODE_FOR)
        lower_for(l, node);
    else if (node->kind == NODE_WHILE)
        lower_while(l, node);
    else
        lower_do(l, node);
    if (checkpoint)
        pragmas_attach(l, checkpoint);
    l->breaks = breaks;
    l->continues = continues;
    ring_close(l, front_loc(l->front, node->cursor));
}

/* A chain of ifs if that can be, else a machine, else text. */
static void lower_any_switch(Lower *l, Node *node)
{
    Node list = {.kind = NODE_BLOCK, .flags = node->flags, .first = node->first, .last = node->last, .count = 1,
                 .kids = &node, .parent = node->parent, .cursor = node->cursor};
    if (lower_switch(l, node))
        return;
    if (!lower_switch_matters(l, node) || !machine_lower(l, &list, 0, 0))
        jumps_text(l, node, node);
}

static void lower_kind(Lower *l, Node *node)
{
    switch (node->kind) {
    case NODE_BLOCK:
        if (declares(node)) {
            Block *block = lower_block(l, node);
            lower_push(l, ir_block_stmt(l->program, front_loc(l->front, node->cursor), block));
        } else {
            jumps_lower(l, node);
        }
        break;
    case NODE_DECLS:    lower_declaration(l, node); break;
    case NODE_IF:       lower_if(l, node); break;
    case NODE_FOR:
    case NODE_WHILE:
    case NODE_DO:       lower_loop(l, node); break;
    case NODE_RETURN:   lower_return(l, node); break;
    case NODE_BREAK:    ring_jump(l, l->breaks, front_loc(l->front, node->cursor)); break;
    case NODE_CONTINUE: ring_jump(l, l->continues, front_loc(l->front, node->cursor)); break;
    case NODE_EMPTY:    break;
    case NODE_GOTO:     jumps_goto(l, node); break;
    case NODE_SWITCH:   lower_any_switch(l, node); break;
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
        jumps_text(l, node, node);
    }
}

void lower_statement(Lower *l, Node *node)
{
    if (node_is_expr(node)) {
        lower_full_effect(l, node);
    } else if (node->kind != NODE_BLOCK && node->flags & NODE_JUMPS && is_jumping_macro(l, node)) {
        jumps_text(l, node, node);
    } else if (node->kind == NODE_BLOCK || !(node->flags & NODE_JUMPS) || !jumps_split(l, node)) {
        lower_kind(l, node);
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

Block *front_lower_body(Front *front, Func *func, CXCursor body)
{
    Lower l = {.front = front, .program = front->program, .func = func};
    l.body = body_of(front, clang_getCursorSemanticParent(body));
    l.lengths = cursor_map_new(front->arena);
    l.block = l.home = ir_block(front->program);
    front->lower = &l;
    pragmas_check(front, body);
    jumps_find(&l, l.body->root);
    copy_lengths(&l);
    jumps_lower(&l, l.body->root);
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
