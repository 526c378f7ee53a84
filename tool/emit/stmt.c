#include "print.h"

#include <string.h>

#include "ir/walk.h"
#include "shape.h"

/* ---- Calls whose result is kept ---- */

static bool is_var(const Expr *e, const Var *var)
{
    return e && e->op == OP_VAR && e->u.var == var;
}

/* The call that gives the variable its first value, right behind its declaration; or NULL. */
static const Stmt *first_call(const Block *block, int i)
{
    const Stmt *decl = block->stmts.items[i];
    if (decl->kind != STMT_DECL || decl->u.decl.init || i + 1 == block->stmts.count)
        return NULL;
    const Stmt *call = block->stmts.items[i + 1];
    if (call->kind != STMT_CALL || !is_var(call->u.call.place, decl->u.decl.var))
        return NULL;
    for (int k = 0; k < call->u.call.count; k++) {
        if (ir_mentions(call->u.call.args[k], decl->u.decl.var))
            return NULL;
    }
    return call;
}

static const Expr *below_cast(const Expr *e)
{
    return e && e->op == OP_CAST ? e->args[0] : e;
}

/* The statement's value, where it keeps it in a variable or returns it; or NULL. */
static const Expr *kept_value(const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:   return s->u.decl.init;
    case STMT_RETURN: return s->u.result;
    case STMT_ASSIGN: return s->u.assign.place->op == OP_VAR ? s->u.assign.value : NULL;
    default:          return NULL;
    }
}

/* Whether our variable only hands the call's result on to the next statement. */
static bool hands_on(const Printer *p, const Block *block, int i)
{
    const Var *var = block->stmts.items[i]->u.decl.var;
    bool       elsewhere = !p->names || names_reads(p->names, var) != 1 || names_writes(p->names, var) != 1;
    if (var->kind != VAR_TEMP || elsewhere || i + 2 >= block->stmts.count)
        return false;
    const Stmt *next = block->stmts.items[i + 2];
    bool        to_itself = next->kind == STMT_ASSIGN && is_var(next->u.assign.place, var);
    return !to_itself && is_var(below_cast(kept_value(next)), var);
}

/* The call in place of the variable that it was kept in, with the conversion that the user wrote. */
static void print_handed_on(Printer *p, const Stmt *call, const Expr *value, const Type *to)
{
    line_open(&p->line);
    if (value->op == OP_CAST && !value->implicit) {
        print_text(p, "(");
        print_type(p, value->type);
        print_text(p, ")");
        to = NULL;
    }
    print_call_result(p, call, to);
    line_close(&p->line);
}

/* ---- Statements of one line ---- */

/* What is set where it was constant for its user is not constant here: without a value, or with {0} for one. */
static void print_declared(Printer *p, const Stmt *s, bool has_value)
{
    const Var  *var = s->u.decl.var;
    const Expr *init = s->u.decl.init;
    bool        is_cleared = init && init->op == OP_INIT && init->count == 0;
    if (var->is_static)
        print_text(p, "static ");
    print_declaration(p, var->type, print_name(p, var), has_value && !is_cleared ? 0 : TYPE_CONST);
    if (has_value)
        print_text(p, " = ");
}

static void print_decl(Printer *p, const Stmt *s)
{
    const Expr *init = s->u.decl.init;
    print_declared(p, s, init != NULL);
    if (!init)
        return;
    line_open(&p->line);
    print_value(p, init, s->u.decl.var->type);
    line_close(&p->line);
}

static void print_return(Printer *p, const Stmt *s)
{
    print_text(p, "return");
    if (!s->u.result)
        return;
    print_text(p, " ");
    line_open(&p->line);
    print_value(p, s->u.result, p->func ? p->func->result : s->u.result->type);
    line_close(&p->line);
}

static void print_call_stmt(Printer *p, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    if (place) {
        print_expr(p, place);
        print_text(p, " = ");
    }
    line_open(&p->line);
    print_call_result(p, s, place ? place->type : NULL);
    line_close(&p->line);
}

void print_simple(Printer *p, const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:     print_decl(p, s); return;
    case STMT_ASSIGN:   print_assignment(p, s->u.assign.place, s->u.assign.value); return;
    case STMT_CALL:     print_call_stmt(p, s); return;
    case STMT_BREAK:    print_text(p, "break"); return;
    case STMT_CONTINUE: print_text(p, "continue"); return;
    case STMT_RETURN:   print_return(p, s); return;
    default:            BUG("a statement that is none of one line");
    }
}

static void print_simple_line(Printer *p, const Stmt *s)
{
    print_simple(p, s);
    print_text(p, ";");
    print_line(p);
}

/* The value of a variable that has been declared before. */
static void print_late_value(Printer *p, const Stmt *s)
{
    const Expr *init = s->u.decl.init;
    const Var  *var = s->u.decl.var;
    if (!init)
        return;
    ENSURE(var->type->kind != TYPE_ARRAY);
    text_printf(&p->line.text, "%s = ", print_name(p, var));
    if (init->op == OP_INIT) {
        print_text(p, "(");
        print_type(p, var->type);
        print_text(p, ")");
    }
    print_value(p, init, var->type);
    print_text(p, ";");
    print_line(p);
}

void print_hoisted(Printer *p, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        if (s->kind != STMT_DECL)
            continue;
        print_declared(p, s, false);
        print_text(p, ";");
        print_line(p);
    }
}

/* Declaration, call, and possibly what keeps the result, as one statement; how many statements were printed. */
static int print_first_call(Printer *p, const Block *block, int i, const Stmt *call)
{
    const Stmt *decl = block->stmts.items[i];
    bool        further = hands_on(p, block, i);
    const Stmt *last = further ? block->stmts.items[i + 2] : decl;
    const Type *to = last->kind == STMT_RETURN ? p->func->result : NULL;
    if (last->kind == STMT_DECL) {
        print_declared(p, last, true);
        to = last->u.decl.var->type;
    } else if (last->kind == STMT_ASSIGN) {
        print_expr(p, last->u.assign.place);
        print_text(p, " = ");
        to = last->u.assign.place->type;
    } else {
        print_text(p, "return ");
    }
    const Expr *value = further ? kept_value(last) : call->u.call.place;
    print_handed_on(p, call, value, to);
    print_text(p, ";");
    print_line(p);
    return further ? 3 : 2;
}

/* ---- Bodies ---- */

enum { SHORT_NEST = 2 };

static bool is_simple(const Stmt *s)
{
    switch (s->kind) {
    case STMT_ASSIGN:
    case STMT_CALL:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN: return true;
    default:          return false;
    }
}

/* Whether a statement of one line fits in one row, `depth` levels deeper. */
static bool fits(Printer *p, const Stmt *s, int depth)
{
    Printer trial = *p;
    trial.line = (Line){.arena = p->arena};
    print_simple(&trial, s);
    size_t width = trial.line.text.length + 1 + (size_t)((p->indent + depth) * INDENT_WIDTH);
    text_free(&trial.line.text);
    return width <= LINE_WIDTH;
}

static const Block *body_of(const Stmt *s)
{
    if (s->kind == STMT_FOR)
        return s->u.loop_for.pragma ? NULL : s->u.loop_for.body;
    if (s->kind == STMT_IF) {
        bool has_else = s->u.branch.other->stmts.count > 0;
        return has_else || s->u.branch.then->stmts.count == 0 ? NULL : s->u.branch.then;
    }
    if (s->kind != STMT_LOOP)
        return NULL;
    LoopForm form = shape_of_loop(s);
    bool     steps = s->u.loop.step->stmts.count > 0;
    return form == LOOP_FOR || (form == LOOP_WHILE && !steps) ? s->u.loop.body : NULL;
}

static bool is_short(Printer *p, const Block *block, int depth)
{
    const Stmt *only = shape_only(shape_core(block));
    if (!only)
        return false;
    if (is_simple(only))
        return fits(p, only, depth);
    const Block *inner = body_of(only);
    return inner && depth < SHORT_NEST && is_short(p, inner, depth + 1);
}

bool body_is_short(Printer *p, const Block *block)
{
    return p->line.text.length + (size_t)(p->indent * INDENT_WIDTH) <= LINE_WIDTH && is_short(p, block, 1);
}

/* The whole of a scope: an assignment or declaration before nothing but its loop becomes part of it. */
static void print_whole(Printer *p, const Block *block)
{
    const Stmt *loop = shape_loop_of_scope(block);
    if (loop)
        print_loop(p, loop, block->stmts.items[0]);
    else
        print_stmts(p, block);
}

void print_body(Printer *p, const Block *block, bool braces)
{
    if (braces)
        print_text(p, " {");
    print_line(p);
    p->indent++;
    print_whole(p, shape_core(block));
    p->indent--;
    if (braces)
        print_text(p, "}");
}

/* ---- If ---- */

/* The next link of an else-if chain, or NULL. */
static const Stmt *next_link(const Stmt *s)
{
    const Stmt *only = shape_only(shape_core(s->u.branch.other));
    return only && only->kind == STMT_IF ? only : NULL;
}

static bool is_short_branch(Printer *p, const Block *block)
{
    const Stmt *only = shape_only(shape_core(block));
    return only && is_simple(only) && fits(p, only, 1);
}

/* All branches have braces where one needs them. */
static bool chain_is_short(Printer *p, const Stmt *s)
{
    for (; s; s = next_link(s)) {
        if (!is_short_branch(p, s->u.branch.then))
            return false;
        const Block *other = shape_core(s->u.branch.other);
        if (!next_link(s))
            return other->stmts.count == 0 || is_short_branch(p, other);
    }
    return true;
}

static void print_head(Printer *p, const Expr *cond, bool negated)
{
    print_text(p, "if (");
    line_open(&p->line);
    print_condition(p, cond, negated);
    line_close(&p->line);
    print_text(p, ")");
}

static void end_branch(Printer *p, bool braces)
{
    if (braces)
        print_line(p);
}

static void print_else(Printer *p, bool braces)
{
    print_text(p, braces ? " else" : "else");
}

static void print_chain(Printer *p, const Stmt *s)
{
    bool braces = !chain_is_short(p, s);
    for (;; s = next_link(s)) {
        print_head(p, s->u.branch.cond, false);
        print_body(p, s->u.branch.then, braces);
        if (shape_core(s->u.branch.other)->stmts.count == 0)
            break;
        print_else(p, braces);
        if (!next_link(s)) {
            print_body(p, s->u.branch.other, braces);
            break;
        }
        print_text(p, " ");
    }
    end_branch(p, braces);
}

/* An if without else, then what follows it. */
static void print_guard(Printer *p, const Stmt *s, bool negated)
{
    const Block *guarded = negated ? s->u.branch.other : s->u.branch.then;
    const Block *after = shape_after_if(s);
    print_head(p, s->u.branch.cond, negated);
    bool braces = !body_is_short(p, guarded);
    print_body(p, guarded, braces);
    end_branch(p, braces);
    if (after)
        print_stmts(p, after);
}

static void print_if(Printer *p, const Stmt *s)
{
    switch (shape_of_if(s)) {
    case IF_NEGATED:
    case IF_THEN_AFTER:  print_guard(p, s, true); return;
    case IF_OTHER_AFTER: print_guard(p, s, false); return;
    case IF_PLAIN:       break;
    }
    if (shape_core(s->u.branch.other)->stmts.count == 0)
        print_guard(p, s, false);
    else
        print_chain(p, s);
}

/* ---- Lists ---- */

static void print_scope(Printer *p, const Block *block)
{
    if (!shape_declares(block) || shape_loop_of_scope(block)) {
        print_whole(p, block);
        return;
    }
    print_text(p, "{");
    print_line(p);
    p->indent++;
    print_stmts(p, block);
    p->indent--;
    print_text(p, "}");
    print_line(p);
}

/* A declaration behind a block begins a paragraph, and so does what follows where some calls have ended. */
static void begin_paragraph(Printer *p, const Stmt *before, const Stmt *s)
{
    const char *text = text_cstr(p->out);
    size_t      length = p->out->length;
    bool        after_block = length >= 2 && strcmp(text + length - 2, "}\n") == 0;
    if (s->kind == STMT_COMMENT || (s->kind == STMT_DECL && after_block) || (before && shape_returns(before)))
        print_blank_line(p);
}

/* The statement, and those after it that belong to it; how many. */
static int print_at(Printer *p, const Block *block, int i)
{
    const Stmt *s = block->stmts.items[i];
    if (s->kind == STMT_DECL && block == p->hoisted) {
        print_late_value(p, s);
        return 1;
    }
    begin_paragraph(p, i > 0 ? block->stmts.items[i - 1] : NULL, s);
    const Stmt *call = first_call(block, i);
    if (call)
        return print_first_call(p, block, i, call);
    switch (s->kind) {
    case STMT_IF:      print_if(p, s); break;
    case STMT_FOR:     print_for(p, s); break;
    case STMT_LOOP:    print_loop(p, s, NULL); break;
    case STMT_BLOCK:   print_scope(p, s->u.block); break;
    case STMT_OPAQUE:  print_opaque_stmt(p, s->u.opaque); break;
    case STMT_COMMENT: print_comment(p, s->u.comment); break;
    default:           print_simple_line(p, s); break;
    }
    return 1;
}

static int print_range(Printer *p, const Block *block, int from, int to)
{
    while (from < to)
        from += print_at(p, block, from);
    return from;
}

void print_stmts(Printer *p, const Block *block)
{
    print_range(p, block, 0, block->stmts.count);
}

/* How many statements at the top declare something. */
static int declarations_at_top(const Block *block)
{
    int count = 0;
    while (count < block->stmts.count && block->stmts.items[count]->kind == STMT_DECL)
        count += first_call(block, count) ? 2 : 1;
    return count;
}

enum { SMALL_BODY = 3 };

void print_func_body(Printer *p, const Block *block)
{
    int count = block->stmts.count;
    if (count <= SMALL_BODY) {
        print_whole(p, block);
        return;
    }
    int next = print_range(p, block, 0, declarations_at_top(block));
    if (next > 0 && next < count)
        print_blank_line(p);
    print_range(p, block, next, count);
}
