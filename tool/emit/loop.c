#include "print.h"

#include <string.h>

#include "shape.h"

/* ---- Counted loops ---- */

static void print_pragma(Printer *p, const char *text)
{
    if (strcmp(text, "ADGEN_LANES") == 0 && p->needs)
        needs_header(p->needs, "adgen/runtime.h");
    while (*text) {
        size_t length = strcspn(text, "\n");
        text_write(&p->line.text, text, length);
        print_line(p);
        text += length + (text[length] == '\n');
    }
}

static Shown show_bound_alone(const Expr *e)
{
    Shown shown = show_exact(e);
    shown.bare = e->op == OP_INT && e->u.integer->value >= 0;
    return shown;
}

/* Counter and bound as C compares them; a change of sign that compilers warn of is spelled out. */
static void show_bound(const Expr *var, const Expr *to, Shown *left, Shown *right)
{
    Arith var_arith = arith_of(var->type), to_arith = arith_of(to->type);
    if (var_arith == to_arith) {
        show_pair(var, to, true, left, right);
        return;
    }
    *left = show_exact(var);
    *right = show_bound_alone(to);
    if (!arith_is_unsigned(arith_usual(var_arith, to_arith)))
        return;
    if (!arith_is_unsigned(var_arith) && !right->bare)
        left->cast = to->type;
    else if (!arith_is_unsigned(to_arith) && !right->bare)
        right->cast = var->type;
}

static void print_relation(Printer *p, const Stmt *s)
{
    static const char *const symbols[] = {
        [REL_LT] = " < ", [REL_LE] = " <= ", [REL_GT] = " > ", [REL_GE] = " >= ", [REL_NE] = " != ",
        [REL_DOWNTO] = "-- > "
    };
    Expr  var = {.op = OP_VAR, .type = s->u.loop_for.var->type, .u.var = s->u.loop_for.var};
    Shown left, right;
    show_bound(&var, s->u.loop_for.to, &left, &right);
    print_operand(p, OP_LT, left, false);
    print_text(p, symbols[s->u.loop_for.relation]);
    print_operand(p, OP_LT, right, true);
}

static void print_step(Printer *p, const Stmt *s)
{
    const char *name = print_name(p, s->u.loop_for.var);
    long long   step = s->u.loop_for.step;
    print_text(p, name);
    if (step == 1 || step == -1)
        print_text(p, step > 0 ? "++" : "--");
    else
        text_printf(&p->line.text, step > 0 ? " += %llu" : " -= %llu",
                    step > 0 ? (unsigned long long)step : 0 - (unsigned long long)step);
}

static void print_for_header(Printer *p, const Stmt *s)
{
    const Var  *var = s->u.loop_for.var;
    const Expr *from = s->u.loop_for.from;
    bool        goes_on = from->op == OP_VAR && from->u.var == var;    /* with the value that it has */
    print_text(p, "for (");
    line_open(&p->line);
    if (s->u.loop_for.declares)
        print_declaration(p, var->type, print_name(p, var), TYPE_CONST);
    else if (!goes_on)
        print_text(p, print_name(p, var));
    if (!goes_on) {
        print_text(p, " = ");
        print_value(p, from, var->type);
    }
    print_text(p, ";");
    line_blank(&p->line, 0);
    print_relation(p, s);
    print_text(p, ";");
    if (s->u.loop_for.relation != REL_DOWNTO) {
        line_blank(&p->line, 0);
        print_step(p, s);
    }
    line_close(&p->line);
    print_text(p, ")");
}

static void print_braced_or_short(Printer *p, const Block *body)
{
    if (shape_core(body)->stmts.count == 0) {
        print_line(p);
        p->indent++;
        print_text(p, ";");
        print_line(p);
        p->indent--;
        return;
    }
    bool braces = !body_is_short(p, body);
    print_body(p, body, braces);
    if (braces)
        print_line(p);
}

void print_for(Printer *p, const Stmt *s)
{
    if (s->u.loop_for.pragma)
        print_pragma(p, s->u.loop_for.pragma);
    print_for_header(p, s);
    print_braced_or_short(p, s->u.loop_for.body);
}

/* ---- Other loops ---- */

static void begin_braces(Printer *p)
{
    print_text(p, " {");
    print_line(p);
    p->indent++;
}

static void end_braces(Printer *p)
{
    p->indent--;
    print_text(p, "}");
}

static void print_exit(Printer *p, const Expr *cond)
{
    if (!cond)
        return;
    print_text(p, "if (");
    line_open(&p->line);
    print_condition(p, cond, true);
    line_close(&p->line);
    print_text(p, ")");
    print_line(p);
    p->indent++;
    print_text(p, "break;");
    print_line(p);
    p->indent--;
}

/* for (first; cond; step) */
static void print_three(Printer *p, const Stmt *first, const Expr *cond, const Block *step)
{
    print_text(p, "for (");
    line_open(&p->line);
    if (first)
        print_simple(p, first);
    print_text(p, ";");
    if (cond) {
        line_blank(&p->line, 0);
        print_condition(p, cond, false);
    }
    print_text(p, ";");
    for (int i = 0; i < step->stmts.count; i++) {
        if (i > 0)
            print_text(p, ",");
        line_blank(&p->line, 0);
        print_simple(p, step->stmts.items[i]);
    }
    line_close(&p->line);
    print_text(p, ")");
}

static void print_while(Printer *p, const Stmt *s)
{
    const Block *step = s->u.loop.step;
    if (s->u.loop.cond) {
        print_text(p, "while (");
        line_open(&p->line);
        print_condition(p, s->u.loop.cond, false);
        line_close(&p->line);
        print_text(p, ")");
    } else {
        print_text(p, "for (;;)");
    }
    if (step->stmts.count == 0 || s->u.loop.at_end) {
        print_braced_or_short(p, s->u.loop.body);
        return;
    }
    begin_braces(p);
    print_stmts(p, s->u.loop.body);
    print_stmts(p, step);
    end_braces(p);
    print_line(p);
}

static void print_do(Printer *p, const Stmt *s)
{
    print_text(p, "do");
    begin_braces(p);
    print_stmts(p, s->u.loop.body);
    print_stmts(p, s->u.loop.head);
    end_braces(p);
    print_text(p, " while (");
    line_open(&p->line);
    print_condition(p, s->u.loop.cond, false);
    line_close(&p->line);
    print_text(p, ");");
    print_line(p);
}

static void print_test(Printer *p, const Stmt *s)
{
    static const Block nothing;
    bool               is_inline = shape_step_is_inline(s);
    print_three(p, NULL, NULL, is_inline ? s->u.loop.step : &nothing);
    begin_braces(p);
    print_stmts(p, s->u.loop.head);
    print_exit(p, s->u.loop.cond);
    print_stmts(p, s->u.loop.body);
    if (!is_inline)
        print_stmts(p, s->u.loop.step);
    end_braces(p);
    print_line(p);
}

static void print_test_last(Printer *p, const Stmt *s)
{
    print_text(p, "for (;;)");
    begin_braces(p);
    print_stmts(p, s->u.loop.body);
    print_stmts(p, s->u.loop.head);
    print_exit(p, s->u.loop.cond);
    end_braces(p);
    print_line(p);
}

/* What a continue goes on with stands at the beginning of the next round. */
static void print_rounds(Printer *p, const Stmt *s)
{
    bool        at_end = s->u.loop.at_end;
    const char *flag = p->names ? names_of_flag(p->names, s) : "again";
    text_printf(&p->line.text, "for (int %s = 0;; %s = 1)", flag, flag);
    begin_braces(p);
    text_printf(&p->line.text, "if (%s)", flag);
    begin_braces(p);
    print_stmts(p, at_end ? s->u.loop.head : s->u.loop.step);
    if (at_end)
        print_exit(p, s->u.loop.cond);
    end_braces(p);
    print_line(p);
    if (!at_end) {
        print_stmts(p, s->u.loop.head);
        print_exit(p, s->u.loop.cond);
    }
    print_stmts(p, s->u.loop.body);
    end_braces(p);
    print_line(p);
}

/* The step sees what the head has declared: in the next round, too. */
static void print_again(Printer *p, const Stmt *s)
{
    const Block *outer = p->hoisted;
    if (s->u.loop.at_end || !shape_declares(s->u.loop.head)) {
        print_rounds(p, s);
        return;
    }
    print_text(p, "{");
    print_line(p);
    p->indent++;
    p->hoisted = s->u.loop.head;
    print_hoisted(p, s->u.loop.head);
    print_rounds(p, s);
    p->hoisted = outer;
    p->indent--;
    print_text(p, "}");
    print_line(p);
}

void print_loop(Printer *p, const Stmt *s, const Stmt *first)
{
    switch (shape_of_loop(s)) {
    case LOOP_WHILE:     print_while(p, s); return;
    case LOOP_DO:        print_do(p, s); return;
    case LOOP_TEST:      print_test(p, s); return;
    case LOOP_TEST_LAST: print_test_last(p, s); return;
    case LOOP_AGAIN:     print_again(p, s); return;
    case LOOP_FOR:
        print_three(p, first, s->u.loop.cond, s->u.loop.step);
        print_braced_or_short(p, s->u.loop.body);
        return;
    }
}
