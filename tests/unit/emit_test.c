#include "emit/emit.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ir/build.h"
#include "ir/ir.h"

void emit_suite(void);

/* ---- A program with one function and a variable of every kind ---- */

typedef struct World {
    Arena      *arena;
    Program    *p;
    Func       *func;
    Block      *body;
    const Type *real, *single, *wide, *integer, *word, *longer, *size, *byte, *pointer, *view;
    Var        *x, *y, *f, *i, *n, *u, *l, *z, *c, *a, *b, *m, *q;
} World;

static const Loc nowhere;

static Var *new_param(World *w, const char *name, const Type *type)
{
    Var *var = ir_new_var(w->p, w->func, VAR_PARAM, name, type, nowhere);
    VEC_PUSH(w->arena, &w->func->params, var);
    return var;
}

static void make_types(World *w)
{
    Program *p = w->p;
    w->real = type_real(p, REAL_DOUBLE);
    w->single = type_real(p, REAL_FLOAT);
    w->wide = type_real(p, REAL_LONG_DOUBLE);
    w->integer = type_int(p, INT_INT);
    w->word = type_int(p, INT_UINT);
    w->longer = type_int(p, INT_LONG);
    w->size = type_named(p, type_int(p, INT_ULONG), "size_t", ir_system_include(p, "stddef.h"));
    w->byte = type_int(p, INT_UCHAR);
    w->pointer = type_pointer(p, w->real);
    w->view = type_qualified(p, type_pointer(p, type_qualified(p, w->real, TYPE_CONST)), TYPE_RESTRICT);
}

static World make_world(void)
{
    World w = {.arena = arena_new()};
    w.p = program_new(w.arena, "src/work.c");
    make_types(&w);
    w.func = ir_new_func(w.p, "work", w.real, nowhere);
    w.func->is_generated = true;
    w.body = w.func->body = ir_block(w.p);
    w.x = new_param(&w, "x", w.real);
    w.y = new_param(&w, "y", w.real);
    w.f = new_param(&w, "f", w.single);
    w.i = new_param(&w, "i", w.integer);
    w.n = new_param(&w, "n", w.integer);
    w.u = new_param(&w, "u", w.word);
    w.l = new_param(&w, "l", w.longer);
    w.z = new_param(&w, "z", w.size);
    w.c = new_param(&w, "c", w.byte);
    w.a = new_param(&w, "a", w.pointer);
    w.b = new_param(&w, "b", w.view);
    w.m = new_param(&w, "m", type_pointer(w.p, type_array(w.p, w.real, 3, NULL)));
    w.q = new_param(&w, "q", type_pointer(w.p, w.pointer));
    return w;
}

static const Expr *val(World *w, Var *var)
{
    return ir_var(w->p, nowhere, var);
}

static const Expr *num(World *w, long double value)
{
    return ir_real(w->p, nowhere, w->real, value);
}

static const Expr *count(World *w, long long value)
{
    return ir_int(w->p, nowhere, w->integer, value);
}

static const Expr *op(World *w, OpKind kind, const Expr *a, const Expr *b)
{
    return ir_binary(w->p, nowhere, kind, a, b);
}

static const Expr *un(World *w, OpKind kind, const Expr *a)
{
    return ir_unary(w->p, nowhere, kind, a);
}

/* The language's conversion; the user's. */
static const Expr *conv(World *w, const Type *to, const Expr *e)
{
    return ir_cast(w->p, nowhere, to, e, true);
}

static const Expr *cast(World *w, const Type *to, const Expr *e)
{
    return ir_cast(w->p, nowhere, to, e, false);
}

static const Expr *at(World *w, const Expr *base, const Expr *index)
{
    return ir_index(w->p, nowhere, base, index);
}

static const Expr *call(World *w, const char *name, const Expr *arg)
{
    Func *func = ir_library_func(w->p, name, "math.h", w->real, &w->real, 1);
    return ir_call(w->p, nowhere, func, &arg, 1);
}

static Stmt *set(World *w, const Expr *place, const Expr *value)
{
    return ir_assign(w->p, nowhere, place, value);
}

static void push(World *w, Stmt *s)
{
    ir_push(w->p, w->body, s);
}

static Block *block_of(World *w, Stmt *s)
{
    Block *block = ir_block(w->p);
    if (s)
        ir_push(w->p, block, s);
    return block;
}

static Var *local(World *w, VarKind kind, const char *name, const Type *type)
{
    return ir_new_var(w->p, w->func, kind, name, type, nowhere);
}

static Stmt *declare(World *w, Var *var, const Expr *init)
{
    return ir_decl(w->p, nowhere, var, init);
}

/* ---- Checks ---- */

static void check_text(const char *got, const char *want, int line)
{
    bool same = strcmp(got, want) == 0;
    if (!same)
        fprintf(stderr, "\nline %d: got:\n%s\nwanted:\n%s\n", line, got, want);
    CU_assertImplementation(same, (unsigned)line, want, __FILE__, "", CU_FALSE);
}

static void check_expr(const Expr *e, const char *want, int line)
{
    Text text = {0};
    emit_expr(&text, e);
    check_text(text_cstr(&text), want, line);
    text_free(&text);
}

/* The statements of the function's body, without the lines that mark unread parameters. */
static void check_body(World *w, const char *want, int line)
{
    Text text = {0};
    emit_func(&text, w->p, w->func);
    const char *body = strstr(text_cstr(&text), "{\n") + 2;
    for (const char *mark; (mark = strstr(body, "    (void)"));)
        body = strchr(mark, '\n') + 1;
    body += *body == '\n';
    char  *copy = arena_strdup(w->arena, body);
    size_t length = strlen(copy);
    CU_ASSERT_FATAL(length >= 2 && strcmp(copy + length - 2, "}\n") == 0);
    copy[length - 2] = '\0';
    check_text(copy, want, line);
    text_free(&text);
}

#define EXPR(e, want) check_expr((e), (want), __LINE__)
#define BODY(w, want) check_body((w), (want), __LINE__)

static void compile(const char *compiler, const char *text)
{
    char command[256];
    snprintf(command, sizeof command, "%s -x c -std=c11 -Wall -Wextra -Werror -Wshadow -Wmissing-prototypes -pedantic "
             "-fsyntax-only -", compiler);
    FILE *pipe = popen(command, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(pipe);
    fputs(text, pipe);
    int status = pclose(pipe);
    if (status != 0)
        fprintf(stderr, "\n%s refuses:\n%s\n", compiler, text);
    CU_ASSERT_EQUAL(status, 0);
}

static void check_compiles(const char *text)
{
    compile("gcc", text);
    compile("clang", text);
}

static Text unit_of(World *w, const char *output)
{
    Text  text = {0};
    Func *funcs[] = {w->func};
    emit_unit(&text, w->p, funcs, 1, output, NULL);
    return text;
}

static void check_unit_compiles(World *w)
{
    Text text = unit_of(w, NULL);
    check_compiles(text_cstr(&text));
    text_free(&text);
}

static bool contains(const Text *text, const char *part)
{
    bool has = strstr(text_cstr(text), part) != NULL;
    if (!has)
        fprintf(stderr, "\n'%s' is not in:\n%s\n", part, text_cstr(text));
    return has;
}

/* ---- Expressions ---- */

static void parentheses_follow_precedence(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *y = val(&w, w.y), *two = num(&w, 2.0);
    EXPR(op(&w, OP_ADD, op(&w, OP_ADD, x, y), two), "x + y + 2.0");
    EXPR(op(&w, OP_ADD, x, op(&w, OP_ADD, y, two)), "x + (y + 2.0)");
    EXPR(op(&w, OP_SUB, x, op(&w, OP_SUB, y, two)), "x - (y - 2.0)");
    EXPR(op(&w, OP_MUL, op(&w, OP_ADD, x, y), two), "(x + y) * 2.0");
    EXPR(op(&w, OP_ADD, op(&w, OP_MUL, x, y), two), "x * y + 2.0");
    EXPR(op(&w, OP_DIV, x, op(&w, OP_MUL, x, y)), "x / (x * y)");
    EXPR(op(&w, OP_DIV, un(&w, OP_NEG, x), y), "-x / y");
    EXPR(un(&w, OP_NEG, op(&w, OP_MUL, x, y)), "-(x * y)");
    EXPR(un(&w, OP_NEG, un(&w, OP_NEG, x)), "-(-x)");
    EXPR(op(&w, OP_SUB, x, un(&w, OP_NEG, y)), "x - (-y)");
    EXPR(op(&w, OP_MUL, two, num(&w, -0.5)), "2.0 * -0.5");
    EXPR(op(&w, OP_ADD, two, num(&w, -0.5)), "2.0 + (-0.5)");
    EXPR(op(&w, OP_ADD, num(&w, -0.5), x), "-0.5 + x");
    EXPR(call(&w, "exp", op(&w, OP_MUL, x, x)), "exp(x * x)");
    arena_free(w.arena);
}

static void parentheses_keep_compilers_quiet(void)
{
    World       w = make_world();
    const Expr *i = val(&w, w.i), *n = val(&w, w.n), *one = count(&w, 1);
    const Expr *less = op(&w, OP_LT, i, n), *equal = op(&w, OP_EQ, i, n);
    EXPR(op(&w, OP_LOR, op(&w, OP_LAND, less, equal), equal), "(i < n && i == n) || i == n");
    EXPR(op(&w, OP_LAND, less, op(&w, OP_LAND, equal, less)), "i < n && i == n && i < n");
    EXPR(op(&w, OP_LAND, op(&w, OP_LOR, less, equal), less), "(i < n || i == n) && i < n");
    EXPR(op(&w, OP_EQ, less, one), "(i < n) == 1");
    EXPR(op(&w, OP_AND, i, equal), "i & (i == n)");
    EXPR(op(&w, OP_EQ, op(&w, OP_AND, i, one), one), "(i & 1) == 1");
    EXPR(op(&w, OP_SHL, one, op(&w, OP_ADD, i, n)), "1 << (i + n)");
    EXPR(op(&w, OP_OR, op(&w, OP_AND, i, n), one), "(i & n) | 1");
    EXPR(op(&w, OP_EQ, un(&w, OP_NOT, i), n), "(!i) == n");
    EXPR(un(&w, OP_NOT, less), "!(i < n)");
    EXPR(ir_select(w.p, nowhere, less, i, ir_select(w.p, nowhere, equal, n, one)), "i < n ? i : i == n ? n : 1");
    EXPR(ir_select(w.p, nowhere, op(&w, OP_MUL, i, n), i, n), "(i * n) != 0 ? i : n");
    EXPR(op(&w, OP_ADD, ir_select(w.p, nowhere, less, i, n), one), "(i < n ? i : n) + 1");
    arena_free(w.arena);
}

static void places_print_as_people_write_them(void)
{
    World       w = make_world();
    const Expr *a = val(&w, w.a), *q = val(&w, w.q), *m = val(&w, w.m), *i = val(&w, w.i);
    const Expr *minus_i = un(&w, OP_NEG, conv(&w, w.longer, i));
    EXPR(at(&w, a, i), "a[i]");
    EXPR(ir_deref(w.p, nowhere, a), "*a");
    EXPR(ir_deref(w.p, nowhere, ir_deref(w.p, nowhere, q)), "**q");
    EXPR(at(&w, ir_deref(w.p, nowhere, q), i), "(*q)[i]");
    EXPR(at(&w, at(&w, m, i), count(&w, 2)), "m[i][2]");
    EXPR(ir_decay(w.p, nowhere, at(&w, m, i)), "m[i]");
    EXPR(ir_ptradd(w.p, nowhere, a, i), "a + i");
    EXPR(ir_ptradd(w.p, nowhere, a, minus_i), "a - i");
    EXPR(ir_ptradd(w.p, nowhere, a, count(&w, -3)), "a - 3");
    EXPR(ir_ptradd(w.p, nowhere, a, op(&w, OP_ADD, i, count(&w, 1))), "a + (i + 1)");
    EXPR(ir_deref(w.p, nowhere, ir_ptradd(w.p, nowhere, a, i)), "a[i]");
    EXPR(ir_deref(w.p, nowhere, ir_ptradd(w.p, nowhere, ir_ptradd(w.p, nowhere, a, i), i)), "*(a + i + i)");
    EXPR(at(&w, ir_ptradd(w.p, nowhere, a, i), i), "(a + i)[i]");
    EXPR(ir_addr(w.p, nowhere, at(&w, a, i)), "&a[i]");
    EXPR(ir_ptrdiff(w.p, nowhere, a, ir_ptradd(w.p, nowhere, a, i)), "a - (a + i)");
    EXPR(ir_sizeof(w.p, nowhere, w.size, type_array(w.p, w.real, 3, NULL)), "sizeof(double[3])");
    arena_free(w.arena);
}

static void fields_print_with_arrows_and_dots(void)
{
    World   w = make_world();
    Record *record = ARENA_NEW(w.arena, Record);
    Field  *field = ARENA_NEW(w.arena, Field);
    *record = (Record){.complete = true, .tag = "point"};
    *field = (Field){.name = "x", .type = w.real, .record = record};
    VEC_PUSH(w.arena, &record->fields, field);
    const Type *type = type_record(w.p, record);
    Var        *s = local(&w, VAR_LOCAL, "s", type), *t = local(&w, VAR_LOCAL, "t", type_pointer(w.p, type));
    EXPR(ir_field(w.p, nowhere, val(&w, s), field), "s.x");
    EXPR(ir_field(w.p, nowhere, ir_deref(w.p, nowhere, val(&w, t)), field), "t->x");
    EXPR(ir_field(w.p, nowhere, at(&w, val(&w, t), val(&w, w.i)), field), "t[i].x");
    EXPR(ir_addr(w.p, nowhere, ir_field(w.p, nowhere, ir_deref(w.p, nowhere, val(&w, t)), field)), "&t->x");
    EXPR(ir_field(w.p, nowhere, ir_deref(w.p, nowhere, ir_ptradd(w.p, nowhere, val(&w, t), val(&w, w.i))), field),
         "t[i].x");
    arena_free(w.arena);
}

static void conversions_that_c_makes_are_not_printed(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *f = val(&w, w.f), *i = val(&w, w.i), *n = val(&w, w.n), *z = val(&w, w.z);
    EXPR(op(&w, OP_MUL, conv(&w, w.real, i), x), "i * x");
    EXPR(op(&w, OP_MUL, conv(&w, w.real, count(&w, 2)), x), "2 * x");
    EXPR(op(&w, OP_MUL, conv(&w, w.real, op(&w, OP_ADD, i, n)), x), "(i + n) * x");
    EXPR(op(&w, OP_MUL, conv(&w, w.real, i), conv(&w, w.real, n)), "(double)i * n");
    EXPR(op(&w, OP_MUL, cast(&w, w.real, i), conv(&w, w.real, n)), "(double)i * n");
    EXPR(op(&w, OP_ADD, conv(&w, w.real, conv(&w, w.single, x)), x), "(float)x + x");
    EXPR(op(&w, OP_ADD, conv(&w, w.real, f), x), "f + x");
    EXPR(op(&w, OP_ADD, conv(&w, w.single, x), f), "(float)x + f");
    EXPR(op(&w, OP_ADD, conv(&w, w.integer, val(&w, w.c)), i), "c + i");
    EXPR(op(&w, OP_ADD, conv(&w, w.real, conv(&w, w.integer, val(&w, w.c))), x), "c + x");
    EXPR(op(&w, OP_MUL, conv(&w, w.size, i), z), "i * z");
    EXPR(op(&w, OP_LT, conv(&w, w.size, i), z), "(size_t)i < z");
    EXPR(op(&w, OP_LT, z, conv(&w, w.size, count(&w, 10))), "z < 10");
    EXPR(op(&w, OP_LT, conv(&w, w.word, val(&w, w.c)), val(&w, w.u)), "c < u");
    EXPR(un(&w, OP_NEG, conv(&w, w.integer, val(&w, w.c))), "-c");
    EXPR(un(&w, OP_NEG, conv(&w, w.real, i)), "-(double)i");
    EXPR(at(&w, val(&w, w.a), conv(&w, w.longer, i)), "a[i]");
    EXPR(at(&w, val(&w, w.a), conv(&w, w.integer, x)), "a[(int)x]");
    EXPR(op(&w, OP_SHL, conv(&w, w.longer, i), n), "(long)i << n");
    EXPR(call(&w, "sin", conv(&w, w.real, i)), "sin(i)");
    EXPR(call(&w, "sin", conv(&w, w.real, conv(&w, w.single, x))), "sin((float)x)");
    arena_free(w.arena);
}

static void pointers_are_cast_where_a_qualifier_goes(void)
{
    World w = make_world();
    Var  *t = local(&w, VAR_LOCAL, "t", w.pointer), *k = local(&w, VAR_LOCAL, "k", w.view);
    push(&w, declare(&w, t, val(&w, w.b)));
    push(&w, declare(&w, k, val(&w, w.a)));
    push(&w, set(&w, val(&w, t), conv(&w, w.pointer, count(&w, 0))));
    push(&w, set(&w, val(&w, t), cast(&w, w.pointer, val(&w, w.b))));
    BODY(&w, "    double *t = (double *)b;\n"
             "    const double *restrict k = a;\n\n"
             "    t = 0;\n"
             "    t = (double *)b;\n");
    arena_free(w.arena);
}

/* ---- Constants ---- */

static const Expr *spelled(World *w, const Expr *constant, const char *text)
{
    if (constant->op == OP_REAL)
        return ir_spelled_real(w->p, constant->loc, constant->type, constant->u.real->value, text, NULL);
    return ir_spelled_int(w->p, constant->loc, constant->type, constant->u.integer->value, text, NULL);
}

static void reals_read_back(void)
{
    World w = make_world();
    EXPR(num(&w, 1.0), "1.0");
    EXPR(num(&w, -2.0), "-2.0");
    EXPR(num(&w, -0.0), "-0.0");
    EXPR(num(&w, 0.1), "0.1");
    EXPR(num(&w, 100.0), "100.0");
    EXPR(num(&w, 1234567.0), "1234567.0");
    EXPR(num(&w, 1e7), "1e7");
    EXPR(num(&w, 6.02214076e23), "6.02214076e23");
    EXPR(num(&w, 1e-12), "1e-12");
    EXPR(num(&w, 0.00025), "0.00025");
    EXPR(num(&w, 1.0 / 3.0), "0.3333333333333333");
    EXPR(num(&w, 0x1p-1074), "5e-324");
    EXPR(ir_real(w.p, nowhere, w.single, 0.1f), "0.1f");
    EXPR(ir_real(w.p, nowhere, w.wide, 0.1L), "0.1L");
    EXPR(num(&w, INFINITY), "INFINITY");
    EXPR(op(&w, OP_LT, num(&w, -INFINITY), num(&w, INFINITY)), "(double)-INFINITY < INFINITY");
    EXPR(num(&w, NAN), "NAN");
    arena_free(w.arena);
}

static void the_users_spelling_is_kept_where_it_holds(void)
{
    World w = make_world();
    EXPR(spelled(&w, num(&w, 1e-12), "1.0E-12"), "1.0E-12");
    EXPR(spelled(&w, num(&w, 3.14), "M_PI"), "M_PI");
    EXPR(spelled(&w, num(&w, 2.0), "1.0"), "2.0");
    EXPR(spelled(&w, ir_real(w.p, nowhere, w.single, 0.5), "0.5"), "0.5f");
    EXPR(spelled(&w, count(&w, 16), "0x10"), "0x10");
    EXPR(spelled(&w, count(&w, 17), "0x10"), "17");
    EXPR(spelled(&w, ir_int(w.p, nowhere, w.longer, 16), "16"), "16");
    EXPR(spelled(&w, count(&w, 97), "'a'"), "'a'");
    EXPR(op(&w, OP_MUL, spelled(&w, count(&w, 3), "DIM + 1"), val(&w, w.i)), "(DIM + 1) * i");
    arena_free(w.arena);
}

static void integers_have_suffixes_where_the_type_needs_them(void)
{
    World       w = make_world();
    const Expr *l = val(&w, w.l), *big = ir_int(w.p, nowhere, w.longer, 3000000000);
    EXPR(op(&w, OP_ADD, l, ir_int(w.p, nowhere, w.longer, 5)), "l + 5");
    EXPR(op(&w, OP_SHL, ir_int(w.p, nowhere, w.longer, 1), val(&w, w.i)), "1L << i");
    EXPR(un(&w, OP_BITNOT, ir_int(w.p, nowhere, w.word, 0)), "~0U");
    EXPR(op(&w, OP_MUL, ir_int(w.p, nowhere, w.word, 3), val(&w, w.u)), "3 * u");
    EXPR(op(&w, OP_ADD, l, big), "l + 3000000000");
    EXPR(ir_int(w.p, nowhere, w.integer, -2147483647 - 1), "(-2147483647 - 1)");
    EXPR(ir_int(w.p, nowhere, type_int(w.p, INT_LLONG), 5), "5");
    EXPR(op(&w, OP_AND, val(&w, w.u), ir_int(w.p, nowhere, w.word, 0xFFFFFFFF)), "u & 4294967295U");
    EXPR(op(&w, OP_AND, val(&w, w.z), ir_int(w.p, nowhere, w.size, -1)), "z & 18446744073709551615UL");
    arena_free(w.arena);
}

/* ---- Types ---- */

static void check_declaration(World *w, const Type *type, const char *want, int line)
{
    Func *func = ir_new_func(w->p, "g", type_void(w->p), nowhere);
    Var  *v = ir_new_var(w->p, func, VAR_PARAM, "v", type, nowhere);
    Text  text = {0};
    VEC_PUSH(w->arena, &func->params, v);
    emit_prototype(&text, w->p, func);
    check_text(text_cstr(&text), arena_printf(w->arena, "void g(%s)", want), line);
    text_free(&text);
}

#define DECLARATION(type, want) check_declaration(&w, (type), (want), __LINE__)

static void declarators_grow_inside_out(void)
{
    World       w = make_world();
    Program    *p = w.p;
    const Type *vector = type_array(p, w.real, 3, NULL), *constant = type_qualified(p, w.real, TYPE_CONST);
    const Type *function = type_function(p, w.real, (const Type *[]){w.real, w.pointer}, 2, false);
    DECLARATION(w.view, "const double *restrict v");
    DECLARATION(type_pointer(p, vector), "double (*v)[3]");
    DECLARATION(type_array(p, w.pointer, 3, NULL), "double *v[3]");
    DECLARATION(type_pointer(p, function), "double (*v)(double, double *)");
    DECLARATION(type_array(p, type_pointer(p, function), 2, NULL), "double (*v[2])(double, double *)");
    DECLARATION(type_pointer(p, type_qualified(p, w.pointer, TYPE_CONST)), "double *const *v");
    DECLARATION(type_pointer(p, type_array(p, constant, -1, val(&w, w.n))), "const double (*v)[n]");
    DECLARATION(type_pointer(p, type_array(p, vector, 2, NULL)), "double (*v)[2][3]");
    DECLARATION(type_qualified(p, type_named(p, w.real, "real", NULL), TYPE_CONST), "const real v");
    DECLARATION(type_qualified(p, type_named(p, w.pointer, "vec", NULL), TYPE_RESTRICT), "vec restrict v");
    DECLARATION(type_pointer(p, type_function(p, type_void(p), NULL, 0, false)), "void (*v)(void)");
    arena_free(w.arena);
}

static void results_stand_around_the_signature(void)
{
    World w = make_world();
    Text  text = {0};
    Func *func = ir_new_func(w.p, "row", type_pointer(w.p, type_array(w.p, w.real, 3, NULL)), nowhere);
    func->is_static = true;
    emit_prototype(&text, w.p, func);
    check_text(text_cstr(&text), "static double (*row(void))[3]", __LINE__);
    text_free(&text);
    arena_free(w.arena);
}

/* ---- Assignments ---- */

static void assignments_are_compound_where_the_same(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *y = val(&w, w.y), *i = val(&w, w.i), *a = val(&w, w.a), *f = val(&w, w.f);
    const Expr *c = val(&w, w.c), *place = at(&w, a, i);
    const Expr *target = ir_deref(w.p, nowhere, val(&w, new_param(&w, "k", type_pointer(w.p, w.integer))));
    push(&w, set(&w, x, op(&w, OP_ADD, x, op(&w, OP_MUL, y, y))));
    push(&w, set(&w, x, op(&w, OP_ADD, op(&w, OP_MUL, y, y), x)));
    push(&w, set(&w, x, op(&w, OP_ADD, op(&w, OP_ADD, x, y), y)));
    push(&w, set(&w, x, op(&w, OP_SUB, y, x)));
    push(&w, set(&w, x, op(&w, OP_DIV, x, op(&w, OP_ADD, y, y))));
    push(&w, set(&w, place, op(&w, OP_SUB, at(&w, a, i), y)));
    push(&w, set(&w, i, op(&w, OP_ADD, i, count(&w, 1))));
    push(&w, set(&w, i, op(&w, OP_SUB, i, count(&w, 1))));
    push(&w, set(&w, target, op(&w, OP_ADD, target, count(&w, 1))));
    push(&w, set(&w, i, op(&w, OP_REM, i, count(&w, 3))));
    push(&w, set(&w, i, op(&w, OP_SHL, i, count(&w, 1))));
    push(&w, set(&w, x, op(&w, OP_ADD, x, num(&w, 1.0))));
    push(&w, set(&w, a, ir_ptradd(w.p, nowhere, a, count(&w, 1))));
    push(&w, set(&w, a, ir_ptradd(w.p, nowhere, a, un(&w, OP_NEG, conv(&w, w.longer, i)))));
    push(&w, set(&w, f, conv(&w, w.single, op(&w, OP_MUL, conv(&w, w.real, f), x))));
    push(&w, set(&w, f, conv(&w, w.single, op(&w, OP_MUL, cast(&w, w.real, f), x))));
    push(&w, set(&w, c, conv(&w, w.byte, op(&w, OP_ADD, conv(&w, w.integer, c), count(&w, 1)))));
    push(&w, ir_return(w.p, nowhere, x));
    BODY(&w, "    x += y * y;\n"
             "    x += y * y;\n"
             "    x = x + y + y;\n"
             "    x = y - x;\n"
             "    x /= y + y;\n"
             "    a[i] -= y;\n"
             "    i++;\n"
             "    i--;\n"
             "    (*k)++;\n"
             "    i %= 3;\n"
             "    i <<= 1;\n"
             "    x += 1.0;\n"
             "    a++;\n"
             "    a -= i;\n"
             "    f *= x;\n"
             "    f = (double)f * x;\n"
             "    c++;\n"
             "    return x;\n");
    check_unit_compiles(&w);
    arena_free(w.arena);
}

static void assigned_values_convert_by_themselves(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *i = val(&w, w.i), *f = val(&w, w.f), *c = val(&w, w.c);
    push(&w, set(&w, x, conv(&w, w.real, i)));
    push(&w, set(&w, f, conv(&w, w.single, x)));
    push(&w, set(&w, i, conv(&w, w.integer, x)));
    push(&w, set(&w, i, cast(&w, w.integer, x)));
    push(&w, set(&w, x, conv(&w, w.real, conv(&w, w.single, x))));
    push(&w, set(&w, x, conv(&w, w.real, count(&w, 0))));
    push(&w, set(&w, c, conv(&w, w.byte, count(&w, 300))));
    push(&w, set(&w, x, num(&w, -INFINITY)));
    push(&w, ir_return(w.p, nowhere, conv(&w, w.real, f)));
    BODY(&w, "    x = i;\n"
             "    f = x;\n"
             "    i = x;\n"
             "    i = (int)x;\n"
             "    x = (float)x;\n"
             "    x = 0;\n"
             "    c = (unsigned char)300;\n"
             "    x = -INFINITY;\n"
             "    return f;\n");
    check_unit_compiles(&w);
    arena_free(w.arena);
}

static void calls_hand_on_their_results(void)
{
    World       w = make_world();
    const Type *memory = type_pointer(w.p, type_void(w.p));
    Func       *get = ir_library_func(w.p, "malloc", "stdlib.h", memory, &w.size, 1);
    Func       *draw = ir_library_func(w.p, "nan", "math.h", w.real,
                                       (const Type *[]){type_pointer(w.p, type_qualified(w.p, type_int(w.p, INT_CHAR),
                                                                                         TYPE_CONST))}, 1);
    Var        *raw = local(&w, VAR_TEMP, "raw", memory), *t = local(&w, VAR_LOCAL, "t_at", w.pointer);
    Var        *r = local(&w, VAR_LOCAL, "r", w.real), *s = local(&w, VAR_TEMP, "s", w.real);
    const Expr *size = op(&w, OP_MUL, conv(&w, w.size, val(&w, w.n)), ir_sizeof(w.p, nowhere, w.size, w.real));
    const Expr *tag = ir_string(w.p, nowhere, "\"1\"");
    push(&w, declare(&w, raw, NULL));
    push(&w, ir_call_stmt(w.p, nowhere, val(&w, raw), get, &size, 1));
    push(&w, declare(&w, t, conv(&w, w.pointer, val(&w, raw))));
    push(&w, declare(&w, r, NULL));
    push(&w, ir_call_stmt(w.p, nowhere, val(&w, r), draw, &tag, 1));
    push(&w, set(&w, at(&w, val(&w, t), count(&w, 0)), val(&w, r)));
    push(&w, declare(&w, s, NULL));
    push(&w, ir_call_stmt(w.p, nowhere, val(&w, s), draw, &tag, 1));
    push(&w, ir_return(w.p, nowhere, val(&w, s)));
    BODY(&w, "    double *t_at = malloc(n * sizeof(double));\n"
             "    double r = nan(\"1\");\n\n"
             "    t_at[0] = r;\n"
             "    return nan(\"1\");\n");
    arena_free(w.arena);
}

static void initialisers_are_complete(void)
{
    World       w = make_world();
    const Type *vector = type_array(w.p, type_qualified(w.p, w.real, TYPE_CONST), 3, NULL);
    Var        *v = local(&w, VAR_LOCAL, "v", vector), *k = local(&w, VAR_LOCAL, "k", w.integer);
    const Expr *parts[] = {num(&w, 1.0), num(&w, 0.5)};
    push(&w, declare(&w, v, ir_init(w.p, nowhere, vector, parts, 2)));
    push(&w, declare(&w, local(&w, VAR_TEMP, "v_adj", type_array(w.p, w.real, 3, NULL)),
                     ir_init(w.p, nowhere, vector, NULL, 0)));
    push(&w, declare(&w, local(&w, VAR_TEMP, "held", type_array(w.p, w.real, -1, val(&w, w.n))), NULL));
    push(&w, declare(&w, k, NULL));
    BODY(&w, "    const double v[3] = {1.0, 0.5};\n"
             "    double v_adj[3] = {0};\n"
             "    double held[n];\n"
             "    int k;\n");
    arena_free(w.arena);
}

/* ---- Control flow ---- */

static Stmt *jump(World *w, StmtKind kind)
{
    return ir_jump(w->p, nowhere, kind);
}

static Stmt *branch(World *w, const Expr *cond, Block *then, Block *other)
{
    return ir_if(w->p, nowhere, cond, then, other);
}

static void ifs_have_braces_where_they_help(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *y = val(&w, w.y), *less = op(&w, OP_LT, x, y), *more = op(&w, OP_GT, x, y);
    Block      *two = block_of(&w, set(&w, x, y));
    ir_push(w.p, two, set(&w, y, x));
    push(&w, branch(&w, less, block_of(&w, set(&w, x, y)), NULL));
    push(&w, branch(&w, less, block_of(&w, set(&w, x, y)), block_of(&w, set(&w, y, x))));
    push(&w, branch(&w, less, two, block_of(&w, branch(&w, more, block_of(&w, set(&w, x, y)),
                                                       block_of(&w, set(&w, y, x))))));
    push(&w, branch(&w, less, block_of(&w, branch(&w, more, block_of(&w, set(&w, x, y)), NULL)),
                    block_of(&w, set(&w, y, x))));
    push(&w, branch(&w, less, NULL, block_of(&w, set(&w, y, x))));
    push(&w, branch(&w, op(&w, OP_EQ, x, y), NULL, block_of(&w, set(&w, y, x))));
    BODY(&w, "    if (x < y)\n"
             "        x = y;\n"
             "    if (x < y)\n"
             "        x = y;\n"
             "    else\n"
             "        y = x;\n"
             "    if (x < y) {\n"
             "        x = y;\n"
             "        y = x;\n"
             "    } else if (x > y) {\n"
             "        x = y;\n"
             "    } else {\n"
             "        y = x;\n"
             "    }\n"
             "    if (x < y) {\n"
             "        if (x > y)\n"
             "            x = y;\n"
             "    } else {\n"
             "        y = x;\n"
             "    }\n"
             "    if (!(x < y))\n"
             "        y = x;\n"
             "    if (x != y)\n"
             "        y = x;\n");
    arena_free(w.arena);
}

static void jumps_need_no_else(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *y = val(&w, w.y), *i = val(&w, w.i);
    Var        *k = local(&w, VAR_LOCAL, "k", w.integer), *t = local(&w, VAR_LOCAL, "t", w.real);
    Block      *rest = block_of(&w, declare(&w, t, y)), *body = ir_block(w.p);
    ir_push(w.p, rest, set(&w, x, op(&w, OP_MUL, val(&w, t), val(&w, t))));
    ir_push(w.p, body, branch(&w, op(&w, OP_EQ, val(&w, k), i), block_of(&w, jump(&w, STMT_CONTINUE)), rest));
    ir_push(w.p, body, branch(&w, op(&w, OP_LE, val(&w, k), i), block_of(&w, set(&w, y, x)),
                              block_of(&w, jump(&w, STMT_BREAK))));
    push(&w, ir_for(w.p, nowhere, k, true, count(&w, 0), REL_LT, val(&w, w.n), 1, body));
    BODY(&w, "    for (int k = 0; k < n; k++) {\n"
             "        if (k == i)\n"
             "            continue;\n"
             "        double t = y;\n"
             "        x = t * t;\n"
             "        if (k > i)\n"
             "            break;\n"
             "        y = x;\n"
             "    }\n");
    arena_free(w.arena);
}

static void counted_loops_print_as_for(void)
{
    World       w = make_world();
    const Expr *n = val(&w, w.n), *x = val(&w, w.x);
    Var        *k = local(&w, VAR_LOCAL, "k", w.integer), *s = local(&w, VAR_LOCAL, "s", w.size);
    Var        *j = local(&w, VAR_LOCAL, "j", w.integer);
    Block      *add = block_of(&w, set(&w, x, op(&w, OP_ADD, x, at(&w, val(&w, w.a), val(&w, k)))));
    Block      *nest = block_of(&w, ir_for(w.p, nowhere, j, true, n, REL_GE, count(&w, 0), -2, add));
    push(&w, ir_for(w.p, nowhere, k, true, count(&w, 0), REL_LT, val(&w, w.z), 1, add));
    push(&w, ir_for(w.p, nowhere, s, true, val(&w, w.z), REL_DOWNTO, ir_int(w.p, nowhere, w.size, 0), -1, NULL));
    Stmt *outer = ir_for(w.p, nowhere, k, true, count(&w, 0), REL_LE, op(&w, OP_SUB, n, count(&w, 1)), 3, nest);
    outer->u.loop_for.pragma = "#pragma omp simd";
    push(&w, outer);
    push(&w, ir_for(w.p, nowhere, w.i, false, count(&w, 0), REL_NE, n, 1, add));
    BODY(&w, "    for (int k = 0; (size_t)k < z; k++)\n"
             "        x += a[k];\n"
             "    for (size_t s = z; s-- > 0;)\n"
             "        ;\n"
             "    #pragma omp simd\n"
             "    for (int k = 0; k <= n - 1; k += 3)\n"
             "        for (int j = n; j >= 0; j -= 2)\n"
             "            x += a[k];\n"
             "    for (i = 0; i != n; i++)\n"
             "        x += a[k];\n");
    arena_free(w.arena);
}

static Stmt *loop(World *w, Block *head, const Expr *cond, Block *body, Block *step, bool at_end)
{
    return ir_loop(w->p, nowhere, head, cond, body, step, at_end);
}

static void other_loops_have_their_own_form(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *y = val(&w, w.y), *i = val(&w, w.i), *n = val(&w, w.n);
    const Expr *less = op(&w, OP_LT, x, y);
    Stmt       *change = set(&w, x, op(&w, OP_MUL, x, y)), *next = set(&w, i, op(&w, OP_ADD, i, count(&w, 1)));
    Var        *t = local(&w, VAR_LOCAL, "t", w.real);
    Block      *scope = block_of(&w, declare(&w, t, num(&w, 0.0)));
    Stmt       *grow = set(&w, val(&w, t), op(&w, OP_ADD, val(&w, t), x));
    ir_push(w.p, scope,
            loop(&w, NULL, op(&w, OP_LT, val(&w, t), y), block_of(&w, change), block_of(&w, grow), false));
    push(&w, loop(&w, NULL, less, block_of(&w, change), NULL, false));
    push(&w, loop(&w, NULL, op(&w, OP_LT, i, n), block_of(&w, change), block_of(&w, next), false));
    push(&w, ir_block_stmt(w.p, nowhere, scope));
    push(&w, loop(&w, NULL, less, block_of(&w, change), NULL, true));
    push(&w, loop(&w, block_of(&w, next), less, block_of(&w, change), NULL, false));
    push(&w, loop(&w, block_of(&w, next), op(&w, OP_LT, i, n), block_of(&w, change), NULL, true));
    push(&w, loop(&w, NULL, NULL, block_of(&w, branch(&w, less, block_of(&w, jump(&w, STMT_BREAK)), NULL)), NULL,
                  false));
    BODY(&w, "    while (x < y)\n"
             "        x *= y;\n"
             "    for (; i < n; i++)\n"
             "        x *= y;\n"
             "    for (double t = 0.0; t < y; t += x)\n"
             "        x *= y;\n"
             "    do {\n"
             "        x *= y;\n"
             "    } while (x < y);\n"
             "    for (;;) {\n"
             "        i++;\n"
             "        if (!(x < y))\n"
             "            break;\n"
             "        x *= y;\n"
             "    }\n"
             "    do {\n"
             "        x *= y;\n"
             "        i++;\n"
             "    } while (i < n);\n"
             "    for (;;)\n"
             "        if (x < y)\n"
             "            break;\n");
    arena_free(w.arena);
}

/* A continue under a step that C cannot write in the header of a for. */
static void a_continue_reaches_its_step(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *y = val(&w, w.y), *i = val(&w, w.i), *less = op(&w, OP_LT, x, y);
    Block      *body = block_of(&w, branch(&w, less, block_of(&w, jump(&w, STMT_CONTINUE)), NULL));
    Block      *step = block_of(&w, branch(&w, less, block_of(&w, set(&w, x, y)), NULL));
    ir_push(w.p, body, set(&w, y, x));
    push(&w, loop(&w, NULL, op(&w, OP_LT, i, val(&w, w.n)), body, step, false));
    push(&w, loop(&w, step, op(&w, OP_LT, i, val(&w, w.n)), body, NULL, true));
    BODY(&w, "    for (int again = 0;; again = 1) {\n"
             "        if (again) {\n"
             "            if (x < y)\n"
             "                x = y;\n"
             "        }\n"
             "        if (i >= n)\n"
             "            break;\n"
             "        if (x < y)\n"
             "            continue;\n"
             "        y = x;\n"
             "    }\n"
             "    for (int again = 0;; again = 1) {\n"
             "        if (again) {\n"
             "            if (x < y)\n"
             "                x = y;\n"
             "            if (i >= n)\n"
             "                break;\n"
             "        }\n"
             "        if (x < y)\n"
             "            continue;\n"
             "        y = x;\n"
             "    }\n");
    arena_free(w.arena);
}

static void opaque_text_keeps_its_rows(void)
{
    World   w = make_world();
    Opaque *opaque = ARENA_NEW(w.arena, Opaque);
    VEC_PUSH(w.arena, &opaque->texts, "switch (");
    VEC_PUSH(w.arena, &opaque->vars, w.i);
    VEC_PUSH(w.arena, &opaque->texts, ") {\n      case 1:\n        break;\n      }");
    push(&w, ir_opaque_stmt(w.p, nowhere, opaque));
    BODY(&w, "    switch (i) {\n"
             "    case 1:\n"
             "      break;\n"
             "    }\n");
    arena_free(w.arena);
}

static void sections_are_paragraphs(void)
{
    World w = make_world();
    Var  *t = local(&w, VAR_LOCAL, "t", w.real), *s = local(&w, VAR_LOCAL, "s", w.real);
    push(&w, ir_comment(w.p, "forward pass"));
    push(&w, declare(&w, t, num(&w, 1.0)));
    push(&w, declare(&w, s, num(&w, 1.0)));
    push(&w, ir_comment(w.p, "backward pass"));
    push(&w, set(&w, val(&w, t), val(&w, s)));
    push(&w, ir_return(w.p, nowhere, val(&w, t)));
    BODY(&w, "    /* forward pass */\n"
             "    double t = 1.0;\n"
             "    double s = 1.0;\n\n"
             "    /* backward pass */\n"
             "    t = s;\n"
             "    return t;\n");
    arena_free(w.arena);
}

/* ---- Lines ---- */

static void long_lines_break_at_operators(void)
{
    World       w = make_world();
    const Expr *x = val(&w, w.x), *sum = x;
    for (int k = 0; k < 12; k++)
        sum = op(&w, OP_ADD, sum, op(&w, OP_MUL, num(&w, k + 0.5), call(&w, "sin", x)));
    push(&w, set(&w, val(&w, w.y), sum));
    BODY(&w, "    y = x + 0.5 * sin(x) + 1.5 * sin(x) + 2.5 * sin(x) + 3.5 * sin(x) + 4.5 * sin(x) + 5.5 * sin(x)\n"
             "        + 6.5 * sin(x) + 7.5 * sin(x) + 8.5 * sin(x) + 9.5 * sin(x) + 10.5 * sin(x) + 11.5 * sin(x);\n");
    arena_free(w.arena);
}

static void no_row_is_too_long(void)
{
    World w = make_world();
    Text  text = {0};
    const Expr *e = val(&w, w.x);
    for (int k = 0; k < 400; k++)
        e = k % 3 == 0 ? call(&w, "sin", op(&w, OP_MUL, e, val(&w, w.y))) : op(&w, OP_ADD, val(&w, w.y), e);
    push(&w, set(&w, val(&w, w.x), e));
    emit_func(&text, w.p, w.func);
    size_t longest = 0;
    for (const char *row = text_cstr(&text); *row; row += strcspn(row, "\n") + 1)
        longest = strcspn(row, "\n") > longest ? strcspn(row, "\n") : longest;
    CU_ASSERT(longest <= 100);
    text_free(&text);
    arena_free(w.arena);
}

/* ---- Names ---- */

static void names_are_unique_where_scopes_overlap(void)
{
    World       w = make_world();
    Block      *first = ir_block(w.p), *second = ir_block(w.p);
    Var        *own = local(&w, VAR_TEMP, "t", w.real), *user = local(&w, VAR_LOCAL, "t", w.real);
    Var        *other = local(&w, VAR_TEMP, "t_2", w.real), *hidden = local(&w, VAR_LOCAL, "x", w.real);
    const Expr *one = num(&w, 1.0);
    push(&w, declare(&w, own, one));
    ir_push(w.p, first, declare(&w, user, val(&w, own)));
    ir_push(w.p, first, declare(&w, other, val(&w, user)));
    ir_push(w.p, second, declare(&w, local(&w, VAR_LOCAL, "t", w.real), val(&w, w.x)));
    ir_push(w.p, second, declare(&w, hidden, one));
    push(&w, ir_block_stmt(w.p, nowhere, first));
    push(&w, ir_block_stmt(w.p, nowhere, second));
    BODY(&w, "    double t_2 = 1.0;\n"
             "    {\n"
             "        double t = t_2;\n"
             "        double t_3 = t;\n"
             "    }\n"
             "    {\n"
             "        double t = x;\n"
             "        double x_2 = 1.0;\n"
             "    }\n");
    arena_free(w.arena);
}

static void names_leave_functions_and_globals_alone(void)
{
    World w = make_world();
    Var  *mine = local(&w, VAR_LOCAL, "sin", w.real), *table = ir_new_global(w.p, "table", w.real, nowhere);
    Var  *temp = local(&w, VAR_TEMP, "table", w.real), *word = local(&w, VAR_TEMP, "double", w.real);
    push(&w, declare(&w, mine, call(&w, "sin", val(&w, w.x))));
    push(&w, declare(&w, temp, val(&w, table)));
    push(&w, declare(&w, word, val(&w, mine)));
    BODY(&w, "    double sin_2 = sin(x);\n"
             "    double table_2 = table;\n"
             "    double double_2 = sin_2;\n");
    arena_free(w.arena);
}

static void many_temporaries_are_named_fast(void)
{
    World w = make_world();
    enum { MANY = 100000 };
    for (int k = 0; k < MANY; k++)
        push(&w, declare(&w, local(&w, VAR_TEMP, "t", w.real), val(&w, w.x)));
    Text text = {0};
    emit_func(&text, w.p, w.func);
    CU_ASSERT(contains(&text, "    double t_100000 = x;\n"));
    text_free(&text);
    arena_free(w.arena);
}

/* ---- Units ---- */

static Item *new_item(World *w, ItemKind kind, const char *name, const char *text, int order)
{
    Item *item = ARENA_NEW(w->arena, Item);
    *item = (Item){.kind = kind, .name = name, .text = text, .order = order};
    VEC_PUSH(w->arena, &w->p->items, item);
    return item;
}

static void use(World *w, Item *item, Item *used)
{
    VEC_PUSH(w->arena, &item->uses, used);
}

/* A unit that needs a struct, a macro in its text, a table, a static function that calls one of another file. */
static void fill_unit(World *w)
{
    Program *p = w->p;
    Item    *macro = new_item(w, ITEM_MACRO, "DIM", "#define DIM 3", 2);
    Item    *type = new_item(w, ITEM_TYPE, "body", "struct body {\n    double mass;\n    double at[DIM];\n}", 3);
    Item    *unused = new_item(w, ITEM_MACRO, "UNUSED", "#define UNUSED 1", 4);
    Item    *table = new_item(w, ITEM_VAR, "weights", "static const double weights[DIM] = {1.0, 2.0, 3.0}", 5);
    Item    *helper = new_item(w, ITEM_FUNC, "square", 
                               "static double square(double x)\n{\n    return other(x) * x;\n}", 6);
    Item    *other = new_item(w, ITEM_FUNC, "other", "double other(double x)\n{\n    return UNUSED * x;\n}", 9);
    Item    *local_include = new_item(w, ITEM_INCLUDE, "units.h", "#include \"units.h\"", 1);
    use(w, type, macro);
    use(w, table, macro);
    use(w, helper, other);
    use(w, other, unused);
    helper->is_static = table->is_static = true;
    other->prototype = "double other(double x)";
    local_include->local = true;
    local_include->path = "src/units.h";

    Record *record = ARENA_NEW(w->arena, Record);
    Field  *mass = ARENA_NEW(w->arena, Field);
    *record = (Record){.complete = true, .tag = "body", .item = type};
    *mass = (Field){.name = "mass", .type = w->real, .record = record};
    VEC_PUSH(w->arena, &record->fields, mass);
    Func *square = ir_new_func(p, "square", w->real, nowhere);
    square->item = helper;
    square->is_static = true;
    VEC_PUSH(w->arena, &square->params, ir_new_var(p, square, VAR_PARAM, "x", w->real, nowhere));
    Var *weights = ir_new_global(p, "weights", type_array(p, w->real, 3, NULL), nowhere);
    weights->item = table;

    Var        *s = new_param(w, "s", type_pointer(p, type_record(p, record)));
    Var        *t = local(w, VAR_LOCAL, "t", w->real), *hides = local(w, VAR_LOCAL, "DIM", w->real);
    const Expr *arg = ir_field(p, nowhere, ir_deref(p, nowhere, val(w, s)), mass);
    push(w, declare(w, t, NULL));
    push(w, ir_call_stmt(p, nowhere, val(w, t), square, &arg, 1));
    push(w, declare(w, hides, at(w, val(w, weights), val(w, w->i))));
    push(w, ir_return(p, nowhere, op(w, OP_MUL, val(w, t), call(w, "exp", val(w, hides)))));
    w->func->comment = "The contract of work.\nMemory: none.";
}

static const char unit_text[] =
    "/* Generated by adgen from work.c: do not edit. */\n"
    "\n"
    "#include <math.h>\n"
    "#include <stddef.h>\n"
    "\n"
    "#define DIM 3\n"
    "\n"
    "struct body {\n"
    "    double mass;\n"
    "    double at[DIM];\n"
    "};\n"
    "\n"
    "static const double weights[DIM] = {1.0, 2.0, 3.0};\n"
    "\n"
    "double other(double x);\n"
    "\n"
    "static double square(double x)\n"
    "{\n"
    "    return other(x) * x;\n"
    "}\n"
    "\n"
    "double work(double x, double y, float f, int i, int n, unsigned int u, long l, size_t z,\n"
    "            unsigned char c, double *a, const double *restrict b, double (*m)[3], double **q,\n"
    "            struct body *s);\n"
    "\n"
    "/* The contract of work.\n"
    " * Memory: none. */\n"
    "double work(double x, double y, float f, int i, int n, unsigned int u, long l, size_t z,\n"
    "            unsigned char c, double *a, const double *restrict b, double (*m)[3], double **q,\n"
    "            struct body *s)\n"
    "{\n";

static void a_unit_holds_what_it_needs(void)
{
    World w = make_world();
    fill_unit(&w);
    Text text = unit_of(&w, NULL);
    CU_ASSERT(contains(&text, unit_text));
    CU_ASSERT(contains(&text, "    double t = square(s->mass);\n    double DIM_2 = weights[i];\n"));
    check_compiles(text_cstr(&text));
    text_free(&text);
    arena_free(w.arena);
}

static void includes_beside_the_source_are_found_from_elsewhere(void)
{
    World       w = make_world();
    Item       *item = new_item(&w, ITEM_INCLUDE, "units.h", "#include \"units.h\"", 1);
    const Type *type = type_named(w.p, w.real, "metre", item);
    item->local = true;
    item->path = "src/units.h";
    push(&w, declare(&w, local(&w, VAR_LOCAL, "t", type), val(&w, w.x)));
    Text beside = unit_of(&w, "src/work_grad.c"), elsewhere = unit_of(&w, "build/gen/work_grad.c");
    CU_ASSERT(contains(&beside, "#include \"units.h\"\n"));
    CU_ASSERT(contains(&elsewhere, "#include \"../../src/units.h\"\n"));
    text_free(&beside);
    text_free(&elsewhere);
    arena_free(w.arena);
}

static void a_header_can_stand_alone_and_behind_the_source(void)
{
    World w = make_world();
    Text  text = {0}, both = {0};
    Func *funcs[] = {w.func};
    fill_unit(&w);
    emit_header(&text, w.p, funcs, 1, "include/work_grad.h");
    CU_ASSERT(contains(&text, "#ifndef WORK_GRAD_H\n#define WORK_GRAD_H\n\n#include <stddef.h>\n\nstruct body;\n\n"
                              "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
                              "/* The contract of work.\n * Memory: none. */\ndouble work("));
    CU_ASSERT(contains(&text, "const double *b,"));
    CU_ASSERT(strstr(text_cstr(&text), "math.h") == NULL);
    check_compiles(text_cstr(&text));
    Text unit = unit_of(&w, NULL);
    text_printf(&both, "%s%s%s", text_cstr(&unit), text_cstr(&text), text_cstr(&text));
    check_compiles(text_cstr(&both));
    text_free(&unit);
    text_free(&both);
    text_free(&text);
    arena_free(w.arena);
}

static void a_header_uses_no_names_of_the_source(void)
{
    World       w = make_world();
    Item       *item = new_item(&w, ITEM_TYPE, "real", "typedef double real", 1);
    Item       *colours = new_item(&w, ITEM_TYPE, "colour", "enum colour { RED, BLUE }", 2);
    const Type *real = type_named(w.p, w.real, "real", item);
    Func       *func = ir_new_func(w.p, "paint", type_void(w.p), nowhere), *funcs[] = {func};
    const Type *types[] = {type_pointer(w.p, type_qualified(w.p, real, TYPE_CONST)),
                           type_enum(w.p, "enum colour", INT_UINT, colours), type_bool(w.p), w.integer};
    static const char *const names[] = {"v", "colour", "really", "class"};
    func->body = ir_block(w.p);
    for (int k = 0; k < 4; k++)
        VEC_PUSH(w.arena, &func->params, ir_new_var(w.p, func, VAR_PARAM, names[k], types[k], nowhere));
    Text text = {0};
    emit_header(&text, w.p, funcs, 1, "paint.h");
    CU_ASSERT(contains(&text, "#include <stdbool.h>\n"));
    CU_ASSERT(contains(&text, "\nvoid paint(const double *v, unsigned int colour, bool really, int class_);\n"));
    check_compiles(text_cstr(&text));
    text_free(&text);
    arena_free(w.arena);
}

/* C++ has no arrays of variable length. */
static void a_header_shows_cpp_the_elements(void)
{
    World       w = make_world();
    Func       *func = ir_new_func(w.p, "trace", w.real, nowhere), *funcs[] = {func};
    Var        *n = ir_new_var(w.p, func, VAR_PARAM, "n", w.integer, nowhere);
    const Type *row = type_array(w.p, type_qualified(w.p, w.real, TYPE_CONST), -1, val(&w, n));
    Var        *m = ir_new_var(w.p, func, VAR_PARAM, "m", type_pointer(w.p, row), nowhere);
    Text        text = {0};
    func->body = ir_block(w.p);
    VEC_PUSH(w.arena, &func->params, n);
    VEC_PUSH(w.arena, &func->params, m);
    emit_header(&text, w.p, funcs, 1, "trace.h");
    CU_ASSERT(contains(&text, "#ifdef __cplusplus\ndouble trace(int n, const double *m);\n"
                              "#else\ndouble trace(int n, const double (*m)[n]);\n#endif\n"));
    check_compiles(text_cstr(&text));
    text_free(&text);
    arena_free(w.arena);
}

void emit_suite(void)
{
    static const struct {
        const char  *name;
        CU_TestFunc  run;
    } tests[] = {
#define TEST(name) {#name, name}
        TEST(parentheses_follow_precedence),
        TEST(parentheses_keep_compilers_quiet),
        TEST(places_print_as_people_write_them),
        TEST(fields_print_with_arrows_and_dots),
        TEST(conversions_that_c_makes_are_not_printed),
        TEST(pointers_are_cast_where_a_qualifier_goes),
        TEST(reals_read_back),
        TEST(the_users_spelling_is_kept_where_it_holds),
        TEST(integers_have_suffixes_where_the_type_needs_them),
        TEST(declarators_grow_inside_out),
        TEST(results_stand_around_the_signature),
        TEST(assignments_are_compound_where_the_same),
        TEST(assigned_values_convert_by_themselves),
        TEST(calls_hand_on_their_results),
        TEST(initialisers_are_complete),
        TEST(ifs_have_braces_where_they_help),
        TEST(jumps_need_no_else),
        TEST(counted_loops_print_as_for),
        TEST(other_loops_have_their_own_form),
        TEST(a_continue_reaches_its_step),
        TEST(opaque_text_keeps_its_rows),
        TEST(sections_are_paragraphs),
        TEST(long_lines_break_at_operators),
        TEST(no_row_is_too_long),
        TEST(names_are_unique_where_scopes_overlap),
        TEST(names_leave_functions_and_globals_alone),
        TEST(many_temporaries_are_named_fast),
        TEST(a_unit_holds_what_it_needs),
        TEST(includes_beside_the_source_are_found_from_elsewhere),
        TEST(a_header_can_stand_alone_and_behind_the_source),
        TEST(a_header_uses_no_names_of_the_source),
        TEST(a_header_shows_cpp_the_elements),
#undef TEST
    };
    CU_pSuite suite = CU_add_suite("emit", NULL, NULL);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        CU_add_test(suite, tests[i].name, tests[i].run);
}
