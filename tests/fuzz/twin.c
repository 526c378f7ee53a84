#include "twin.h"

#include <stdio.h>
#include <string.h>

#include "gen.h"

const Twin twins[] = {
    { "assembler", "adgen-asm", "", "__asm__(\"\" : \"+x\"(twin)); " TWIN_MARK },
    { "volatile", "adgen-volatile", "", "volatile double held = twin;\ntwin = 0.5 * held; " TWIN_MARK },
    { "atomic", "adgen-atomic", "", "_Atomic double held = twin; " TWIN_MARK "\ntwin = held; " TWIN_MARK },
    { "complex", "adgen-complex", "", "_Complex double held = twin; " TWIN_MARK "\ntwin = __real__ held; " TWIN_MARK },
    { "vector", "adgen-vector", "typedef double lanes% __attribute__((vector_size(16)));\n",
      "lanes% held = { twin, twin }; " TWIN_MARK "\ntwin = held[0]; " TWIN_MARK },
    { "union of two types", "adgen-union", "union cell% { double d; float f; };\n",
      "union cell% held;\nheld.d = twin * twin; " TWIN_MARK "\ntwin = held.d; " TWIN_MARK },
    { "bits", "adgen-cast", "", "unsigned long long *bits = (unsigned long long *)&twin; " TWIN_MARK "\n*bits &= 0x7fffffffffffffffu;" },
    { "unsequenced assignment", "adgen-order", "", "twin = twin * (twin = 0.5 * twin); " TWIN_MARK },
    { "unsequenced call", "adgen-order", "static double halve%(double *t)\n{\n    *t = *t * 0.5;\n    return *t;\n}\n\n",
      "twin = twin + halve%(&twin); " TWIN_MARK },
    { "unsequenced index", "adgen-order", "", "double pair[2] = { twin, 1.0 };\nint at = 0;\npair[at] = pair[0] * pair[at++]; " TWIN_MARK
      "\ntwin = pair[0] + pair[1];" },
    { "no body", "adgen-extern", "double elsewhere%(double x);\n\n", "twin = elsewhere%(twin); " TWIN_MARK },
    { "function without derivative", "adgen-no-derivative",
      "ADGEN_NO_DERIVATIVE\nstatic void clip%(double *x)\n{\n    if (*x > 1.0)\n        *x = 1.0;\n}\n\n", "clip%(&twin); " TWIN_MARK },
    { "state from call to call", "adgen-static", "", "static double state;\nstate = 0.9 * state + 0.1 * twin; " TWIN_MARK "\ntwin = state;" },
    { "bytes other than zero", "adgen-memory", "", "double held[2] = { twin, twin };\nmemset(held, 63, sizeof held); " TWIN_MARK
      "\ntwin = twin * held[0];" },
    { "copy to another type", "adgen-memory", "struct mixed% { float a, b; };\n\n",
      "struct mixed% held;\nmemcpy(&held, &twin, sizeof held); " TWIN_MARK "\ntwin = twin * held.a;" },
    { "sorting", "adgen-extern",
      "static int order%(const void *a, const void *b)\n{\n    double x = *(const double *)a, y = *(const double *)b;\n"
      "    return (x > y) - (x < y);\n}\n\n",
      "double held[2] = { twin, 1.0 };\nqsort(held, 2, sizeof *held, order%); " TWIN_MARK "\ntwin = held[0];" },
    { "generic selection", "adgen-generic", "static double square%(double x)\n{\n    return x * x;\n}\n\n",
      "twin = _Generic(twin, double: square%, default: square%)(twin); " TWIN_MARK },
    { "goto into a sized block", "adgen-goto", "",
      "int size = twin > 0.5 ? 2 : 3;\nif (size > 2)\n    goto inside%; " TWIN_MARK
      "\nif (size > 1) {\n    twin *= 0.5;\ninside%:;\n    double held[size];\n    held[0] = twin * twin;\n    twin = held[0];\n}" },
    { "function from a number", "adgen-function-pointer", "",
      "double (*rise)(double) = (double (*)(double))(size_t)(twin > 0.5 ? 8 : 16);\ntwin = rise(twin); " TWIN_MARK },
    { "pointer from a number", "adgen-pointer", "",
      "size_t place = (size_t)&twin;\n*(double *)place = 0.5 * twin; " TWIN_MARK },
    { "jump far away", "adgen-setjmp", "#include <setjmp.h>\n",
      "jmp_buf here;\nif (setjmp(here) == 0) " TWIN_MARK "\n    twin *= 0.5;" },
    { "clean-up", "adgen-cleanup", "static void tidy%(double *x)\n{\n    *x = 0.0;\n}\n\n",
      "double held __attribute__((cleanup(tidy%))) = twin; " TWIN_MARK "\ntwin = held;" },
    { "through a text", "adgen-varargs adgen-memory", "",
      "char text[64];\nsnprintf(text, sizeof text, \"%%a\", twin); " TWIN_MARK "\ntwin = strtod(text, NULL) * twin; " TWIN_MARK },
};
const int twin_count = sizeof twins / sizeof *twins;

char *twin_text(Arena *arena, const char *text, const char *suffix)
{
    Text out = { 0 };
    for (; *text; text++) {
        if (*text != '%')
            text_putc(&out, *text);
        else if (text[1] == '%')
            text_putc(&out, *text++);
        else
            text_puts(&out, suffix);
    }
    char *copy = arena_strdup(arena, text_cstr(&out));
    text_free(&out);
    return copy;
}

/* ---- where it starts, where it leads ---- */

static bool is_active(const Var *var)
{
    const Type *cell = var->type->of ? var->type->of : var->type;
    return cell->kind == TYPE_REAL && !(var->before && *var->before);
}

static Expr *input_of(const Program *program)
{
    for (int i = 0; i < program->main->params.count; i++) {
        Var *var = program->main->params.items[i];
        Expr *expr = is_active(var) ? expr_var(program->arena, var) : NULL;
        if (expr)
            return var->type->of ? expr_index(program->arena, expr, expr_int(program->arena, 0)) : expr;
    }
    return NULL;
}

static Expr *output_of(const Program *program)
{
    for (int i = 0; i < program->main->params.count; i++) {
        Var *var = program->main->params.items[i];
        if (var->type->of && is_active(var) && !var->type->of->is_const)
            return expr_index(program->arena, expr_var(program->arena, var), expr_int(program->arena, 0));
    }
    return NULL;
}

static void add_to_returns(Arena *arena, Block *block, Var *twin)
{
    for (int i = 0; i < block->list.count; i++) {
        Stmt *stmt = block->list.items[i];
        if (stmt->kind == STMT_RETURN && stmt->a)
            stmt->a = expr_binary(arena, stmt->a, "+", expr_var(arena, twin));
        add_to_returns(arena, &stmt->body, twin);
        add_to_returns(arena, &stmt->other, twin);
    }
}

static void insert_all(Arena *arena, Block *block, int at, const Block *more)
{
    Block all = { 0 };
    for (int i = 0; i <= block->list.count; i++) {
        for (int k = 0; i == at && k < more->list.count; k++)
            block_add(arena, &all, more->list.items[k]);
        if (i < block->list.count)
            block_add(arena, &all, block->list.items[i]);
    }
    *block = all;
}

/* Its lines, in a block of their own. */
static Stmt *lines_of(Program *program, const Twin *twin)
{
    char suffix[32], *text;
    snprintf(suffix, sizeof suffix, "_%d", (int)(program->seed % BATCH));
    text = twin_text(program->arena, twin->body, suffix);
    Stmt *block = stmt_new(program->arena, STMT_BLOCK);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        block_add(program->arena, &block->body, stmt_text(program->arena, line));
    return block;
}

static int last_place(const Block *block)
{
    int count = block->list.count;
    return count > 0 && block->list.items[count - 1]->kind == STMT_RETURN ? count - 1 : count;
}

bool add_twin(Program *program, const Twin *twin, Random *random)
{
    Arena *arena = program->arena;
    Block *body = &program->main->body, first = { 0 }, middle = { 0 }, last = { 0 };
    Expr  *input = input_of(program), *output = output_of(program);
    bool   returns = program->main->result->kind == TYPE_REAL;
    /* what is stored who knows where may be stored in a static variable, which is another reason */
    bool   lost = strcmp(twin->id, "adgen-pointer") == 0 && program->features[FEATURE_use_scratch] > 0;
    if (!input || (!returns && !output) || lost)
        return false;
    Var *var = ARENA_NEW(arena, Var);
    *var = (Var){ .name = "twin", .type = &type_double };
    program->main->annotation = "ADGEN_GRAD()\n";
    block_add(arena, &middle, lines_of(program, twin));
    if (!returns)
        block_add(arena, &last, stmt_set(arena, output, "+=", expr_var(arena, var)));
    add_to_returns(arena, body, var);
    insert_all(arena, body, last_place(body), &last);
    insert_all(arena, body, random_between(random, 0, last_place(body) - last.list.count), &middle);
    block_add(arena, &first, stmt_declare(arena, var, input));
    insert_all(arena, body, 0, &first);
    return true;
}
