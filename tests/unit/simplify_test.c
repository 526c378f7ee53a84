#include "simplify/simplify.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "ir/dump.h"
#include "ir/ir.h"

void simplify_suite(void);

/* ---- A body before and after ---- */

typedef struct Case {
    const char *name;
    const char *before;
    const char *after;
} Case;

static const char header[] =
    "program \"f.c\"\n"
    "record %pair struct tag \"pair\" complete {\n  u: f64\n  w: f64\n}\n"
    "func @exp(x: f64) -> f64 library\n"
    "func @pow(x: f64, y: f64) -> f64 library\n"
    "func @malloc(size: u64) -> *void library\n"
    "func @free(block: *void) -> void library\n"
    "func @touch(p: *f64) -> void\n"
    "func @draw(p: *f64) -> f64\n"
    "func @f(x: f64, y: f64, n: i32, u: u32, p: *f64, q: *f64, h: *f32, x_adj: *f64) -> f64 generated {\n";

static Func *last_func(const Program *p)
{
    return p->funcs.items[p->funcs.count - 1];
}

/* Shadows are those called NAME_adj, whether the text says so or not. */
static void mark_shadows(Func *func)
{
    for (int i = 0; i < func->vars.count; i++) {
        const char *name = func->vars.items[i]->name;
        size_t      length = strlen(name);
        func->vars.items[i]->is_shadow |= length > 4 && strcmp(name + length - 4, "_adj") == 0;
    }
}

static Program *read_body(Arena *arena, const char *body)
{
    Text     text = {0};
    Diag    *diag = diag_new(arena, stdout);
    text_puts(&text, header);
    text_puts(&text, body);
    text_puts(&text, "\n}\n");
    Program *p = ir_read_program(arena, text_cstr(&text), "case", diag);
    text_free(&text);
    if (p)
        mark_shadows(last_func(p));
    return p;
}

static void dump_body(Text *out, const Program *p)
{
    ir_dump_func(out, last_func(p), NULL, NULL);
}

static bool check(const Case *c)
{
    Arena   *arena = arena_new();
    Program *before = read_body(arena, c->before), *after = read_body(arena, c->after);
    Text     got = {0}, want = {0};
    char     why[300] = "";
    bool     good = before && after;
    if (good) {
        simplify_func(before, last_func(before));
        good = ir_verify_func(before, last_func(before), why, sizeof why);
        dump_body(&got, before);
        dump_body(&want, after);
        good = good && strcmp(text_cstr(&got), text_cstr(&want)) == 0;
    }
    if (!good)
        printf("\n%s: %s\ngot:\n%s\nwant:\n%s", c->name, why, text_cstr(&got), text_cstr(&want));
    text_free(&got);
    text_free(&want);
    arena_free(arena);
    return good;
}

static void check_all(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CU_ASSERT(check(&cases[i]));
}

#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

/* ---- Expressions ---- */

static void check_values(const char *const (*pairs)[2], size_t count, const char *format)
{
    for (size_t i = 0; i < count; i++) {
        char before[300], after[300];
        snprintf(before, sizeof before, format, pairs[i][0]);
        snprintf(after, sizeof after, format, pairs[i][1]);
        CU_ASSERT(check(&(Case){pairs[i][0], before, after}));
    }
}

static void test_real_rules(void)
{
    static const char *const pairs[][2] = {
        {"mul(x, 1.0)", "x"},
        {"mul(1.0, x)", "x"},
        {"div(x, 1.0)", "x"},
        {"div(x, -1.0)", "neg(x)"},
        {"mul(x, -1.0)", "neg(x)"},
        {"neg(neg(x))", "x"},
        {"add(x, neg(y))", "sub(x, y)"},
        {"add(neg(x), y)", "sub(y, x)"},
        {"sub(x, neg(y))", "add(x, y)"},
        {"add(x, -2.0)", "sub(x, 2.0)"},
        {"sub(x, mul(-2.0, y))", "add(x, mul(2.0, y))"},
        {"mul(neg(x), y)", "neg(mul(x, y))"},
        {"mul(neg(x), neg(y))", "mul(x, y)"},
        {"div(x, neg(y))", "neg(div(x, y))"},
        {"add(x, mul(y, neg(x)))", "sub(x, mul(y, x))"},
        {"neg(mul(2.0, x))", "mul(-2.0, x)"},
        {"sub(x, 0.0)", "x"},
        {"add(x, -0.0)", "x"},
        {"sub(-0.0, x)", "neg(x)"},
        {"add(mul(x, y), mul(x, y))", "mul(2.0, mul(x, y))"},
        {"mul(2.0, mul(2.0, x))", "mul(4.0, x)"},
        {"mul(2.0, mul(@pow(x, sub(2.0, 1.0)), y))", "mul(2.0, mul(x, y))"},
        {"@pow(x, 0.0)", "1.0"},
        {"add(1.5, 0.25)", "1.75"},
        {"select(lt(1.0, 2.0), x, y)", "x"},
        {"select(lt(x, y), y, y)", "y"},
        {"mul(x, conv(f64, 1))", "x"},
    };
    check_values(pairs, sizeof pairs / sizeof *pairs, "ret %s");
}

/* Each would be wrong for a NaN, an infinity, a zero's sign or a rounding. */
static void test_real_rules_that_do_not_hold(void)
{
    static const char *const values[] = {
        "mul(x, 0.0)", "mul(0.0, x)", "add(x, 0.0)", "sub(x, x)", "sub(0.0, x)", "div(x, x)", "neg(sub(x, y))",
        "sub(neg(x), y)", "mul(0.5, mul(2.0, x))", "mul(3.0, mul(3.0, x))", "div(1.0, 3.0)", "add(0.1, 0.2)",
        "@pow(x, 2.0)", "add(x, x)", "add(sub(x, y), y)", "div(mul(x, y), y)", "@exp(0.0)",
        "conv(f64, not(lt(x, y)))", "conv(f64, eq(x, x))",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char body[300];
        snprintf(body, sizeof body, "ret %s", values[i]);
        CU_ASSERT(check(&(Case){values[i], body, body}));
    }
}

static void test_integer_rules(void)
{
    static const char *const pairs[][2] = {
        {"add(sub(n, 1), 1)", "n"},
        {"sub(add(n, 3), 1)", "add(n, 2)"},
        {"add(1, sub(n, 3))", "sub(n, 2)"},
        {"add(n, 0)", "n"},
        {"mul(n, 1)", "n"},
        {"mul(0, n)", "0"},
        {"sub(n, n)", "0"},
        {"sub(add(n, 2), n)", "2"},
        {"add(sub(4, n), n)", "4"},
        {"sub(0, n)", "neg(n)"},
        {"add(n, neg(2))", "sub(n, 2)"},
        {"div(n, 1)", "n"},
        {"add(2, 3)", "5"},
        {"not(lt(n, 3))", "ge(n, 3)"},
        {"not(not(lt(x, y)))", "lt(x, y)"},
        {"land(1, lt(n, 3))", "lt(n, 3)"},
        {"land(lt(n, 3), 0)", "0"},
        {"lor(lt(n, 3), 1)", "1"},
        {"eq(n, n)", "1"},
        {"ne(lt(x, y), 0)", "lt(x, y)"},
        {"eq(lt(n, 3), 0)", "ge(n, 3)"},
        {"add(2147483647, 1)", "add(2147483647, 1)"},
        {"div(n, 0)", "div(n, 0)"},
        {"sub(4, n)", "sub(4, n)"},
    };
    check_values(pairs, sizeof pairs / sizeof *pairs, "ret conv(f64, %s)");
    static const char *const unsigned_pairs[][2] = {
        {"add(sub(u, 1:u32), 1:u32)", "u"},
        {"sub(1:u32, 2:u32)", "sub(1:u32, 2:u32)"},
        {"mul(4294967295:u32, 2:u32)", "mul(4294967295:u32, 2:u32)"},
    };
    check_values(unsigned_pairs, sizeof unsigned_pairs / sizeof *unsigned_pairs, "ret conv(f64, %s)");
}

/* ---- Structural zeros ---- */

static const char example[] =
    "a: f64\n b: f64\n x_acc: f64 temp = 0.0\n a_adj: f64 temp = 0.0\n b_adj: f64 temp = 0.0\n"
    "result: f64 temp\n result_adj: f64 temp = 0.0\n"
    "a = mul(x, x)\n b = @exp(a)\n result = add(b, a)\n"
    "comment \"backward pass\"\n"
    "result_adj = add(result_adj, 1.0)\n"
    "b_adj = add(b_adj, result_adj)\n a_adj = add(a_adj, result_adj)\n result_adj = 0.0\n"
    "a_adj = add(a_adj, mul(b_adj, b))\n b_adj = 0.0\n"
    "x_acc = add(x_acc, mul(a_adj, x))\n x_acc = add(x_acc, mul(a_adj, y))\n a_adj = 0.0\n"
    "deref(x_adj) = add(deref(x_adj), x_acc)\n ret result";

static void test_zeros(void)
{
    static const Case cases[] = {
        {"a whole function", example,
         "a: f64 = mul(x, x)\n b: f64 = @exp(a)\n comment \"backward pass\"\n a_adj: f64 temp = add(1.0, b)\n"
         "deref(x_adj) = add(deref(x_adj), add(mul(a_adj, x), mul(a_adj, y)))\n ret add(b, a)"},
        {"a zero that is multiplied",
         "a_adj: f64 temp = 0.0\n b_adj: f64 temp = 0.0\n"
         "b_adj = add(b_adj, mul(a_adj, x))\n a_adj = add(a_adj, b_adj)\n p[0] = add(p[0], mul(a_adj, y))\n ret x",
         "ret x"},
        {"the user's zero is no structural one",
         "z: f64 temp\n z = 0.0\n ret mul(z, x)",
         "ret mul(0.0, x)"},
        {"a round that begins and ends with zero",
         "a_adj: f64 temp = 0.0\n"
         "for i: i32 = 0 .. n {\n a_adj = add(a_adj, mul(x, p[i]))\n"
         "  q[i] = add(q[i], mul(a_adj, a_adj))\n a_adj = 0.0\n }\n ret x",
         "for i: i32 = 0 .. n {\n a_adj: f64 temp = mul(x, p[i])\n q[i] = add(q[i], mul(a_adj, a_adj))\n }\n ret x"},
        {"a round that hands a sum on",
         "s: f64 temp = 0.0\n for i: i32 = 0 .. n {\n s = add(s, p[i])\n q[i] = s\n }\n ret x",
         "s: f64 temp = 0.0\n for i: i32 = 0 .. n {\n s = add(s, p[i])\n q[i] = s\n }\n ret x"},
        {"filled in one branch only",
         "a_adj: f64 temp = 0.0\n if lt(x, y) {\n a_adj = add(a_adj, x)\n q[0] = a_adj\n }\n"
         "a_adj = add(a_adj, y)\n ret mul(a_adj, a_adj)",
         "a_adj: f64 temp = 0.0\n if lt(x, y) {\n a_adj = x\n q[0] = x\n }\n"
         "a_adj = add(a_adj, y)\n ret mul(a_adj, a_adj)"},
        {"filled and emptied in a branch",
         "a_adj: f64 temp = 0.0\n if lt(x, y) {\n a_adj = add(a_adj, mul(x, y))\n q[0] = mul(a_adj, a_adj)\n a_adj = 0.0\n }\n"
         "a_adj = add(a_adj, mul(y, y))\n ret mul(a_adj, a_adj)",
         "if lt(x, y) {\n a_adj.8: f64 temp = mul(x, y)\n q[0] = mul(a_adj.8, a_adj.8)\n }\n"
         "a_adj.9: f64 temp = mul(y, y)\n ret mul(a_adj.9, a_adj.9)"},
        {"left by a break before it is emptied",
         "a_adj: f64 temp = 0.0\n for i: i32 = 0 .. n {\n a_adj = add(a_adj, p[i])\n if gt(a_adj, x) {\n break\n }\n"
         "q[i] = a_adj\n a_adj = 0.0\n }\n a_adj = add(a_adj, y)\n ret a_adj",
         "a_adj: f64 temp = 0.0\n for i: i32 = 0 .. n {\n a_adj = p[i]\n if gt(a_adj, x) {\n break\n }\n"
         "q[i] = a_adj\n a_adj = 0.0\n }\n ret add(a_adj, y)"},
        {"continued before it is emptied",
         "a_adj: f64 temp = 0.0\n for i: i32 = 0 .. n {\n a_adj = add(a_adj, p[i])\n if gt(a_adj, x) {\n continue\n }\n"
         "q[i] = a_adj\n a_adj = 0.0\n }\n ret x",
         "a_adj: f64 temp = 0.0\n for i: i32 = 0 .. n {\n a_adj = add(a_adj, p[i])\n if gt(a_adj, x) {\n continue\n }\n"
         "q[i] = a_adj\n a_adj = 0.0\n }\n ret x"},
    };
    CHECK_ALL(cases);
}

/* ---- Copies, temporaries, common values ---- */

static void test_copies(void)
{
    static const Case cases[] = {
        {"a copy of a parameter",
         "t: f64 temp\n t = x\n p[0] = mul(t, t)\n ret t",
         "p[0] = mul(x, x)\n ret x"},
        {"the original changes",
         "v: f64 = x\n t: f64 temp\n t = v\n v = add(v, y)\n p[0] = mul(t, v)\n ret t",
         "v: f64 = x\n t: f64 temp = v\n v = add(v, y)\n p[0] = mul(t, v)\n ret t"},
        {"the original changes later in the loop",
         "v: f64 = x\n t: f64 temp\n t = v\n for i: i32 = 0 .. n {\n p[i] = t\n v = add(v, y)\n p[i] = v\n }\n ret v",
         "v: f64 = x\n t: f64 temp = v\n for i: i32 = 0 .. n {\n p[i] = t\n v = add(v, y)\n p[i] = v\n }\n ret v"},
        {"assigned in a branch",
         "t: f64 temp\n t = x\n if lt(x, y) {\n t = y\n }\n p[0] = t\n ret t",
         "t: f64 temp = x\n if lt(x, y) {\n t = y\n }\n p[0] = t\n ret t"},
        {"a known condition",
         "flag: i32 temp\n flag = 1\n if eq(flag, 1) {\n p[0] = x\n } else {\n p[0] = y\n }\n ret x",
         "p[0] = x\n ret x"},
        {"the user's names stay",
         "s: f64 = x\n k: i32 = 3\n p[k] = mul(s, s)\n ret s",
         "s: f64 = x\n k: i32 = 3\n p[k] = mul(s, s)\n ret s"},
    };
    CHECK_ALL(cases);
}

static void test_forward(void)
{
    static const Case cases[] = {
        {"used once",
         "t: f64 temp\n t = mul(x, y)\n p[0] = add(t, x)\n ret x",
         "p[0] = add(mul(x, y), x)\n ret x"},
        {"an operand changes in between",
         "v: f64 = x\n t: f64 temp\n t = mul(v, y)\n v = y\n p[0] = add(t, v)\n ret v",
         "v: f64 = x\n t: f64 temp = mul(v, y)\n v = y\n p[0] = add(t, v)\n ret v"},
        {"memory that may be the same",
         "t: f64 temp\n t = mul(p[0], y)\n q[n] = x\n ret t",
         "t: f64 temp = mul(p[0], y)\n q[n] = x\n ret t"},
        {"memory of another type",
         "t: f64 temp\n t = mul(p[0], y)\n h[n] = conv(f32, x)\n ret t",
         "h[n] = conv(f32, x)\n ret mul(p[0], y)"},
        {"a local array that nobody else can reach",
         "a: [2] f64 = init([2] f64)\n t: f64 temp\n a[n] = y\n t = mul(a[0], y)\n q[n] = x\n ret t",
         "a: [2] f64 = init([2] f64)\n a[n] = y\n q[n] = x\n ret mul(a[0], y)"},
        {"a call that may write",
         "t: f64 temp\n t = p[0]\n call @touch(q)\n ret t",
         "t: f64 temp = p[0]\n call @touch(q)\n ret t"},
        {"not into a loop",
         "t: f64 temp\n t = @exp(x)\n for i: i32 = 0 .. n {\n p[i] = t\n }\n ret x",
         "t: f64 temp = @exp(x)\n for i: i32 = 0 .. n {\n p[i] = t\n }\n ret x"},
        {"a cheap bound",
         "m: i32 temp\n m = sub(n, 1)\n for i: i32 = 0 .. m {\n p[i] = x\n }\n ret x",
         "for i: i32 = 0 .. sub(n, 1) {\n p[i] = x\n }\n ret x"},
        {"not beyond what one likes to read",
         "t: f64 temp\n t = add(mul(x, y), add(mul(x, x), add(mul(y, y), x)))\n"
         "p[0] = mul(add(t, x), add(mul(x, y), add(x, y)))\n ret x",
         "t: f64 temp = add(mul(x, y), add(mul(x, x), add(mul(y, y), x)))\n"
         "p[0] = mul(add(t, x), add(mul(x, y), add(x, y)))\n ret x"},
        {"into a branch",
         "t: f64 temp\n t = mul(x, y)\n if lt(x, y) {\n p[0] = t\n }\n ret x",
         "if lt(x, y) {\n p[0] = mul(x, y)\n }\n ret x"},
    };
    CHECK_ALL(cases);
}

static void test_common(void)
{
    static const Case cases[] = {
        {"a variable holds it",
         "b: f64\n b = @exp(x)\n p[0] = b\n q[0] = mul(@exp(x), y)\n ret x",
         "b: f64 = @exp(x)\n p[0] = b\n q[0] = mul(b, y)\n ret x"},
        {"no variable holds it",
         "p[0] = mul(@exp(x), y)\n q[0] = @exp(x)\n ret x",
         "exp_x: f64 temp = @exp(x)\n p[0] = mul(exp_x, y)\n q[0] = exp_x\n ret x"},
        {"twice in one statement",
         "p[0] = add(mul(div(x, y), y), mul(div(x, y), x))\n ret x",
         "x_over_y: f64 temp = div(x, y)\n p[0] = add(mul(x_over_y, y), mul(x_over_y, x))\n ret x"},
        {"the variable is overwritten",
         "b: f64\n b = @exp(x)\n p[0] = b\n b = y\n p[1] = b\n ret mul(@exp(x), b)",
         "exp_x: f64 temp = @exp(x)\n b: f64 = exp_x\n p[0] = b\n b = y\n p[1] = b\n ret mul(exp_x, b)"},
        {"an operand changes",
         "v: f64 = x\n p[0] = @exp(v)\n v = y\n p[1] = @exp(v)\n ret v",
         "v: f64 = x\n p[0] = @exp(v)\n v = y\n p[1] = @exp(v)\n ret v"},
        {"an operand changes later in the loop",
         "v: f64 = x\n p[0] = @exp(v)\n for i: i32 = 0 .. n {\n p[i] = @exp(v)\n v = add(v, y)\n }\n ret v",
         "v: f64 = x\n p[0] = @exp(v)\n for i: i32 = 0 .. n {\n p[i] = @exp(v)\n v = add(v, y)\n }\n ret v"},
        {"computed in a branch only",
         "if lt(x, y) {\n p[0] = @exp(x)\n }\n ret @exp(x)",
         "if lt(x, y) {\n p[0] = @exp(x)\n }\n ret @exp(x)"},
        {"memory that may have changed",
         "q[0] = @exp(p[0])\n q[1] = @exp(p[0])\n ret x",
         "q[0] = @exp(p[0])\n q[1] = @exp(p[0])\n ret x"},
        {"an arm that may not be evaluated offers nothing",
         "p[0] = select(lt(n, 3), @exp(q[n]), 0.0)\n q[0] = x\n ret @exp(y)",
         "p[0] = select(lt(n, 3), @exp(q[n]), 0.0)\n q[0] = x\n ret @exp(y)"},
        {"cheap arithmetic is left alone",
         "p[0] = mul(x, y)\n q[0] = mul(x, y)\n ret x",
         "p[0] = mul(x, y)\n q[0] = mul(x, y)\n ret x"},
    };
    CHECK_ALL(cases);
}

static void test_hoist(void)
{
    static const Case cases[] = {
        {"a factor of ours",
         "r_adj: f64 temp = 0.0\n r_adj = add(r_adj, q[0])\n"
         "for i: i32 = 0 .. n {\n x_adj[i] = add(x_adj[i], mul(mul(2.0, r_adj), p[i]))\n }\n ret x",
         "factor: f64 temp = mul(2.0, q[0])\n"
         "for i: i32 = 0 .. n {\n x_adj[i] = add(x_adj[i], mul(factor, p[i]))\n }\n ret x"},
        {"a call of the user's",
         "for i: i32 = 0 .. n {\n p[i] = mul(@exp(x), p[i])\n }\n ret x",
         "exp_x: f64 temp = @exp(x)\n for i: i32 = 0 .. n {\n p[i] = mul(exp_x, p[i])\n }\n ret x"},
        {"the user's cheap product",
         "for i: i32 = 0 .. n {\n p[i] = mul(mul(2.0, x), p[i])\n }\n ret x",
         "for i: i32 = 0 .. n {\n p[i] = mul(mul(2.0, x), p[i])\n }\n ret x"},
        {"changed by the loop",
         "v: f64 = x\n for i: i32 = 0 .. n {\n p[i] = mul(@exp(v), p[i])\n v = add(v, y)\n }\n ret v",
         "v: f64 = x\n for i: i32 = 0 .. n {\n p[i] = mul(@exp(v), p[i])\n v = add(v, y)\n }\n ret v"},
        {"memory, which a loop without rounds must not touch",
         "for i: i32 = 0 .. n {\n h[i] = conv(f32, @exp(p[0]))\n }\n ret x",
         "for i: i32 = 0 .. n {\n h[i] = conv(f32, @exp(p[0]))\n }\n ret x"},
        {"under a condition",
         "for i: i32 = 0 .. n {\n if lt(p[i], x) {\n p[i] = @exp(x)\n }\n }\n ret x",
         "for i: i32 = 0 .. n {\n if lt(p[i], x) {\n p[i] = @exp(x)\n }\n }\n ret x"},
    };
    CHECK_ALL(cases);
}

/* ---- Dead code ---- */

static void test_dead(void)
{
    static const Case cases[] = {
        {"never used",
         "a: f64 = mul(x, y)\n b: f64\n b = add(a, x)\n ret x",
         "ret x"},
        {"overwritten before it is used",
         "a: f64\n a = @exp(x)\n a = y\n p[0] = a\n ret a",
         "a: f64 = y\n p[0] = a\n ret a"},
        {"a sum that only feeds itself",
         "s: f64 = 0.0\n for i: i32 = 0 .. n {\n s = add(s, p[i])\n }\n ret x",
         "ret x"},
        {"an array that is filled and never read",
         "a: [3] f64 = init([3] f64)\n for i: i32 = 0 .. 3 {\n a[i] = x\n a[i] = add(a[i], y)\n }\n ret x",
         "ret x"},
        {"a record that is never read",
         "r: %pair\n r.u = x\n r.w = y\n ret x",
         "ret x"},
        {"memory that is got, filled and given back",
         "raw: *void temp\n t: *f64 temp\n raw = call @malloc(64:u64)\n t = cast(*f64, raw)\n"
         "for i: i32 = 0 .. n {\n t[i] = x\n }\n call @free(cast(*void, t))\n ret x",
         "ret x"},
        {"memory that is got, filled and read",
         "raw: *void temp\n t: *f64 temp\n raw = call @malloc(64:u64)\n t = cast(*f64, raw)\n t[0] = x\n p[0] = t[n]\n"
         "call @free(cast(*void, t))\n ret x",
         "raw: *void temp\n raw = call @malloc(64:u64)\n t: *f64 temp = cast(*f64, raw)\n t[0] = x\n p[0] = t[n]\n"
         "call @free(cast(*void, t))\n ret x"},
        {"memory that is handed on",
         "raw: *void temp\n t: *f64 temp\n raw = call @malloc(64:u64)\n t = cast(*f64, raw)\n t[0] = x\n call @touch(t)\n ret x",
         "raw: *void temp\n raw = call @malloc(64:u64)\n t: *f64 temp = cast(*f64, raw)\n t[0] = x\n call @touch(t)\n ret x"},
        {"a pointer to the caller's memory",
         "t: *f64 temp\n t = ptradd(p, n)\n t[0] = x\n ret x",
         "t: *f64 temp = ptradd(p, n)\n t[0] = x\n ret x"},
        {"a result that nobody wants of a call that does more",
         "a: f64\n a = call @draw(p)\n ret x",
         "call @draw(p)\n ret x"},
        {"a loop that may not end stays",
         "a: f64 = x\n loop while lt(p[0], x) {\n a = y\n }\n ret x",
         "loop while lt(p[0], x) {\n }\n ret x"},
        {"used by the next round",
         "a: f64 = x\n for i: i32 = 0 .. n {\n p[i] = a\n a = mul(a, y)\n }\n ret x",
         "a: f64 = x\n for i: i32 = 0 .. n {\n p[i] = a\n a = mul(a, y)\n }\n ret x"},
        {"used behind a break",
         "a: f64 = x\n for i: i32 = 0 .. n {\n a = p[i]\n if lt(a, x) {\n break\n }\n a = y\n q[i] = a\n }\n ret a",
         "a: f64 = x\n for i: i32 = 0 .. n {\n a = p[i]\n if lt(a, x) {\n break\n }\n a = y\n q[i] = a\n }\n ret a"},
        {"behind a jump",
         "for i: i32 = 0 .. n {\n p[i] = x\n break\n p[i] = y\n }\n ret x\n p[0] = y",
         "for i: i32 = 0 .. n {\n p[i] = x\n break\n }\n ret x"},
    };
    CHECK_ALL(cases);
}

static void test_memory(void)
{
    static const Case cases[] = {
        {"a shadow is no primal memory",
         "t: f64 temp\n t = mul(p[0], y)\n x_adj[n] = x\n ret t",
         "x_adj[n] = x\n ret mul(p[0], y)"},
        {"a block of our own",
         "raw: *void temp\n b: *f64 temp\n t: f64 temp\n raw = call @malloc(64:u64)\n b = cast(*f64, raw)\n"
         "b[0] = y\n t = mul(b[n], y)\n p[0] = x\n q[0] = t\n call @free(cast(*void, b))\n ret x",
         "raw: *void temp\n raw = call @malloc(64:u64)\n b: *f64 temp = cast(*f64, raw)\n"
         "b[0] = y\n p[0] = x\n q[0] = mul(b[n], y)\n call @free(cast(*void, b))\n ret x"},
        {"a block whose address got away",
         "raw: *void temp\n b: *f64 temp\n t: f64 temp\n raw = call @malloc(64:u64)\n b = cast(*f64, raw)\n"
         "call @touch(addr(b[1]))\n t = mul(b[n], y)\n p[0] = x\n q[0] = t\n call @free(cast(*void, b))\n ret x",
         "raw: *void temp\n raw = call @malloc(64:u64)\n b: *f64 temp = cast(*f64, raw)\n"
         "call @touch(addr(b[1]))\n t: f64 temp = mul(b[n], y)\n p[0] = x\n q[0] = t\n call @free(cast(*void, b))\n ret x"},
        {"filled again after the last read",
         "a: [3] f64 = init([3] f64)\n a[n] = x\n p[0] = a[0]\n for i: i32 = 0 .. 3 {\n a[i] = 0.0\n }\n ret x",
         "a: [3] f64 = init([3] f64)\n a[n] = x\n p[0] = a[0]\n ret x"},
        {"filled again for the next round",
         "a: [3] f64 = init([3] f64)\n for i: i32 = 0 .. n {\n p[i] = a[1]\n a[i] = x\n }\n ret x",
         "a: [3] f64 = init([3] f64)\n for i: i32 = 0 .. n {\n p[i] = a[1]\n a[i] = x\n }\n ret x"},
        {"an array for each round",
         "for i: i32 = 0 .. n {\n a: [3] f64 = init([3] f64)\n a[i] = x\n p[i] = a[1]\n a[1] = y\n }\n ret x",
         "for i: i32 = 0 .. n {\n a: [3] f64 = init([3] f64)\n a[i] = x\n p[i] = a[1]\n }\n ret x"},
        {"elements of our own array",
         "a_adj: [3] f64 temp = init([3] f64)\n a_adj[1] = add(a_adj[1], mul(x, y))\n a_adj[0] = add(a_adj[0], a_adj[1])\n"
         "p[0] = mul(a_adj[0], a_adj[0])\n ret x",
         "a_adj_1: f64 temp shadow = mul(x, y)\n p[0] = mul(a_adj_1, a_adj_1)\n ret x"},
        {"members of our own record",
         "r_adj: %pair temp = init(%pair)\n r_adj.u = add(r_adj.u, y)\n p[0] = add(r_adj.u, r_adj.w)\n ret x",
         "p[0] = y\n ret x"},
        {"an element that is not known",
         "a_adj: [3] f64 temp = init([3] f64)\n a_adj[n] = add(a_adj[n], x)\n p[0] = a_adj[0]\n ret x",
         "a_adj: [3] f64 temp = init([3] f64)\n a_adj[n] = add(a_adj[n], x)\n p[0] = a_adj[0]\n ret x"},
        {"the user's array stays",
         "a: [3] f64 = init([3] f64)\n a[1] = x\n p[0] = a[1]\n ret x",
         "a: [3] f64 = init([3] f64)\n a[1] = x\n p[0] = a[1]\n ret x"},
        {"cleared and added to",
         "t: f64 temp\n t = x_adj[n]\n x_adj[n] = 0.0\n x_adj[add(n, 1)] = add(x_adj[add(n, 1)], mul(t, x))\n"
         "x_adj[n] = add(x_adj[n], mul(t, y))\n ret x",
         "t: f64 temp = x_adj[n]\n x_adj[add(n, 1)] = add(x_adj[add(n, 1)], mul(t, x))\n x_adj[n] = mul(t, y)\n ret x"},
        {"cleared, perhaps read, and added to",
         "x_adj[n] = 0.0\n p[0] = x_adj[0]\n x_adj[n] = add(x_adj[n], y)\n ret x",
         "x_adj[n] = 0.0\n p[0] = x_adj[0]\n x_adj[n] = add(x_adj[n], y)\n ret x"},
        {"cleared, and then another place",
         "k: i32 = 0\n x_adj[k] = 0.0\n k = n\n x_adj[k] = add(x_adj[k], y)\n ret x",
         "k: i32 = 0\n x_adj[k] = 0.0\n k = n\n x_adj[k] = add(x_adj[k], y)\n ret x"},
        {"the user's zero counts",
         "p[n] = 0.0\n p[n] = add(p[n], y)\n ret x",
         "p[n] = 0.0\n p[n] = add(p[n], y)\n ret x"},
    };
    CHECK_ALL(cases);
}

static void test_tidy(void)
{
    static const Case cases[] = {
        {"an empty branch",
         "a: f64\n if lt(n, 3) {\n a = y\n } else {\n p[0] = x\n }\n ret x",
         "if ge(n, 3) {\n p[0] = x\n }\n ret x"},
        {"braces for nothing",
         "{\n p[0] = x\n {\n q[0] = x\n }\n }\n ret x",
         "p[0] = x\n q[0] = x\n ret x"},
        {"braces that tell two names apart",
         "t: f64 = mul(x, y)\n p[0] = t\n {\n t.9: f64 = add(x, y)\n p[1] = mul(t.9, t.9)\n }\n ret t",
         "t.8: f64 = mul(x, y)\n p[0] = t.8\n {\n t.9: f64 = add(x, y)\n p[1] = mul(t.9, t.9)\n }\n ret t.8"},
        {"sections without content",
         "a_adj: f64 temp = 0.0\n comment \"forward pass\"\n comment \"backward pass\"\n a_adj = add(a_adj, x)\n a_adj = 0.0\n ret x",
         "ret x"},
        {"an assignment to itself",
         "p[n] = p[n]\n ret x",
         "ret x"},
    };
    CHECK_ALL(cases);
}

/* ---- Declarations ---- */

static void test_declare(void)
{
    static const Case cases[] = {
        {"with the first assignment",
         "a: f64\n b: f64\n p[0] = x\n a = mul(x, y)\n b = mul(a, a)\n p[1] = b\n ret b",
         "p[0] = x\n a: f64 = mul(x, y)\n b: f64 = mul(a, a)\n p[1] = b\n ret b"},
        {"in the block of its uses",
         "a: f64\n if lt(x, y) {\n p[0] = x\n a = mul(x, y)\n p[1] = mul(a, a)\n }\n ret x",
         "if lt(x, y) {\n p[0] = x\n a: f64 = mul(x, y)\n p[1] = mul(a, a)\n }\n ret x"},
        {"before the branches that assign it",
         "a: f64\n p[0] = x\n if lt(x, y) {\n a = x\n } else {\n a = y\n }\n p[1] = a\n ret a",
         "p[0] = x\n a: f64\n if lt(x, y) {\n a = x\n } else {\n a = y\n }\n p[1] = a\n ret a"},
        {"assigned and read under one condition",
         "a: f64\n if lt(x, y) {\n a = x\n }\n p[0] = y\n if lt(x, y) {\n p[1] = mul(a, a)\n }\n ret x",
         "a: f64 = 0.0\n if lt(x, y) {\n a = x\n }\n p[0] = y\n if lt(x, y) {\n p[1] = mul(a, a)\n }\n ret x"},
        {"not into a loop that hands it on",
         "s: f64 = 0.0\n p[0] = x\n for i: i32 = 0 .. n {\n s = add(s, p[i])\n q[i] = s\n }\n ret x",
         "p[0] = x\n s: f64 = 0.0\n for i: i32 = 0 .. n {\n s = add(s, p[i])\n q[i] = s\n }\n ret x"},
        {"a counter of its own",
         "i: i32\n for i = 0 .. n {\n p[i] = x\n }\n ret x",
         "for i: i32 = 0 .. n {\n p[i] = x\n }\n ret x"},
        {"a counter for two loops",
         "i: i32\n for i = 0 .. n {\n p[i] = x\n }\n for i = 0 .. n {\n q[i] = y\n }\n ret x",
         "for i.8: i32 = 0 .. n {\n p[i.8] = x\n }\n for i.9: i32 = 0 .. n {\n q[i.9] = y\n }\n ret x"},
        {"a counter that is read behind its loop",
         "i: i32\n for i = 0 .. n {\n p[i] = x\n }\n ret conv(f64, i)",
         "i: i32\n for i = 0 .. n {\n p[i] = x\n }\n ret conv(f64, i)"},
        {"a temporary of two loops",
         "t: f64\n for i: i32 = 0 .. n {\n t = p[i]\n q[i] = mul(t, t)\n }\n"
         "for i.10: i32 = 0 .. n {\n t = q[i.10]\n p[i.10] = mul(t, t)\n }\n ret x",
         "for i.8: i32 = 0 .. n {\n t.9: f64 = p[i.8]\n q[i.8] = mul(t.9, t.9)\n }\n"
         "for i.10: i32 = 0 .. n {\n t.11: f64 = q[i.10]\n p[i.10] = mul(t.11, t.11)\n }\n ret x"},
        {"one part hands it to the other in the next round",
         "t: f64 = x\n for i: i32 = 0 .. n {\n if lt(i, 3) {\n p[i] = mul(t, t)\n }\n if gt(i, 5) {\n t = p[i]\n }\n }\n ret x",
         "t: f64 = x\n for i: i32 = 0 .. n {\n if lt(i, 3) {\n p[i] = mul(t, t)\n }\n if gt(i, 5) {\n t = p[i]\n }\n }\n ret x"},
        {"one loop hands it to the other",
         "t: f64 = x\n for i: i32 = 0 .. n {\n t = p[i]\n q[i] = mul(t, t)\n }\n"
         "for i.10: i32 = 0 .. n {\n p[i.10] = mul(t, t)\n }\n ret x",
         "t: f64 = x\n for i.9: i32 = 0 .. n {\n t = p[i.9]\n q[i.9] = mul(t, t)\n }\n"
         "for i.10: i32 = 0 .. n {\n p[i.10] = mul(t, t)\n }\n ret x"},
        {"named by opaque text",
         "a: f64 pinned\n p[0] = x\n a = y\n opaque { \"use(\" a \");\" | effects }\n ret x",
         "a: f64 pinned\n p[0] = x\n a = y\n opaque { \"use(\" a \");\" | effects }\n ret x"},
    };
    CHECK_ALL(cases);
}

void simplify_suite(void)
{
    CU_pSuite suite = CU_add_suite("simplify", NULL, NULL);
    CU_add_test(suite, "rules of real arithmetic", test_real_rules);
    CU_add_test(suite, "rules that do not hold for reals", test_real_rules_that_do_not_hold);
    CU_add_test(suite, "rules of integers and conditions", test_integer_rules);
    CU_add_test(suite, "structural zeros", test_zeros);
    CU_add_test(suite, "copies and constants", test_copies);
    CU_add_test(suite, "temporaries used once", test_forward);
    CU_add_test(suite, "common values", test_common);
    CU_add_test(suite, "factors out of loops", test_hoist);
    CU_add_test(suite, "dead code", test_dead);
    CU_add_test(suite, "memory", test_memory);
    CU_add_test(suite, "structure without content", test_tidy);
    CU_add_test(suite, "declarations", test_declare);
}
