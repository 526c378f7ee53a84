#include <string.h>

#include "tree.h"

/* A program's tree as C text, laid out as people do. */

typedef struct Printer {
    Text       *out;
    const char *suffix;       /* of functions and globals */
    int         depth;
} Printer;

static void print_block(Printer *p, const Block *block);
static void print_stmt(Printer *p, const Stmt *stmt);

/* ---- types ---- */

static void print_base(Printer *p, const Type *type)
{
    while (type->of)
        type = type->of;
    text_printf(p->out, "%s%s", type->is_const ? "const " : "", type->name);
}

static void declarator(Text *out, const Type *type, const char *name)
{
    Text with = { 0 };
    switch (type->kind) {
    case TYPE_POINTER:
        text_printf(&with, type->of->kind == TYPE_ARRAY ? "(*%s%s)" : "*%s%s",
                    type->is_restrict ? "restrict " : type->is_const ? "const " : "", name);
        declarator(out, type->of, text_cstr(&with));
        break;
    case TYPE_ARRAY:
        text_printf(&with, "%s[%s", name, type->size ? type->size : "");
        if (!type->size)
            text_printf(&with, "%d", type->length);
        text_putc(&with, ']');
        declarator(out, type->of, text_cstr(&with));
        break;
    case TYPE_CALLBACK:
        text_printf(&with, "(*%s)(%s)", name, type->name);
        declarator(out, type->of, text_cstr(&with));
        break;
    default:
        text_printf(out, "%s%s", *name ? " " : "", name);
    }
    text_free(&with);
}

/* "const double *x", "double a[3][4]". */
static void print_declaration(Printer *p, const Type *type, const char *name)
{
    const Type *base = type;
    while (base->of)
        base = base->of;
    print_base(p, base);
    declarator(p->out, type, name);
}

/* ---- expressions ---- */

enum { ASSIGNING = 1, CHOOSING, OR, AND, EQUAL, LESS, SUM, PRODUCT, PREFIX, POSTFIX };

static int binary_level(const char *text)
{
    if (strcmp(text, "==") == 0 || strcmp(text, "!=") == 0)
        return EQUAL;
    if (*text == '<' || *text == '>')
        return LESS;
    if (strcmp(text, "||") == 0 || strcmp(text, "&&") == 0)
        return *text == '|' ? OR : AND;
    if (strchr(text, '='))
        return ASSIGNING;
    return *text == '+' || *text == '-' ? SUM : PRODUCT;
}

static int level_of(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_TEXT:
        return *expr->text == '-' ? PREFIX : POSTFIX;
    case EXPR_UNARY:
    case EXPR_CAST:
        return PREFIX;
    case EXPR_BINARY:
        return binary_level(expr->text);
    case EXPR_CHOICE:
        return CHOOSING;
    default:
        return POSTFIX;
    }
}

static void print_expr(Printer *p, const Expr *expr, int level);

static void print_args(Printer *p, const Expr *expr)
{
    for (int i = 0; i < expr->count; i++) {
        text_puts(p->out, i ? ", " : "");
        print_expr(p, expr->args[i], ASSIGNING);
    }
}

static void print_name(Printer *p, const Var *var)
{
    text_printf(p->out, "%s%s", var->name, var->kind == VAR_GLOBAL ? p->suffix : "");
}

static void print_list(Printer *p, const Expr *expr)
{
    if (expr->type) {
        text_putc(p->out, '(');
        print_declaration(p, expr->type, "");
        text_putc(p->out, ')');
    }
    text_puts(p->out, "{ ");
    print_args(p, expr);
    text_puts(p->out, expr->count ? " }" : "0 }");
}

static void print_call(Printer *p, const Expr *expr)
{
    const char *name = expr->callee ? expr->callee->name : expr->var ? expr->var->name : expr->text;
    text_printf(p->out, "%s%s(", name, expr->callee ? p->suffix : "");
    print_args(p, expr);
    text_putc(p->out, ')');
}

static void print_cast(Printer *p, const Expr *expr)
{
    text_putc(p->out, '(');
    print_declaration(p, expr->type, "");
    text_putc(p->out, ')');
    print_expr(p, expr->args[0], PREFIX);
}

static void print_bare(Printer *p, const Expr *expr)
{
    int own = level_of(expr);
    switch (expr->kind) {
    case EXPR_TEXT:
        text_puts(p->out, expr->text);
        break;
    case EXPR_VAR:
        print_name(p, expr->var);
        break;
    case EXPR_UNARY:
        text_puts(p->out, expr->text);
        print_expr(p, expr->args[0], level_of(expr->args[0]) == PREFIX ? POSTFIX : PREFIX);
        break;
    case EXPR_STEP:
        print_expr(p, expr->args[0], POSTFIX);
        text_puts(p->out, expr->text);
        break;
    case EXPR_BINARY:
        print_expr(p, expr->args[0], own == ASSIGNING || own <= AND ? own + 1 : own);
        text_printf(p->out, " %s ", expr->text);
        print_expr(p, expr->args[1], own == ASSIGNING ? own : own + 1);
        break;
    case EXPR_CHOICE:
        print_expr(p, expr->args[0], SUM);
        text_puts(p->out, " ? ");
        print_expr(p, expr->args[1], SUM);
        text_puts(p->out, " : ");
        print_expr(p, expr->args[2], SUM);
        break;
    case EXPR_CAST:
        print_cast(p, expr);
        break;
    case EXPR_INDEX:
        print_expr(p, expr->args[0], POSTFIX);
        text_putc(p->out, '[');
        print_expr(p, expr->args[1], ASSIGNING);
        text_putc(p->out, ']');
        break;
    case EXPR_MEMBER:
    case EXPR_ARROW:
        print_expr(p, expr->args[0], POSTFIX);
        text_printf(p->out, "%s%s", expr->kind == EXPR_ARROW ? "->" : ".", expr->text);
        break;
    case EXPR_CALL:
        print_call(p, expr);
        break;
    case EXPR_FUNC:
        text_printf(p->out, "%s%s", expr->callee->name, p->suffix);
        break;
    case EXPR_LIST:
        print_list(p, expr);
        break;
    }
}

static void print_expr(Printer *p, const Expr *expr, int level)
{
    bool brackets = level_of(expr) < level;
    text_puts(p->out, brackets ? "(" : "");
    print_bare(p, expr);
    text_puts(p->out, brackets ? ")" : "");
}

/* ---- statements ---- */

static void indent(Printer *p)
{
    for (int i = 0; i < p->depth; i++)
        text_puts(p->out, "    ");
}

static void print_simple(Printer *p, const Stmt *stmt)
{
    if (stmt->kind != STMT_DECL) {
        print_expr(p, stmt->a, ASSIGNING);
        return;
    }
    print_declaration(p, stmt->var->type, stmt->var->name);
    if (stmt->a) {
        text_puts(p->out, " = ");
        print_expr(p, stmt->a, ASSIGNING);
    }
}

static void print_for(Printer *p, const Stmt *stmt)
{
    text_puts(p->out, "for (");
    if (stmt->start)
        print_simple(p, stmt->start);
    text_puts(p->out, "; ");
    if (stmt->a)
        print_expr(p, stmt->a, ASSIGNING);
    text_puts(p->out, stmt->b ? "; " : ";");
    if (stmt->b)
        print_expr(p, stmt->b, ASSIGNING);
    text_puts(p->out, ") {\n");
    print_block(p, &stmt->body);
    indent(p);
    text_puts(p->out, "}\n");
}

static void print_braces(Printer *p, const char *head, const Expr *expr, const Block *block)
{
    text_puts(p->out, head);
    if (expr) {
        print_expr(p, expr, ASSIGNING);
        text_puts(p->out, ") ");
    }
    text_puts(p->out, "{\n");
    print_block(p, block);
    indent(p);
    text_putc(p->out, '}');
}

static void print_if(Printer *p, const Stmt *stmt)
{
    print_braces(p, "if (", stmt->a, &stmt->body);
    if (stmt->other.list.count > 0)
        print_braces(p, " else ", NULL, &stmt->other);
    text_putc(p->out, '\n');
}

static void print_do(Printer *p, const Stmt *stmt)
{
    print_braces(p, "do ", NULL, &stmt->body);
    text_puts(p->out, " while (");
    print_expr(p, stmt->a, ASSIGNING);
    text_puts(p->out, ");\n");
}

static void print_return(Printer *p, const Stmt *stmt)
{
    text_puts(p->out, stmt->a ? "return " : "return");
    if (stmt->a)
        print_expr(p, stmt->a, ASSIGNING);
    text_puts(p->out, ";\n");
}

/* Labels of a switch stand as far out as it does. */
static void print_case(Printer *p, const Stmt *stmt)
{
    text_printf(p->out, "%s\n", stmt->text);
    print_block(p, &stmt->body);
}

static void print_stmt(Printer *p, const Stmt *stmt)
{
    if (stmt->kind == STMT_CASE)
        p->depth--;
    if (stmt->kind != STMT_TEXT || *stmt->text != '#')
        indent(p);
    switch (stmt->kind) {
    case STMT_DECL:
    case STMT_EXPR:
        print_simple(p, stmt);
        text_puts(p->out, ";\n");
        break;
    case STMT_IF:
        print_if(p, stmt);
        break;
    case STMT_FOR:
        print_for(p, stmt);
        break;
    case STMT_WHILE:
        print_braces(p, "while (", stmt->a, &stmt->body);
        text_putc(p->out, '\n');
        break;
    case STMT_DO:
        print_do(p, stmt);
        break;
    case STMT_SWITCH:
        print_braces(p, "switch (", stmt->a, &stmt->body);
        text_putc(p->out, '\n');
        break;
    case STMT_CASE:
        print_case(p, stmt);
        p->depth++;
        break;
    case STMT_BLOCK:
        print_braces(p, "", NULL, &stmt->body);
        text_putc(p->out, '\n');
        break;
    case STMT_RETURN:
        print_return(p, stmt);
        break;
    case STMT_TEXT:
        text_printf(p->out, "%s\n", stmt->text);
        break;
    }
}

static void print_block(Printer *p, const Block *block)
{
    p->depth++;
    for (int i = 0; i < block->list.count; i++)
        print_stmt(p, block->list.items[i]);
    p->depth--;
}

/* ---- the file's level ---- */

static void print_record(Printer *p, const Type *type)
{
    while (type->of)
        type = type->of;
    if (type->kind != TYPE_RECORD || type->record->printed)
        return;
    type->record->printed = true;
    for (int i = 0; i < type->record->members.count; i++)
        print_record(p, type->record->members.items[i].type);
    text_printf(p->out, "%s {\n", type->record->name);
    for (int i = 0; i < type->record->members.count; i++) {
        text_puts(p->out, "    ");
        print_declaration(p, type->record->members.items[i].type, type->record->members.items[i].name);
        text_puts(p->out, ";\n");
    }
    text_puts(p->out, "};\n\n");
}

static void print_global(Printer *p, Var *var)
{
    if (var->printed)
        return;
    var->printed = true;
    text_puts(p->out, var->before);
    Text name = { 0 };
    text_printf(&name, "%s%s", var->name, p->suffix);
    print_declaration(p, var->type, text_cstr(&name));
    text_free(&name);
    text_printf(p->out, "%s%s;\n\n", var->value ? " = " : "", var->value ? var->value : "");
}

static void print_signature(Printer *p, const Func *func)
{
    text_puts(p->out, func->before);
    Text head = { 0 }, *out = p->out;
    text_printf(&head, "%s%s(", func->name, p->suffix);
    p->out = &head;
    for (int i = 0; i < func->params.count; i++) {
        const Var *var = func->params.items[i];
        text_printf(&head, "%s%s", i ? ", " : "", var->before ? var->before : "");
        print_declaration(p, var->type, var->name);
    }
    text_puts(&head, func->params.count ? ")" : "void)");
    p->out = out;
    print_declaration(p, func->result, text_cstr(&head));
    text_free(&head);
}

static void print_func(Printer *p, const Func *func)
{
    if (func->before_use) {
        print_signature(p, func->before_use);
        text_puts(p->out, ";\n\n");
    }
    if (func->annotation)
        text_puts(p->out, func->annotation);
    print_signature(p, func);
    text_puts(p->out, "\n{\n");
    print_block(p, &func->body);
    text_puts(p->out, "}\n\n");
}

/* ---- what is used ---- */

typedef struct Used {
    Printer *printer;
    bool     with_records;
} Used;

static void use_block(Walk *walk, Block *block)
{
    const Used *used = walk->data;
    for (int i = 0; i < block->list.count; i++) {
        const Stmt *stmt = block->list.items[i];
        if (stmt->var && used->with_records)
            print_record(used->printer, stmt->var->type);
        if (stmt->start && stmt->start->var && used->with_records)
            print_record(used->printer, stmt->start->var->type);
    }
}

static void use_expr(Walk *walk, Expr **place, bool is_place)
{
    const Used *used = walk->data;
    (void)is_place;
    if ((*place)->kind == EXPR_VAR && (*place)->var->kind == VAR_GLOBAL) {
        if (used->with_records)
            print_record(used->printer, (*place)->var->type);
        print_global(used->printer, (*place)->var);
    }
    if ((*place)->kind == EXPR_LIST && (*place)->type && used->with_records)
        print_record(used->printer, (*place)->type);
}

static void use_func(Walk *walk, Func *func)
{
    const Used *used = walk->data;
    if (used->with_records)
        print_record(used->printer, func->result);
    for (int i = 0; i < func->params.count; i++)
        if (used->with_records)
            print_record(used->printer, func->params.items[i]->type);
}

void program_print(Text *out, Program *program, const char *suffix, bool with_records)
{
    Printer printer = { out, suffix, 0 };
    Used used = { &printer, with_records };
    Walk walk = { .data = &used, .block = use_block, .expr = use_expr, .func = use_func, .arena = program->arena };
    walk_program(&walk, program);
    for (int i = 0; i < program->funcs.count; i++)
        for (int k = 0; k < walk.seen.count; k++)
            if (walk.seen.items[k] == program->funcs.items[i])
                print_func(&printer, walk.seen.items[k]);
}

void program_print_call(Text *out, const Program *program, const char *suffix)
{
    const Func *func = program->main;
    text_printf(out, "%s%s(", func->name, suffix);
    for (int i = 0; i < func->params.count; i++)
        text_printf(out, "%s%s", i ? ", " : "", func->params.items[i]->value);
    text_putc(out, ')');
}
