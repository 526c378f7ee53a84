#include "emit/emit.h"

#include <ctype.h>
#include <string.h>

#include "items.h"
#include "path.h"
#include "print.h"

/* FOO_GRAD_H of some/foo_grad.h */
static const char *guard_of(Arena *arena, const char *path)
{
    const char *base = text_base_name(path);
    const char *prefix = isalpha((unsigned char)*base) ? "" : "H_";
    char       *guard = arena_printf(arena, "%s%s", prefix, base);
    for (char *c = guard; *c; c++)
        *c = isalnum((unsigned char)*c) ? (char)toupper((unsigned char)*c) : '_';
    return strchr(base, '.') ? guard : arena_printf(arena, "%s_H", guard);
}

static void print_prototype(Printer *p, const Func *func, bool for_cpp)
{
    p->for_cpp = for_cpp;
    print_signature(p, func);
    print_text(p, ";");
    print_line(p);
}

/* Whether a parameter points to arrays of variable length, which C++ does not have. */
static bool has_variable_length(const Func *func)
{
    for (int i = 0; i < func->params.count; i++) {
        const Type *type = func->params.items[i]->type;
        for (; type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY; type = type_elem(type)) {
            if (type_is_vla(type))
                return true;
        }
    }
    return false;
}

/* One blank line before each, with the contract as its comment. */
static void print_prototypes(Printer *p, Func *const *funcs, int count)
{
    for (int i = 0; i < count; i++) {
        if (funcs[i]->is_static)
            continue;
        text_putc(p->out, '\n');
        if (funcs[i]->comment)
            print_comment(p, funcs[i]->comment);
        p->names = names_assign(p->arena, funcs[i], NULL);
        bool differs = has_variable_length(funcs[i]);
        if (differs) {
            text_puts(p->out, "#ifdef __cplusplus\n");
            print_prototype(p, funcs[i], true);
            text_puts(p->out, "#else\n");
        }
        print_prototype(p, funcs[i], false);
        if (differs)
            text_puts(p->out, "#endif\n");
    }
}

static void print_forwards(Text *out, const Printer *p)
{
    bool any = false;
    for (int i = 0; i < p->forwards.count; i++) {
        const Record *record = p->forwards.items[i];
        if (!record->tag)
            continue;
        text_printf(out, "%s%s %s;\n", any ? "" : "\n", record->is_union ? "union" : "struct", record->tag);
        any = true;
    }
}

/* Records without a tag cannot be declared: they must have been defined. */
static void print_prerequisites(Printer *p, Text *out, const Program *program)
{
    const char *names = NULL, *file = program->main_file;
    for (int i = 0; i < p->forwards.count; i++) {
        const Record *record = p->forwards.items[i];
        if (!record->tag && !names && loc_file(record->item->loc))
            file = loc_file(record->item->loc);
        if (!record->tag)
            names = arena_printf(p->arena, "%s%s%s", names ? names : "", names ? ", " : "", untagged_name(record));
    }
    if (!names)
        return;
    Printer above = printer_new(p->arena, out);
    text_putc(out, '\n');
    print_comment(&above, arena_printf(p->arena, "To be included after the definition of %s, which has no struct tag "
                                       "to declare it by (%s).", names, text_base_name(file)));
}

/* Adjoints of global variables. */
static void print_globals(Printer *p, const Program *program)
{
    bool any = false;
    for (int i = 0; i < program->globals.count; i++) {
        const Var *var = program->globals.items[i];
        if (!var->is_shadow)
            continue;
        text_puts(p->out, any ? "" : "\n");
        print_text(p, "extern ");
        print_declaration(p, var->type, var->name, 0);
        print_text(p, ";");
        print_line(p);
        any = true;
    }
}

void emit_header(Text *out, const Program *program, Func *const *funcs, int count, const char *path)
{
    Arena      *arena = arena_new();
    Text        prototypes = {0};
    Printer     p = printer_new(arena, &prototypes);
    const char *guard = guard_of(arena, path);
    p.for_header = true;
    p.needs = needs_new(arena, program);
    print_globals(&p, program);
    print_prototypes(&p, funcs, count);

    items_print_title(out, program);
    text_printf(out, "#ifndef %s\n#define %s\n", guard, guard);
    items_print_includes(out, arena, program, p.needs, path);
    print_prerequisites(&p, out, program);
    print_forwards(out, &p);
    text_puts(out, "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    text_puts(out, text_cstr(&prototypes));
    text_puts(out, "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
    text_free(&prototypes);
    arena_free(arena);
}
