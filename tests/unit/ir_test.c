#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ir/build.h"
#include "ir/dump.h"
#include "ir/walk.h"

void ir_suite(void);

/* A program to build in. */
typedef struct Bench {
    Arena   *arena;
    Program *p;
} Bench;

static Bench begin(void)
{
    Arena *arena = arena_new();
    return (Bench){arena, program_new(arena, "f.c")};
}

static void end(Bench b)
{
    arena_free(b.arena);
}

static const Loc nowhere = {0};

/* ---- Types ---- */

static void types_are_unique(void)
{
    Bench       b = begin();
    Program    *p = b.p;
    const Type *real = type_real(p, REAL_DOUBLE), *number = type_int(p, INT_INT);
    CU_ASSERT_PTR_EQUAL(type_real(p, REAL_DOUBLE), real);
    CU_ASSERT_PTR_NOT_EQUAL(type_real(p, REAL_FLOAT), real);
    CU_ASSERT_PTR_EQUAL(type_pointer(p, real), type_pointer(p, real));
    CU_ASSERT_PTR_EQUAL(type_array(p, real, 3, NULL), type_array(p, real, 3, NULL));
    CU_ASSERT_PTR_NOT_EQUAL(type_array(p, real, 3, NULL), type_array(p, real, 4, NULL));
    CU_ASSERT_PTR_EQUAL(type_function(p, real, &number, 1, false), type_function(p, real, &number, 1, false));
    CU_ASSERT_PTR_NOT_EQUAL(type_function(p, real, &number, 1, false), type_function(p, real, &number, 1, true));
    Var *n = ir_new_global(p, "n", number, nowhere);
    const Type *vla = type_array(p, real, -1, ir_var(p, nowhere, n));
    CU_ASSERT_PTR_EQUAL(type_array(p, real, -1, ir_var(p, loc_at("f.c", 1, 1), n)), vla);
    for (int i = 0; i < 500; i++)
        type_array(p, real, i, NULL);
    CU_ASSERT_PTR_EQUAL(type_array(p, real, -1, ir_var(p, nowhere, n)), vla);
    end(b);
}

static void names_and_qualifiers(void)
{
    Bench       b = begin();
    Program    *p = b.p;
    const Type *real = type_real(p, REAL_DOUBLE), *named = type_named(p, real, "real_t", NULL);
    const Type *constant = type_qualified(p, named, TYPE_CONST);
    CU_ASSERT_PTR_EQUAL(type_named(p, real, "real_t", NULL), named);
    CU_ASSERT_PTR_EQUAL(named->canon, real);
    CU_ASSERT_PTR_EQUAL(constant->canon, real);
    CU_ASSERT_PTR_EQUAL(type_qualified(p, constant, TYPE_CONST), constant);
    CU_ASSERT_PTR_EQUAL(type_unqualified(p, constant), real);
    CU_ASSERT_PTR_EQUAL(type_pointer(p, constant)->canon, type_pointer(p, real));
    CU_ASSERT(type_same(type_pointer(p, constant), type_pointer(p, named)));
    const Type *array = type_qualified(p, type_array(p, real, 2, NULL), TYPE_CONST);
    CU_ASSERT_EQUAL(array->quals, 0);
    CU_ASSERT_EQUAL(type_elem(array)->quals, TYPE_CONST);
    Item       *item = ARENA_NEW(b.arena, Item), *other = ARENA_NEW(b.arena, Item);
    const Type *color = type_enum(p, "enum color", INT_UINT, item);
    CU_ASSERT_PTR_EQUAL(type_named(p, color, "color_t", other)->canon, color);
    CU_ASSERT_PTR_EQUAL(type_unqualified(p, type_named(p, color, "color_t", other)), color);
    end(b);
}

static void lengths_that_are_not_known(void)
{
    Bench       b = begin();
    Program    *p = b.p;
    const Type *real = type_real(p, REAL_DOUBLE);
    Var        *n = ir_new_global(p, "n", type_int(p, INT_INT), nowhere);
    const Type *vla = type_array(p, real, -1, ir_var(p, nowhere, n)), *three = type_array(p, real, 3, NULL);
    CU_ASSERT(type_same(vla, three));
    CU_ASSERT(type_same(type_pointer(p, vla), type_pointer(p, three)));
    CU_ASSERT_FALSE(type_same(type_array(p, real, 4, NULL), three));
    CU_ASSERT(type_is_vla(type_array(p, vla, 3, NULL)));
    CU_ASSERT_FALSE(type_is_vla(three));
    end(b);
}

static void what_holds_reals(void)
{
    Bench       b = begin();
    Program    *p = b.p;
    Record     *node = ARENA_NEW(b.arena, Record);
    const Type *type = type_record(p, node), *real = type_real(p, REAL_FLOAT);
    Field      *next = ARENA_NEW(b.arena, Field), *value = ARENA_NEW(b.arena, Field);
    *next = (Field){"next", type_pointer(p, type), node, 0, false, false};
    *value = (Field){"value", type_pointer(p, real), node, 1, false, false};
    VEC_PUSH(b.arena, &node->fields, next);
    CU_ASSERT_FALSE(type_holds_real(type, true));
    VEC_PUSH(b.arena, &node->fields, value);
    CU_ASSERT(type_holds_real(type, true));
    CU_ASSERT_FALSE(type_holds_real(type, false));
    value->inactive = true;
    CU_ASSERT_FALSE(type_holds_real(type, true));
    CU_ASSERT(type_holds_real(type_array(p, real, 2, NULL), false));
    CU_ASSERT_FALSE(type_holds_real(type_pointer(p, real), false));
    CU_ASSERT(type_holds_real(type_pointer(p, type_pointer(p, real)), true));
    CU_ASSERT_FALSE(type_holds_real(type_int(p, INT_LONG), true));
    end(b);
}

static void usual_conversions(void)
{
    static const struct {
        IntKind a, b, usual;
    } cases[] = {
        {INT_CHAR, INT_CHAR, INT_INT},     {INT_USHORT, INT_SCHAR, INT_INT},  {INT_INT, INT_UINT, INT_UINT},
        {INT_UINT, INT_LONG, INT_LONG},    {INT_LONG, INT_ULONG, INT_ULONG},  {INT_LLONG, INT_LONG, INT_LLONG},
        {INT_ULONG, INT_LLONG, INT_ULLONG}, {INT_INT, INT_LONG, INT_LONG},    {INT_UINT, INT_UCHAR, INT_UINT},
    };
    Bench b = begin();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Type *x = type_int(b.p, cases[i].a), *y = type_int(b.p, cases[i].b);
        const Type *want = type_int(b.p, cases[i].usual);
        CU_ASSERT_PTR_EQUAL(type_usual(b.p, x, y), want);
        CU_ASSERT_PTR_EQUAL(type_usual(b.p, y, x), want);
    }
    const Type *single = type_real(b.p, REAL_FLOAT), *quad = type_real(b.p, REAL_LONG_DOUBLE);
    CU_ASSERT_PTR_EQUAL(type_usual(b.p, single, type_int(b.p, INT_ULLONG)), single);
    CU_ASSERT_PTR_EQUAL(type_usual(b.p, single, quad), quad);
    CU_ASSERT_PTR_EQUAL(type_promoted(b.p, type_bool(b.p)), type_int(b.p, INT_INT));
    CU_ASSERT_PTR_EQUAL(type_promoted(b.p, type_enum(b.p, "enum e", INT_UINT, NULL)), type_int(b.p, INT_UINT));
    const Type *size = type_named(b.p, type_int(b.p, INT_ULONG), "size_t", NULL);
    CU_ASSERT_PTR_EQUAL(type_usual(b.p, size, size), size);
    CU_ASSERT_PTR_EQUAL(type_usual(b.p, size, type_int(b.p, INT_INT)), type_int(b.p, INT_ULONG));
    end(b);
}

/* ---- Expressions ---- */

typedef struct Vars {
    Func       *f;
    Var        *x, *n, *p, *a;
    const Expr *ex, *en, *ep, *ea;
} Vars;

static Var *new_param(Program *p, Func *f, const char *name, const Type *type)
{
    Var *var = ir_new_var(p, f, VAR_PARAM, name, type, nowhere);
    VEC_PUSH(p->arena, &f->params, var);
    return var;
}

/* double f(double x, int n, double *p) with a local double a[9]. */
static Vars make_vars(Program *p)
{
    const Type *real = type_real(p, REAL_DOUBLE);
    Vars        v = {.f = ir_new_func(p, "f", real, nowhere)};
    v.x = new_param(p, v.f, "x", real);
    v.n = new_param(p, v.f, "n", type_int(p, INT_INT));
    v.p = new_param(p, v.f, "p", type_pointer(p, real));
    v.a = ir_new_var(p, v.f, VAR_LOCAL, "a", type_array(p, real, 9, NULL), nowhere);
    v.ex = ir_var(p, nowhere, v.x);
    v.en = ir_var(p, nowhere, v.n);
    v.ep = ir_var(p, nowhere, v.p);
    v.ea = ir_var(p, nowhere, v.a);
    return v;
}

static void builders_keep_places_simple(void)
{
    Bench    b = begin();
    Program *p = b.p;
    Vars     v = make_vars(p);
    CU_ASSERT_PTR_EQUAL(ir_deref(p, nowhere, ir_addr(p, nowhere, v.ex)), v.ex);
    CU_ASSERT_PTR_EQUAL(ir_addr(p, nowhere, ir_deref(p, nowhere, v.ep)), v.ep);
    const Expr *element = ir_index(p, nowhere, ir_decay(p, nowhere, v.ea), v.en);
    CU_ASSERT_PTR_EQUAL(element->args[0], v.ea);
    CU_ASSERT_PTR_EQUAL(element->type, v.x->type);
    CU_ASSERT_PTR_EQUAL(ir_cast(p, nowhere, v.x->type, v.ex, false), v.ex);
    const Type *constant = type_qualified(p, v.x->type, TYPE_CONST);
    const Expr *guarded = ir_cast(p, nowhere, type_pointer(p, constant), v.ep, false);
    CU_ASSERT_EQUAL(guarded->op, OP_CAST);
    CU_ASSERT_PTR_EQUAL(ir_cast(p, nowhere, type_pointer(p, constant), v.ep, true), v.ep);
    CU_ASSERT_PTR_EQUAL(ir_with_args(p, element, element->args), element);
    end(b);
}

static void same_expressions(void)
{
    Bench    b = begin();
    Program *p = b.p;
    Vars     v = make_vars(p);
    const Type *real = v.x->type;
    const Expr *sum = ir_binary(p, nowhere, OP_ADD, v.ex, ir_real(p, nowhere, real, 1.0L));
    CU_ASSERT(ir_same(sum, ir_binary(p, loc_at("f.c", 2, 2), OP_ADD, v.ex, ir_real(p, nowhere, real, 1.0L))));
    CU_ASSERT_FALSE(ir_same(sum, ir_binary(p, nowhere, OP_SUB, v.ex, ir_real(p, nowhere, real, 1.0L))));
    CU_ASSERT_FALSE(ir_same(ir_real(p, nowhere, real, 0.0L), ir_real(p, nowhere, real, -0.0L)));
    CU_ASSERT(ir_same(ir_real(p, nowhere, real, NAN), ir_real(p, nowhere, real, NAN)));
    CU_ASSERT_FALSE(ir_same(ir_int(p, nowhere, type_int(p, INT_INT), 1), ir_int(p, nowhere, type_int(p, INT_LONG), 1)));
    end(b);
}

static void what_reads_memory(void)
{
    Bench       b = begin();
    Program    *p = b.p;
    Vars        v = make_vars(p);
    const Expr *element = ir_index(p, nowhere, v.ep, v.en);
    ir_mark_registers(v.f);
    CU_ASSERT_FALSE(ir_reads_memory(v.ex));
    CU_ASSERT(ir_reads_memory(element));
    CU_ASSERT_FALSE(ir_reads_memory(ir_addr(p, nowhere, element)));
    CU_ASSERT_FALSE(ir_reads_memory(ir_decay(p, nowhere, v.ea)));
    CU_ASSERT(ir_reads_memory(ir_index(p, nowhere, v.ea, v.en)));
    CU_ASSERT(ir_reads_memory(ir_var(p, nowhere, ir_new_global(p, "g", v.x->type, nowhere))));
    CU_ASSERT_PTR_EQUAL(ir_root_var(ir_index(p, nowhere, v.ea, v.en)), v.a);
    CU_ASSERT_PTR_NULL(ir_root_var(element));
    CU_ASSERT(ir_mentions(element, v.n));
    CU_ASSERT_FALSE(ir_mentions(element, v.x));
    end(b);
}

static void registers(void)
{
    Bench    b = begin();
    Program *p = b.p;
    Vars     v = make_vars(p);
    Opaque  *opaque = ARENA_NEW(b.arena, Opaque);
    VEC_PUSH(b.arena, &opaque->texts, "read(& ");
    VEC_PUSH(b.arena, &opaque->texts, ", a && ");
    VEC_PUSH(b.arena, &opaque->texts, ")");
    VEC_PUSH(b.arena, &opaque->vars, v.n);
    VEC_PUSH(b.arena, &opaque->vars, v.p);
    v.f->body = ir_block(p);
    ir_push(p, v.f->body, ir_opaque_stmt(p, nowhere, opaque));
    ir_push(p, v.f->body, ir_assign(p, nowhere, v.ep, ir_addr(p, nowhere, v.ex)));
    ir_mark_registers(v.f);
    CU_ASSERT_FALSE(v.x->is_register);
    CU_ASSERT_FALSE(v.n->is_register);
    CU_ASSERT(v.p->is_register);
    CU_ASSERT_FALSE(v.a->is_register);
    end(b);
}

/* ---- Functions and includes ---- */

static void library_functions(void)
{
    Bench       b = begin();
    Program    *p = b.p;
    const Type *real = type_real(p, REAL_DOUBLE);
    Func       *f = ir_library_func(p, "exp", "math.h", real, &real, 1);
    CU_ASSERT_PTR_EQUAL(ir_library_func(p, "exp", "math.h", real, &real, 1), f);
    CU_ASSERT_PTR_EQUAL(ir_find_func(p, "exp"), f);
    CU_ASSERT_PTR_NULL(ir_find_func(p, "log"));
    CU_ASSERT_STRING_EQUAL(f->item->text, "#include <math.h>");
    Item *spaced = ARENA_NEW(b.arena, Item);
    *spaced = (Item){.kind = ITEM_INCLUDE, .text = "#  include  <string.h> /* memcpy */", .order = 1};
    VEC_PUSH(b.arena, &p->items, spaced);
    CU_ASSERT_PTR_EQUAL(ir_system_include(p, "string.h"), spaced);
    CU_ASSERT_PTR_EQUAL(ir_system_include(p, "stdlib.h"), p->items.items[1]);
    CU_ASSERT_PTR_EQUAL(p->items.items[2], spaced);
    end(b);
}

/* ---- Dumps ---- */

/* What every dump begins with here: one of each kind of thing outside functions. */
static const char head[] =
    "program \"f.c\"\n"
    "item #0 include \"math.h\" order 1 text \"#include <math.h>\" path \"/usr/include/math.h\" ; f.c:1:1\n"
    "item #1 type \"pair\" order 2 local static text \"struct pair {\\n\\tdouble \\\"x\\\"; }\" prototype \"p\""
    " uses #0 #1 ; f.c:3:1\n"
    "record %pair struct tag \"pair\" complete item #1 {\n"
    "  x: <real #1 = f64> inactive\n"
    "  \"\": [3] %anonymous\n"
    "  next: *%pair\n"
    "}\n"
    "record %anonymous union {\n"
    "  bits: u32 bitfield\n"
    "}\n"
    "global ::table: [2] const f64 static = init([2] const f64, 1.0, 2.5e-300\"2.5E-300\"#1)\n"
    "global ::count: i64 written at \"f.c\"4:5\n"
    "global ::count.2: *char = string(\"\\\"a\\\\n\\\"\")\n"
    "func @exp(a1: f64) -> f64 library item #0\n"
    "func @size(x: f64, ...) -> void static no_derivative noalias declared {\n"
    "  size x = 3\n"
    "}\n"
    "func @f(x: f64 inactive, n: i32 at 5:33, a: *[?add(n, 1)] f64, s: restrict *const %pair) -> f64"
    " comment \"a\\nb\" { ; f.c:5:8\n";

/* Statements, each form once. */
static const char *const forms[] = {
    "t.4: f64 = 1.0 ; f.c:7:5\n  t.5: f64 temp pinned at \"other.c\"2:2\n",
    "var gone: f64\n  size a = n\n  x = 1.0\n",
    "x = add(mul(x, neg(x)), @exp(sub(x, 3.0)))\n",
    "x = cast(f64, conv(f32, x))\n",
    "x = real(-inf)\n  x = real(nan)\n  x = -0.0\n  x = 0.1\n  x = 1e+300\n",
    "x = cast(f64, 0.1:f32)\n  x = cast(f64, 18.5:f80\"18.5L\")\n",
    "n = -3\"MINUS\"#1\n  n = cast(i32, 7:<size_t #0 = u64>)\n",
    "n = select(land(n, not(x)), bitnot(n), shl(n, 3))\n",
    "n = lt(x, 2.0)\n  n = eq(s, conv(*const %pair, 0))\n",
    "deref(s).x = cast(f64, deref(s).#1[2].bits)\n",
    "a[n][2] = deref(ptradd(decay(a[0]), n))\n",
    "::count = ptrdiff(addr(a[0][1]), decay(a[0]))\n",
    "::count = cast(i64, sizeof([3] *fn(f64, ...) -> enum(\"enum c\", u32 #1)):u64)\n",
    "x = call @f(x, n, a, s)\n  call @f(x, n, addr(a[1]), s)\n",
    "if x {\n    x = 1.0\n  } else {\n    n = 1\n  }\n  if n {\n  }\n",
    "for i: i32 = 0 .. n {\n    break\n  }\n",
    "for n = 9 ge 1 step -2 pragma \"#pragma omp simd\" { ; f.c:8:3\n    continue\n  }\n",
    "for i: u64 temp = cast(u64, n) downto 0:u64 step -1 {\n  }\n",
    "loop while lt(x, 3.0) { ; f.c:9:9\n    x = 1.0\n  } step {\n    n = 1\n  }\n",
    "loop head { ; f.c:9:9\n    k: i32 = n\n  } while k {\n    ret x\n  }\n",
    "do head {\n    x = 2.0\n  } while n {\n    break\n  }\n",
    "loop {\n    {\n      break\n    }\n  }\n",
    "opaque { \"printf(\\\"%d\\\", \" n \")\" | writes n | reaches a s | uses #0 #1 | effects | jumps"
    " | id \"adgen-x\" | message \"m\" | advice \"a\" } ; f.c:2:3\n",
    "x = opaque(f64, { \"sin(\" x \")\" })\n",
    "z: opaque(\"double _Complex\" #0)\n  y: f64 memory\n  comment \"backward pass\"\n",
    "t: %pair = deref(s)\n  t.next = cast(*%pair, s)\n",
    "x = add(x, 1.0):<real #1 = f64>\n",
};

static Program *read_text(Arena *arena, const char *text, FILE *errors)
{
    return ir_read_program(arena, text, "dump", diag_new(arena, errors));
}

/* Read, dump, read that and dump again: the three texts are one. */
static bool survives(const char *text)
{
    Arena   *arena = arena_new();
    Program *first = read_text(arena, text, stdout);
    Text     once = {0}, twice = {0};
    if (first) {
        ir_dump_program(&once, first);
        Program *second = read_text(arena, text_cstr(&once), stdout);
        if (second)
            ir_dump_program(&twice, second);
    }
    bool good = strcmp(text_cstr(&once), text) == 0 && strcmp(text_cstr(&twice), text) == 0;
    if (!good)
        printf("\nread:\n%s\nonce:\n%s\ntwice:\n%s\n", text, text_cstr(&once), text_cstr(&twice));
    text_free(&once);
    text_free(&twice);
    arena_free(arena);
    return good;
}

static void dumps_read_back(void)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        Text text = {0};
        text_printf(&text, "%s  %s  ret x\n}\n", head, forms[i]);
        text_puts(&text, "request grad @f as \"f_grad\" all all_of of_return ; f.c:4:1\n");
        text_puts(&text, "request vjp @f as \"f_vjp\" wrt(x, a) of(s)\n");
        CU_ASSERT(survives(text_cstr(&text)));
        text_free(&text);
    }
}

static const char *remark(void *data, const Var *var)
{
    return var == data ? "active" : NULL;
}

static void dumps_of_parts(void)
{
    Bench    b = begin();
    Program *p = b.p;
    Vars     v = make_vars(p);
    Text     text = {0};
    v.f->body = ir_block(p);
    ir_push(p, v.f->body, ir_decl(p, loc_at("f.c", 3, 2), v.a, NULL));
    ir_push(p, v.f->body, ir_return(p, nowhere, v.ex));
    ir_mark_registers(v.f);
    ir_dump_func(&text, v.f, remark, v.x);
    CU_ASSERT_STRING_EQUAL(text_cstr(&text),
        "func @f(x: f64 active, n: i32, p: *f64) -> f64 {\n  a: [9] f64 ; f.c:3:2\n  ret x\n}\n");
    text_free(&text);
    ir_dump_expr(&text, ir_binary(p, nowhere, OP_MUL, v.ex, ir_index(p, nowhere, v.ea, v.en)));
    CU_ASSERT_STRING_EQUAL(text_cstr(&text), "mul(x, a[n])");
    text_free(&text);
    end(b);
}

/* Texts that are no dumps: one error each, at the right line. */
static void no_dumps(void)
{
    static const struct {
        const char *body;
        const char *message;
    } cases[] = {
        {"x = y\n", "3:7: error: there is no variable 'y'"},
        {"x = add(x)\n", "'add' takes 2 arguments"},
        {"x = add(x, n)\n", "the operands differ in type"},
        {"x = n\n", "a value is assigned to a place of another type"},
        {"x = frob(x)\n", "there is no operator 'frob'"},
        {"x = n[0]\n", "the base of an index is no pointer"},
        {"x = deref(x)\n", "what is no pointer is followed"},
        {"x: f64\n", "'x' is declared twice"},
        {"t: complex\n", "there is no type 'complex'"},
        {"t.9: f64\n", "leave a gap or repeat"},
        {"call @g(x)\n", "there is no function 'g'"},
        {"call @f(x)\n", "another number of arguments"},
        {"if x\n", "instead of '{'"},
        {"for x = 0 .. 1 {\n}\n", "a counted loop over what are no integers"},
        {"frob x\n", "'frob' begins no statement"},
        {"x = \"text\n", "a string without its closing quote"},
        {"x = ~n\n", "a character that no dump holds"},
        {"x = x.y\n", "a member of what is no record"},
        {"{\n", "a body without its closing brace"},
        {"x = 1.0:#7\n", "instead of a name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        FILE  *errors = tmpfile();
        char   got[1024] = "";
        Text   text = {0};
        text_printf(&text, "program \"f.c\"\nfunc @f(x: f64, n: i32) -> f64 {\n  %s}\n", cases[i].body);
        CU_ASSERT_PTR_NULL(read_text(arena, text_cstr(&text), errors));
        rewind(errors);
        got[fread(got, 1, sizeof got - 1, errors)] = '\0';
        CU_ASSERT_PTR_NOT_NULL(strstr(got, cases[i].message));
        if (!strstr(got, cases[i].message))
            printf("\n%s: %s", cases[i].body, got);
        text_free(&text);
        fclose(errors);
        arena_free(arena);
    }
}

/* ---- The verifier ---- */

/* Bodies that read back but break a rule. */
static void broken_rules(void)
{
    static const struct {
        const char *body;
        const char *message;
    } cases[] = {
        {"ret x\n", NULL},
        {"t: f64\n  {\n    u: f64 = x\n  }\n  t = u\n  ret t\n", "is used after its scope"},
        {"ret\n", "a return without a value"},
        {"ret n\n", "of another type than the function"},
        {"break\n", "a break outside a loop"},
        {"loop head {\n    break\n  } while n {\n  }\n", "a break outside a loop, or in the head or step"},
        {"loop head {\n    ret x\n  } while n {\n  }\n", "a return in the head or step"},
        {"loop head {\n    k: i32 = n\n  } while k {\n    x = cast(f64, k)\n  }\n  ret x\n", NULL},
        {"for i: i32 = 0 .. n {\n    i = 3\n  }\n", "the variable of a counted loop is assigned in its body"},
        {"for i: i32 = 0 .. n {\n    n = 3\n  }\n", "what the bound of a counted loop reads is assigned"},
        {"for i: i32 = 0 .. add(i, n) {\n  }\n", "'i' (5) is used before"},
        {"for n = 0 .. n {\n  }\n", "the bound of a counted loop reads its variable"},
        {"for i: i32 = 0 .. n {\n    for n = 0 .. 3 {\n    }\n  }\n", "the bound of a counted loop reads 'n'"},
        {"for i: i32 = 0 .. deref(s).k {\n    deref(s).k = 3\n  }\n", "what the bound of a counted loop reads"},
        {"for i: i32 = 0 .. deref(s).k {\n    deref(s).x = 3.0\n  }\n  ret x\n", NULL},
        {"for i: i32 = 0 .. n {\n    opaque { \"scanf(\" n \")\" | writes n }\n  }\n", "reads 'n', which is written"},
        {"p = addr(x)\n  ret x\n", "the address of a register is taken"},
        {"x = mul(init(f64), x)\n", "a list of initialisers inside an expression"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        Text   text = {0};
        char   why[400] = "";
        text_printf(&text, "program \"f.c\"\nrecord %%pair struct tag \"pair\" complete {\n  x: f64\n  k: i32\n}\n"
                    "func @f(x: f64, n: i32, p: *f64, s: *%%pair) -> f64 {\n  var i.4: i32\n  %s}\n", cases[i].body);
        Program *p = read_text(arena, text_cstr(&text), stdout);
        CU_ASSERT_PTR_NOT_NULL_FATAL(p);
        bool good = ir_verify_func(p, p->funcs.items[0], why, sizeof why);
        CU_ASSERT_EQUAL(good, cases[i].message == NULL);
        CU_ASSERT(good || strstr(why, cases[i].message));
        if (!good && !(cases[i].message && strstr(why, cases[i].message)))
            printf("\n%s: %s\n", cases[i].body, why);
        text_free(&text);
        arena_free(arena);
    }
}

static void foreign_variables(void)
{
    Bench    b = begin();
    Program *p = b.p;
    Vars     v = make_vars(p);
    Func    *g = ir_new_func(p, "g", v.x->type, nowhere);
    char     why[200];
    g->body = ir_block(p);
    ir_push(p, g->body, ir_return(p, nowhere, v.ex));
    CU_ASSERT_FALSE(ir_verify_func(p, g, why, sizeof why));
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "another function's"));
    end(b);
}

/* ---- Walks ---- */

typedef struct Walk {
    Text text;
} Walk;

static void note_stmt(void *data, Stmt *s)
{
    static const char letters[] = "DACIFLBbcrOC";
    text_putc(&((Walk *)data)->text, letters[s->kind]);
}

static const char walked[] =
    "program \"f.c\"\nfunc @f(x: f64, n: i32) -> f64 {\n"
    "  t: f64 = x\n"
    "  for i: i32 = 0 .. n {\n    if lt(i, 3) {\n      x = t\n    } else {\n      break\n    }\n  }\n"
    "  do head {\n    n = 1\n  } while n {\n    t = x\n  }\n"
    "  ret t\n}\n";

static void statements_in_order(void)
{
    Arena   *arena = arena_new();
    Program *p = read_text(arena, walked, stdout);
    Walk     walk = {{0}};
    CU_ASSERT_PTR_NOT_NULL_FATAL(p);
    ir_visit_stmts(p->funcs.items[0]->body, note_stmt, &walk);
    CU_ASSERT_STRING_EQUAL(text_cstr(&walk.text), "DFIAbLAAr");
    text_free(&walk.text);
    arena_free(arena);
}

/* x becomes x + 1 wherever its value is read. */
static const Expr *add_one(void *data, const Expr *e)
{
    Program *p = data;
    if (e->op != OP_VAR || strcmp(e->u.var->name, "x") != 0)
        return e;
    return ir_binary(p, e->loc, OP_ADD, e, ir_real(p, e->loc, e->type, 1.0L));
}

static void clones_and_maps(void)
{
    Arena   *arena = arena_new();
    Program *p = read_text(arena, "program \"f.c\"\nfunc @f(x: f64, n: i32) -> f64 {\n  t: f64 = x\n  if lt(x, 2.0) {\n"
                                  "    t = mul(x, t)\n  }\n  ret t\n}\n", stdout);
    CU_ASSERT_PTR_NOT_NULL_FATAL(p);
    Func  *f = p->funcs.items[0];
    Block *copy = ir_clone_block(p, f->body);
    ir_map_block_exprs(p, copy, add_one, p);
    Text before = {0}, after = {0};
    ir_dump_func(&before, f, NULL, NULL);
    f->body = copy;
    ir_dump_func(&after, f, NULL, NULL);
    CU_ASSERT_STRING_EQUAL(text_cstr(&before), "func @f(x: f64, n: i32) -> f64 {\n  t: f64 = x\n  if lt(x, 2.0) {\n"
                                               "    t = mul(x, t)\n  }\n  ret t\n}\n");
    CU_ASSERT_STRING_EQUAL(text_cstr(&after), "func @f(x: f64, n: i32) -> f64 {\n  t: f64 = add(x, 1.0)\n"
                           "  if lt(add(x, 1.0), 2.0) {\n    t = mul(add(x, 1.0), t)\n  }\n  ret t\n}\n");
    text_free(&before);
    text_free(&after);
    arena_free(arena);
}

void ir_suite(void)
{
    CU_pSuite suite = CU_add_suite("ir", NULL, NULL);
    CU_add_test(suite, "types are unique", types_are_unique);
    CU_add_test(suite, "names and qualifiers", names_and_qualifiers);
    CU_add_test(suite, "lengths that are not known", lengths_that_are_not_known);
    CU_add_test(suite, "what holds reals", what_holds_reals);
    CU_add_test(suite, "usual conversions", usual_conversions);
    CU_add_test(suite, "builders keep places simple", builders_keep_places_simple);
    CU_add_test(suite, "same expressions", same_expressions);
    CU_add_test(suite, "what reads memory", what_reads_memory);
    CU_add_test(suite, "registers", registers);
    CU_add_test(suite, "library functions", library_functions);
    CU_add_test(suite, "dumps read back", dumps_read_back);
    CU_add_test(suite, "dumps of parts", dumps_of_parts);
    CU_add_test(suite, "no dumps", no_dumps);
    CU_add_test(suite, "broken rules", broken_rules);
    CU_add_test(suite, "foreign variables", foreign_variables);
    CU_add_test(suite, "statements in order", statements_in_order);
    CU_add_test(suite, "clones and maps", clones_and_maps);
}
