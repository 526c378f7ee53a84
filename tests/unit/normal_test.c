#include "normal/normal.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

#include "ir/build.h"
#include "ir/dump.h"
#include "ir/walk.h"

void normal_suite(void);

/* Each case is a function's body before and after normal_prepare, in the text of dumps. */
typedef struct Case {
    const char *name;
    const char *before;
    const char *after;
} Case;

static const char before_body[] =
    "program \"f.c\"\n"
    "record %pair struct tag \"pair\" complete {\n"
    "  x: f64\n"
    "  y: f64\n"
    "  n: i32\n"
    "}\n"
    "global ::total: f64 written\n"
    "global ::limit: f64\n"
    "func @square(v: f64) -> f64 {\n"
    "  ret mul(v, v)\n"
    "}\n"
    "func @twice(v: f64) -> f64 {\n"
    "  v = add(v, v)\n"
    "  ret v\n"
    "}\n"
    "func @fourth(v: f64) -> f64 {\n"
    "  s: f64\n"
    "  s = call @square(v)\n"
    "  s = call @square(s)\n"
    "  ret s\n"
    "}\n"
    "func @put(out: *f64, v: f64) -> void {\n"
    "  if ne(out, conv(*f64, 0)) {\n"
    "    deref(out) = v\n"
    "  }\n"
    "}\n"
    "func @dot(a: *f64, b: *f64, n: i32) -> f64 {\n"
    "  s: f64 = 0.0\n"
    "  for i: i32 = 0 .. n {\n"
    "    s = add(s, mul(a[i], b[i]))\n"
    "  }\n"
    "  ret s\n"
    "}\n"
    "func @sign(v: f64) -> f64 {\n"
    "  if lt(v, 0.0) {\n"
    "    ret neg(1.0)\n"
    "  }\n"
    "  ret 1.0\n"
    "}\n"
    "func @length(n: i32) -> i32 {\n"
    "  ret mul(n, 2)\n"
    "}\n"
    "func @tally(n: i32) -> i32 {\n"
    "  ::total = add(::total, cast(f64, n))\n"
    "  ret n\n"
    "}\n"
    "func @below(n: i32) -> i32 {\n"
    "  ret lt(::limit, cast(f64, n))\n"
    "}\n"
    "func @outer_tally(n: i32) -> void {\n"
    "  k: i32\n"
    "  k = call @tally(n)\n"
    "}\n"
    "func @loops(v: f64, n: i32) -> f64 {\n"
    "  r: f64\n"
    "  if gt(n, 0) {\n"
    "    r = call @loops(v, sub(n, 1))\n"
    "    ret r\n"
    "  }\n"
    "  ret v\n"
    "}\n"
    "func @sum(p: %pair) -> f64 {\n"
    "  ret add(p.x, p.y)\n"
    "}\n"
    "func @matrix(n: i32, m: *[?n] f64) -> f64 {\n"
    "  tmp: [?n] f64\n"
    "  tmp[0] = m[1][n]\n"
    "  ret tmp[0]\n"
    "}\n"
    "func @malloc(size: u64) -> *void library\n"
    "func @allocate(size: u64) -> *void {\n"
    "  block: *void\n"
    "  block = call @malloc(size)\n"
    "  ret block\n"
    "}\n"
    "func @log(v: f64) -> void no_derivative {\n"
    "  ::total = v\n"
    "}\n";

static const char signature[] = "func @f(x: f64, y: f64, n: i32, a: *f64, s: *%pair) -> f64 {\n";

static Program *read_case(Arena *arena, const char *body)
{
    Text  text = {0};
    Diag *diag = diag_new(arena, stdout);
    text_puts(&text, before_body);
    text_puts(&text, signature);
    text_puts(&text, body);
    text_puts(&text, "}\n");
    Program *p = ir_read_program(arena, text_cstr(&text), "case", diag);
    text_free(&text);
    for (int i = 0; p && i < p->funcs.count; i++)
        ir_mark_registers(p->funcs.items[i]);
    return p;
}

static void dump_marked(Text *out, Func *func)
{
    ir_mark_registers(func);
    ir_dump_func(out, func, NULL, NULL);
}

/* The text of every function of the program: normal_prepare may change none of them. */
static void dump_all(Text *out, const Program *p)
{
    for (int i = 0; i < p->funcs.count; i++)
        ir_dump_func(out, p->funcs.items[i], NULL, NULL);
}

static bool same(const char *name, const char *what, const Text *got, const Text *want)
{
    if (strcmp(text_cstr(got), text_cstr(want)) == 0)
        return true;
    printf("\n%s: %s\ngot:\n%s\nwant:\n%s", name, what, text_cstr(got), text_cstr(want));
    return false;
}

static bool check(const Case *c)
{
    Arena   *arena = arena_new();
    Program *p = read_case(arena, c->before), *wanted = read_case(arena, c->after);
    Text     got = {0}, want = {0}, source = {0}, source_after = {0};
    char     why[300] = "";
    bool     good = false;
    if (p && wanted) {
        dump_all(&source, p);
        Func *f = normal_prepare(p, ir_find_func(p, "f"), false, diag_new(arena, stdout));
        dump_marked(&got, f);
        dump_marked(&want, ir_find_func(wanted, "f"));
        dump_all(&source_after, p);
        good = ir_verify_func(p, f, why, sizeof why);
        good = same(c->name, why, &got, &want) && good;
        good = same(c->name, "the source was changed", &source_after, &source) && good;
    }
    text_free(&got);
    text_free(&want);
    text_free(&source);
    text_free(&source_after);
    arena_free(arena);
    return good;
}

static void check_all(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CU_ASSERT(check(&cases[i]));
}

#define CHECK_ALL(cases) check_all((cases), sizeof (cases) / sizeof *(cases))

/* ---- Jumps ---- */

static void jumps_out_of_functions(void)
{
    static const Case cases[] = {
        {"a last return stays",
         "ret x\n",
         "ret x\n"},
        {"a last return inside a block",
         "{\n t: f64 = x\n ret t\n}\n",
         "t: f64 = x\n ret t\n"},
        {"what follows an early return is the other branch",
         "if lt(x, y) {\n ret x\n}\n x = y\n ret add(x, 1.0)\n",
         "result: f64 temp\n if lt(x, y) {\n result = x\n} else {\n x = y\n result = add(x, 1.0)\n}\n ret result\n"},
        {"an early return in the other branch",
         "if lt(x, y) {\n x = y\n} else {\n ret x\n}\n ret y\n",
         "result: f64 temp\n if lt(x, y) {\n result = y\n} else {\n result = x\n}\n ret result\n"},
        {"statements that no one reaches go",
         "ret x\n x = y\n ret y\n",
         "result: f64 temp\n result = x\n ret result\n"},
        {"two conditions of one jump",
         "if lt(x, y) {\n if gt(x, 0.0) {\n ret x\n}\n}\n x = y\n ret add(x, 1.0)\n",
         "result: f64 temp\n if land(lt(x, y), gt(x, 0.0)) {\n result = x\n} else {\n x = y\n"
         " result = add(x, 1.0)\n}\n ret result\n"},
        {"a short rest is copied",
         "if lt(x, y) {\n if gt(x, 0.0) {\n ret x\n}\n x = 2.0\n}\n ret y\n",
         "result: f64 temp\n if lt(x, y) {\n if gt(x, 0.0) {\n result = x\n} else {\n result = y\n}\n"
         "} else {\n result = y\n}\n ret result\n"},
        {"what the next iteration reads stays, and what nobody reads goes",
         "r: f64 = 1.0\n t: f64 = 0.0\n for i: i32 = 0 .. n {\n t = add(t, mul(r, a[i]))\n r = mul(x, a[i])\n"
         " y = r\n}\n ret t\n",
         "r: f64 = 1.0\n t: f64 = 0.0\n for i: i32 = 0 .. n {\n t = add(t, mul(r, a[i]))\n r = mul(x, a[i])\n}\n"
         " ret t\n"},
        {"what loops within a branch leave is read by the condition of the loop around it",
         "r: f64 = 1.0\n if gt(n, 0) {\n loop while gt(r, y) {\n r = 0.0\n for i: i32 = 0 .. n {\n"
         " r = add(r, a[i])\n}\n}\n}\n ret x\n",
         "r: f64 = 1.0\n if gt(n, 0) {\n loop while gt(r, y) {\n r = 0.0\n for i: i32 = 0 .. n {\n"
         " r = add(r, a[i])\n}\n}\n}\n ret x\n"},
        {"a flag where both branches fall through",
         "if lt(x, y) {\n if gt(x, 0.0) {\n ret x\n}\n x = 2.0\n}\n a[0] = x\n ret y\n",
         "result: f64 temp = 0.0\n skip.6: i32 temp = 0\n if lt(x, y) {\n if gt(x, 0.0) {\n result = x\n"
         " skip.6 = 1\n} else {\n x = 2.0\n}\n}\n if not(skip.6) {\n a[0] = x\n result = y\n}\n ret result\n"},
    };
    CHECK_ALL(cases);
}

static void jumps_in_loops(void)
{
    static const Case cases[] = {
        {"continue becomes the other branch",
         "for i: i32 = 0 .. n {\n if lt(a[i], 0.0) {\n continue\n}\n x = add(x, a[i])\n}\n ret x\n",
         "for i: i32 = 0 .. n {\n if not(lt(a[i], 0.0)) {\n x = add(x, a[i])\n}\n}\n ret x\n"},
        {"the inverse of a comparison of integers",
         "for i: i32 = 0 .. n {\n if lt(i, 3) {\n continue\n}\n x = add(x, a[i])\n}\n ret x\n",
         "for i: i32 = 0 .. n {\n if ge(i, 3) {\n x = add(x, a[i])\n}\n}\n ret x\n"},
        {"a continue at the end goes",
         "loop while lt(x, y) {\n x = add(x, 1.0)\n continue\n}\n ret x\n",
         "loop while lt(x, y) {\n x = add(x, 1.0)\n}\n ret x\n"},
        {"break keeps its branch",
         "for i: i32 = 0 .. n {\n if lt(a[i], 0.0) {\n x = 1.0\n break\n}\n x = add(x, a[i])\n}\n ret x\n",
         "for i: i32 = 0 .. n {\n if lt(a[i], 0.0) {\n x = 1.0\n break\n} else {\n x = add(x, a[i])\n}\n}\n"
         " ret x\n"},
        {"break and continue through one flag",
         "for i: i32 = 0 .. n {\n if lt(x, y) {\n if lt(i, 3) {\n continue\n}\n if gt(i, 9) {\n break\n}\n x = 2.0\n}\n"
         " a[i] = x\n x = y\n}\n ret x\n",
         "for i: i32 = 0 .. n {\n jump: i32 temp = 0\n if lt(x, y) {\n if lt(i, 3) {\n jump = 1\n} else {\n"
         " if gt(i, 9) {\n jump = 2\n} else {\n x = 2.0\n}\n}\n}\n if not(jump) {\n a[i] = x\n x = y\n} else {\n"
         " if eq(jump, 2) {\n break\n}\n}\n}\n ret x\n"},
        {"do goes on with its condition",
         "do while lt(x, y) {\n x = add(x, 1.0)\n if lt(x, 2.0) {\n continue\n}\n x = mul(x, x)\n}\n ret x\n",
         "do while lt(x, y) {\n x = add(x, 1.0)\n if not(lt(x, 2.0)) {\n x = mul(x, x)\n}\n}\n ret x\n"},
        {"a return out of two loops",
         "for i: i32 = 0 .. n {\n for j: i32 = 0 .. i {\n if lt(a[j], 0.0) {\n ret x\n}\n}\n x = add(x, 1.0)\n}\n"
         " ret y\n",
         "result.5: f64 temp = 0.0\n returned.6: i32 temp = 0\n for i: i32 = 0 .. n {\n for j: i32 = 0 .. i {\n"
         " if lt(a[j], 0.0) {\n result.5 = x\n returned.6 = 1\n break\n}\n}\n if not(returned.6) {\n"
         " x = add(x, 1.0)\n} else {\n break\n}\n}\n if not(returned.6) {\n result.5 = y\n}\n ret result.5\n"},
        {"an endless loop that only returns",
         "loop {\n if gt(x, y) {\n ret x\n}\n x = mul(x, 2.0)\n}\n",
         "result.5: f64 temp = 0.0\n returned.6: i32 temp = 0\n loop {\n if gt(x, y) {\n result.5 = x\n"
         " returned.6 = 1\n break\n} else {\n x = mul(x, 2.0)\n}\n}\n ret result.5\n"},
    };
    CHECK_ALL(cases);
}

/* ---- Calls ---- */

static void calls_with_values(void)
{
    static const Case cases[] = {
        {"a variable stands for a parameter",
         "t: f64\n t = call @square(x)\n ret t\n",
         "t: f64\n t = mul(x, x)\n ret t\n"},
        {"an expression is evaluated once",
         "t: f64\n t = call @square(add(x, y))\n ret t\n",
         "t: f64\n v: f64 = add(x, y)\n t = mul(v, v)\n ret t\n"},
        {"what the callee changes is its own",
         "t: f64\n t = call @twice(x)\n ret t\n",
         "t: f64\n v: f64 = x\n v = add(v, v)\n t = v\n ret t\n"},
        {"callees first, each with variables of its own",
         "t: f64\n t = call @fourth(x)\n y = call @fourth(t)\n ret y\n",
         "t: f64\n s.6: f64\n s.6 = mul(x, x)\n s.6 = mul(s.6, s.6)\n t = s.6\n s.7: f64\n s.7 = mul(t, t)\n"
         " s.7 = mul(s.7, s.7)\n y = s.7\n ret y\n"},
        {"several returns set what the call sets",
         "t: f64\n t = call @sign(x)\n ret t\n",
         "t: f64\n if lt(x, 0.0) {\n t = neg(1.0)\n} else {\n t = 1.0\n}\n ret t\n"},
        {"… unless the call reads it, too",
         "x = call @sign(x)\n ret x\n",
         "result: f64 temp\n if lt(x, 0.0) {\n result = neg(1.0)\n} else {\n result = 1.0\n}\n x = result\n ret x\n"},
        {"a result that no one wants goes, with what it is made of",
         "call @twice(x)\n ret x\n",
         "v: f64\n ret x\n"},
        {"a record by value that nothing changes",
         "x = call @sum(deref(s))\n ret x\n",
         "x = add(deref(s).x, deref(s).y)\n ret x\n"},
        {"lengths of the callee's arrays are the caller's",
         "x = call @matrix(n, cast(*[?n] f64, a))\n ret x\n",
         "m: *[?n] f64 = cast(*[?n] f64, a)\n tmp: [?n] f64\n tmp[0] = m[1][n]\n x = tmp[0]\n ret x\n"},
    };
    CHECK_ALL(cases);
}

static void calls_that_stay(void)
{
    static const Case cases[] = {
        {"integers only",
         "k: i32\n k = call @length(n)\n ret a[k]\n",
         "k: i32\n k = call @length(n)\n ret a[k]\n"},
        {"a global that no one writes",
         "k: i32\n k = call @below(n)\n ret a[k]\n",
         "k: i32\n k = call @below(n)\n ret a[k]\n"},
        {"a global real is touched",
         "k: i32\n k = call @tally(n)\n ret a[k]\n",
         "k: i32\n ::total = add(::total, cast(f64, n))\n k = n\n ret a[k]\n"},
        {"a global real is touched further down",
         "call @outer_tally(n)\n ret x\n",
         "k: i32\n ::total = add(::total, cast(f64, n))\n k = n\n ret x\n"},
        {"no derivative is wanted",
         "call @log(x)\n ret x\n",
         "call @log(x)\n ret x\n"},
        {"a function that calls itself",
         "x = call @loops(y, n)\n ret x\n",
         "x = call @loops(y, n)\n ret x\n"},
    };
    CHECK_ALL(cases);
}

static void calls_with_pointers(void)
{
    static const Case cases[] = {
        {"*&t is t, and its address is not null",
         "t: f64 memory = 0.0\n call @put(addr(t), x)\n ret t\n",
         "t: f64\n t = x\n ret t\n"},
        {"a null pointer is null",
         "call @put(conv(*f64, 0), x)\n ret x\n",
         "ret x\n"},
        {"an element's address",
         "call @put(addr(a[n]), x)\n ret x\n",
         "a[n] = x\n ret x\n"},
        {"offsets add up",
         "t: f64\n t = call @dot(ptradd(a, mul(3, n)), addr(a[1]), n)\n ret t\n",
         "t: f64\n s.6: f64 = 0.0\n for i: i32 = 0 .. n {\n"
         " s.6 = add(s.6, mul(a[add(mul(3, n), i)], a[add(1, i)]))\n}\n t = s.6\n ret t\n"},
        {"memory of no type becomes memory for reals",
         "t: *f64\n t = call @allocate(80:u64)\n t[0] = x\n ret t[0]\n",
         "t: *f64\n block: *void\n block = call @malloc(80:u64)\n t = conv(*f64, block)\n t[0] = x\n ret t[0]\n"},
        {"what is read from memory that the callee writes is read before",
         "call @put(a, a[0])\n call @put(addr(deref(s).x), deref(s).y)\n ret x\n",
         "v.5: f64 = a[0]\n if ne(a, conv(*f64, 0)) {\n deref(a) = v.5\n}\n v.6: f64 = deref(s).y\n deref(s).x = v.6\n"
         " ret x\n"},
    };
    CHECK_ALL(cases);
}

/* ---- Pointers ---- */

static void pointers_to_places(void)
{
    static const Case cases[] = {
        {"a row",
         "for i: i32 = 0 .. n {\n row: *f64 = ptradd(a, mul(i, 4))\n x = add(x, row[2])\n}\n ret x\n",
         "for i: i32 = 0 .. n {\n x = add(x, a[add(mul(i, 4), 2)])\n}\n ret x\n"},
        {"assigned once, used behind it",
         "row: *f64\n for i: i32 = 0 .. n {\n row = ptradd(a, i)\n deref(row) = row[1]\n}\n ret x\n",
         "for i: i32 = 0 .. n {\n a[i] = a[add(i, 1)]\n}\n ret x\n"},
        {"an offset that changes while the pointer is used",
         "p: *f64 = ptradd(a, n)\n n = add(n, 1)\n ret p[n]\n",
         "p: *f64 = ptradd(a, n)\n n = add(n, 1)\n ret p[n]\n"},
        {"… or in the loop that uses it",
         "p: *f64 = ptradd(a, n)\n loop while lt(n, 9) {\n x = add(x, deref(p))\n n = add(n, 1)\n}\n ret x\n",
         "p: *f64 = ptradd(a, n)\n loop while lt(n, 9) {\n x = add(x, deref(p))\n n = add(n, 1)\n}\n ret x\n"},
        {"… but behind the last use it may",
         "p: *f64 = ptradd(a, n)\n x = deref(p)\n n = add(n, 1)\n ret x\n",
         "x = a[n]\n n = add(n, 1)\n ret x\n"},
        {"a pointer that moves",
         "p: *f64 = a\n for i: i32 = 0 .. n {\n x = add(x, deref(p))\n p = ptradd(p, 1)\n}\n ret x\n",
         "p: *f64 = a\n for i: i32 = 0 .. n {\n x = add(x, deref(p))\n p = ptradd(p, 1)\n}\n ret x\n"},
        {"used before it is assigned again",
         "p: *f64\n for i: i32 = 0 .. n {\n if gt(i, 0) {\n x = deref(p)\n}\n p = ptradd(a, i)\n}\n ret x\n",
         "p: *f64\n for i: i32 = 0 .. n {\n if gt(i, 0) {\n x = deref(p)\n}\n p = ptradd(a, i)\n}\n ret x\n"},
        {"a pointer to a pointer",
         "q: *f64 memory = a\n p: **f64 = addr(q)\n ret deref(p)[3]\n",
         "ret a[3]\n"},
        {"an array's elements",
         "t: [9] f64\n p: *f64 = decay(t)\n p[2] = x\n q: *f64 = addr(p[1])\n ret q[1]\n",
         "t: [9] f64\n t[2] = x\n ret t[2]\n"},
        {"the address of what is assigned stays the same",
         "t: f64 memory = x\n p: *f64 = addr(t)\n t = y\n ret deref(p)\n",
         "t: f64\n t = y\n ret t\n"},
        {"*(a + i) is a[i]",
         "ret add(deref(ptradd(a, n)), deref(ptradd(ptradd(a, n), -1)))\n",
         "ret add(a[n], a[sub(n, 1)])\n"},
    };
    CHECK_ALL(cases);
}

/* ---- Copies of records ---- */

static void copies_of_records(void)
{
    static const Case cases[] = {
        {"the end of what is copied",
         "r: %pair = deref(s)\n r.x = mul(r.x, x)\n d: %pair = r\n ret add(d.x, d.y)\n",
         "d: %pair = deref(s)\n d.x = mul(d.x, x)\n ret add(d.x, d.y)\n"},
        {"… unless it is used further",
         "r: %pair = deref(s)\n d: %pair = r\n d.x = mul(r.x, x)\n ret add(d.x, r.x)\n",
         "r: %pair = deref(s)\n d: %pair = r\n d.x = mul(r.x, x)\n ret add(d.x, r.x)\n"},
        {"a copy that goes back",
         "h: %pair = deref(s)\n c: %pair = h\n c.x = mul(c.x, x)\n h = c\n ret h.x\n",
         "h: %pair = deref(s)\n h.x = mul(h.x, x)\n ret h.x\n"},
        {"… while the old one is read",
         "h: %pair = deref(s)\n c: %pair = h\n c.x = mul(h.y, x)\n c.y = h.x\n h = c\n ret h.x\n",
         "h: %pair = deref(s)\n c: %pair = h\n c.x = mul(h.y, x)\n c.y = h.x\n h = c\n ret h.x\n"},
        {"… which a break may leave as it is",
         "h: %pair = deref(s)\n loop while lt(n, 9) {\n c: %pair\n c.x = x\n n = add(n, 1)\n if gt(n, 4) {\n break\n}"
         " else {\n x = mul(x, x)\n}\n}\n ret h.x\n",
         "h: %pair = deref(s)\n loop while lt(n, 9) {\n c: %pair\n c.x = x\n n = add(n, 1)\n if gt(n, 4) {\n break\n}"
         " else {\n x = mul(x, x)\n}\n}\n ret h.x\n"},
        {"a copy of a copy",
         "r: %pair = deref(s)\n t: %pair = r\n x = mul(x, x)\n deref(s) = t\n ret add(x, r.x)\n",
         "r: %pair = deref(s)\n x = mul(x, x)\n deref(s) = r\n ret add(x, r.x)\n"},
        {"… whose source changes first",
         "r: %pair = deref(s)\n t: %pair = r\n r.x = x\n deref(s) = t\n ret r.x\n",
         "r: %pair = deref(s)\n t: %pair = r\n r.x = x\n deref(s) = t\n ret r.x\n"},
        {"an address is taken",
         "r: %pair = deref(s)\n p: *f64 = addr(r.x)\n p = ptradd(p, n)\n d: %pair = r\n deref(p) = x\n ret d.x\n",
         "r: %pair = deref(s)\n p: *f64 = addr(r.x)\n p = ptradd(p, n)\n d: %pair = r\n deref(p) = x\n ret d.x\n"},
    };
    CHECK_ALL(cases);
}

/* ---- Size ---- */

/* A chain of functions each of which calls the next one twice. */
static void refuses_what_explodes(void)
{
    Arena *arena = arena_new();
    FILE  *errors = tmpfile();
    Diag  *diag = diag_new(arena, errors);
    Text   text = {0};
    text_puts(&text, "program \"f.c\"\nfunc @f0(x: f64) -> f64 {\n  ret x\n}\n");
    for (int i = 1; i < 30; i++)
        text_printf(&text, "func @f%d(x: f64) -> f64 {\n  x = call @f%d(x)\n  x = call @f%d(x)\n  ret x\n}\n", i, i - 1,
                    i - 1);
    Program *p = ir_read_program(arena, text_cstr(&text), "case", diag);
    CU_ASSERT_PTR_NOT_NULL_FATAL(p);
    normal_prepare(p, ir_find_func(p, "f8"), false, diag);
    CU_ASSERT_EQUAL(diag_errors(diag), 0);
    normal_prepare(p, ir_find_func(p, "f29"), false, diag);
    CU_ASSERT_NOT_EQUAL(diag_errors(diag), 0);
    fclose(errors);
    text_free(&text);
    arena_free(arena);
}

/* Thousands of early returns and pointers: deep nesting is no harm, and the time is near-linear. */
static void takes_long_functions(void)
{
    Arena *arena = arena_new();
    Text   text = {0};
    text_puts(&text, "program \"f.c\"\nfunc @f(x: f64, a: *f64) -> f64 {\n");
    for (int i = 0; i < 2000; i++)
        text_printf(&text, "  if lt(x, %d.0) {\n    ret x\n  }\n  p.%d: *f64 = ptradd(a, %d)\n  x = mul(x, p.%d[1])\n",
                    i, i + 2, i, i + 2);
    text_puts(&text, "  ret x\n}\n");
    Program *p = ir_read_program(arena, text_cstr(&text), "case", diag_new(arena, stdout));
    CU_ASSERT_PTR_NOT_NULL_FATAL(p);
    Func *f = normal_prepare(p, ir_find_func(p, "f"), false, diag_new(arena, stdout));
    char  why[300];
    CU_ASSERT(ir_verify_func(p, f, why, sizeof why));
    text_free(&text);
    arena_free(arena);
}

void normal_suite(void)
{
    CU_pSuite suite = CU_add_suite("normal", NULL, NULL);
    CU_add_test(suite, "jumps out of functions", jumps_out_of_functions);
    CU_add_test(suite, "jumps in loops", jumps_in_loops);
    CU_add_test(suite, "calls with values", calls_with_values);
    CU_add_test(suite, "calls that stay", calls_that_stay);
    CU_add_test(suite, "calls with pointers", calls_with_pointers);
    CU_add_test(suite, "pointers to places", pointers_to_places);
    CU_add_test(suite, "copies of records", copies_of_records);
    CU_add_test(suite, "refuses what explodes", refuses_what_explodes);
    CU_add_test(suite, "takes long functions", takes_long_functions);
}
