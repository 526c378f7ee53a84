#include "requests.h"

#include <ctype.h>
#include <string.h>

#include "body.h"
#include "decls.h"
#include "link.h"

/* ---- modes ---- */

typedef struct ModeInfo {
    const char *word;        /* of the annotation and of the option */
    const char *macro;
    bool        supported;
} ModeInfo;

static const ModeInfo modes[] = {
    [MODE_GRAD]     = { "grad",     "ADGEN_GRAD",     true },
    [MODE_VJP]      = { "vjp",      "ADGEN_VJP",      true },
    [MODE_JVP]      = { "jvp",      "ADGEN_JVP",      true },
    [MODE_HVP]      = { "hvp",      "ADGEN_HVP",      true },
    [MODE_JACOBIAN] = { "jacobian", "ADGEN_JACOBIAN", true },
    [MODE_HESSIAN]  = { "hessian",  "ADGEN_HESSIAN",  true },
};
enum { MODE_COUNT = sizeof modes / sizeof *modes };

static int find_mode(const char *word)
{
    for (int i = 0; i < MODE_COUNT; i++)
        if (strcmp(modes[i].word, word) == 0)
            return i;
    return -1;
}

/* What is being read: one annotation or option. */
typedef struct Asked {
    Front      *front;
    Mode        mode;
    Func       *func;
    CXCursor    declaration;
    Loc         loc;
    const char *text;        /* the spec */
    Spec        spec;
    Request    *request;
    bool        failed;
} Asked;

static void refuse(Asked *asked, const char *id, const char *message)
{
    diag_error(asked->front->diag, asked->loc, id, "%s", message);
    asked->failed = true;
}

/* ---- names of parameters ---- */

/* A prototype that carries the annotation may call its parameters otherwise than the definition does. */
static Var *find_param(const Asked *asked, const char *name)
{
    const Func *func = asked->func;
    for (int i = 0; i < func->params.count; i++) {
        CXCursor param = clang_Cursor_getArgument(asked->declaration, (unsigned)i);
        if (!clang_Cursor_isNull(param) && front_spelling(asked->front, param) == name)
            return func->params.items[i];
    }
    for (int i = 0; i < func->params.count; i++)
        if (func->params.items[i]->name == name)
            return func->params.items[i];
    return NULL;
}

static void refuse_unknown(Asked *asked, const char *name)
{
    const Func  *func = asked->func;
    const char **names = ARENA_ARRAY(asked->front->arena, const char *, func->params.count + 1);
    for (int i = 0; i < func->params.count; i++)
        names[i] = func->params.items[i]->name;
    const char *nearest = spec_nearest(name, names, func->params.count);
    refuse(asked, "adgen-unknown-parameter",
           arena_printf(asked->front->arena, nearest ? "'%s' has no parameter '%s'; did you mean '%s'?"
                                                     : "'%s' has no parameter '%s'",
                        func->name, name, nearest ? nearest : ""));
}

/* The parameter of that name if it can carry derivatives, or NULL and an error. */
static Var *active_param(Asked *asked, const char *name)
{
    Arena *arena = asked->front->arena;
    Var   *var = find_param(asked, name);
    if (!var)
        refuse_unknown(asked, name);
    else if (var->inactive)
        refuse(asked, "adgen-inactive",
               arena_printf(arena, "parameter '%s' is marked ADGEN_INACTIVE, so it has no derivative", name));
    else if (!type_holds_real(var->type, true))
        refuse(asked, "adgen-not-real",
               arena_printf(arena, "parameter '%s' holds no float, double or long double", name));
    else
        return var;
    return NULL;
}

enum { DEEPEST_LEVELS = 12 };    /* of pointers and structs that are looked through: recursive types end */

/* Whether reals that are no copy can be written through a value of the type: a pointer to them that is not const, a
 * struct with such a pointer. */
static bool leads_to_written(const Type *type, int levels)
{
    while (type->kind == TYPE_ARRAY)
        type = type_elem(type);
    if (levels == 0)
        return false;
    if (type->kind == TYPE_POINTER) {
        const Type *elem = type_elem(type);
        while (elem->kind == TYPE_ARRAY)
            elem = type_elem(elem);
        return (!(elem->quals & TYPE_CONST) && type_holds_real(elem, false)) || leads_to_written(elem, levels - 1);
    }
    if (type->kind != TYPE_RECORD)
        return false;
    for (int i = 0; i < type->u.record->fields.count; i++) {
        const Field *field = type->u.record->fields.items[i];
        if (!field->inactive && leads_to_written(field->type, levels - 1))
            return true;
    }
    return false;
}

static bool may_be_written(const Var *param)
{
    return leads_to_written(param->type, DEEPEST_LEVELS);
}

/* ---- a request's parts ---- */

static void set_wrt(Asked *asked)
{
    Names *names = &asked->spec.wrt;
    asked->request->all = names->list.count == 0;
    for (int i = 0; i < names->list.count; i++) {
        Var *var = active_param(asked, names->list.items[i]);
        if (var)
            VEC_PUSH(asked->front->arena, &asked->request->wrt, var);
    }
}

static void add_of_return(Asked *asked)
{
    if (type_is_real(asked->func->result))
        asked->request->of_return = true;
    else
        refuse(asked, "adgen-of", arena_printf(asked->front->arena, "'%s' returns no real value, so of(return) has no "
                                               "meaning", asked->func->name));
}

static void add_of(Asked *asked, const char *name)
{
    Var *var = active_param(asked, name);
    if (!var)
        return;
    if (may_be_written(var))
        VEC_PUSH(asked->front->arena, &asked->request->of, var);
    else
        refuse(asked, "adgen-of",
               arena_printf(asked->front->arena, "'%s' cannot be a dependent: the function cannot write through %s",
                            name, type_is_pointer(var->type) ? "a pointer to const" : "a parameter passed by value"));
}

static void set_of(Asked *asked)
{
    Names *names = &asked->spec.of;
    asked->request->all_of = names->list.count == 0;
    if (asked->request->all_of)
        asked->request->of_return = type_is_real(asked->func->result);
    for (int i = 0; i < names->list.count; i++) {
        if (strcmp(names->list.items[i], "return") == 0)
            add_of_return(asked);
        else
            add_of(asked, names->list.items[i]);
    }
}

static bool is_keyword(const char *name)
{
    static const char *const keywords[] = {
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
        "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
        "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while" };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i], name) == 0)
            return true;
    return false;
}

/* A prototype of the generated function (its header is included, say) is no other use of the name. */
static bool is_name_used_by(Front *front, const char *name)
{
    const Decl *decl = decls_named(front, name);
    if (!decl)
        return false;
    return !cursor_is(decl->all.items[0], CXCursor_FunctionDecl) || !clang_Cursor_isNull(decl->definition);
}

static bool is_name_used(const Link *link, const char *name)
{
    for (int i = 0; i < link->fronts.count; i++)
        if (is_name_used_by(link->fronts.items[i], name))
            return true;
    return false;
}

static void set_name(Asked *asked)
{
    Front      *front = asked->front;
    const char *name = asked->spec.as;
    if (!name)
        name = intern(front->program->names,
                      arena_printf(front->arena, "%s_%s", asked->func->name, modes[asked->mode].word));
    asked->request->as = name;
    if (is_keyword(name))
        refuse(asked, "adgen-name", arena_printf(front->arena, "the generated function cannot be called '%s', a word "
                                                 "of C", name));
    else if (is_name_used(front->link, name))
        refuse(asked, "adgen-name", arena_printf(front->arena, "the generated function's name '%s' is in use already; "
                                                 "choose another with as(name)", name));
}

/* The width changes the signature, even if it is 1. */
static void set_width(Asked *asked)
{
    asked->request->width = asked->spec.width;
    if (asked->spec.width && asked->mode != MODE_VJP && asked->mode != MODE_JVP && asked->mode != MODE_HVP)
        refuse(asked, "adgen-width", arena_printf(asked->front->arena, "%s has no directions, so width(n) has no meaning; it "
                                                  "belongs to ADGEN_JVP, ADGEN_VJP and ADGEN_HVP", modes[asked->mode].macro));
}

/* ---- what cannot be asked for ---- */

static bool has_active_param(const Asked *asked)
{
    for (int i = 0; i < asked->func->params.count; i++) {
        const Var *param = asked->func->params.items[i];
        if (!param->inactive && type_holds_real(param->type, true))
            return true;
    }
    return false;
}

static bool has_adjoint(Front *front, CXCursor global)
{
    return !front_annotated(front, global, "inactive")
        && type_holds_real(front_type(front, clang_getCursorType(global), global), false);
}

static bool has_dependent(const Asked *asked)
{
    if (!asked->request->all_of || asked->request->of_return)
        return true;
    for (int i = 0; i < asked->func->params.count; i++) {
        const Var *param = asked->func->params.items[i];
        if (!param->inactive && type_holds_real(param->type, true) && may_be_written(param))
            return true;
    }
    return body_writes_global(asked->front, asked->declaration, has_adjoint);
}

static void check_outside(Asked *asked)
{
    Arena      *arena = asked->front->arena;
    const char *name = asked->func->name;
    if (asked->func->variadic)
        refuse(asked, "adgen-variadic",
               arena_printf(arena, "'%s' takes a variable number of arguments, which has no derivative", name));
    if (!has_active_param(asked))
        refuse(asked, "adgen-nothing-real",
               arena_printf(arena, "'%s' has no parameter that could carry a derivative: none holds a float, double "
                                   "or long double that is not ADGEN_INACTIVE", name));
    else if (!has_dependent(asked))
        refuse(asked, "adgen-nothing-real",
               arena_printf(arena, "'%s' has nothing to differentiate: it returns no real value and writes no "
                                   "reals that a parameter points to, nor a global one%s", name,
                            asked->func->result->canon->kind == TYPE_RECORD ? "; let it store the struct through a pointer" : ""));
}

static bool same_names(const Request *a, const Request *b)
{
    if (a->wrt.count != b->wrt.count || a->of.count != b->of.count)
        return false;
    for (int i = 0; i < a->wrt.count; i++)
        if (a->wrt.items[i] != b->wrt.items[i])
            return false;
    for (int i = 0; i < a->of.count; i++)
        if (a->of.items[i] != b->of.items[i])
            return false;
    return a->all == b->all && a->all_of == b->all_of && a->of_return == b->of_return && a->width == b->width;
}

/* A prototype and its definition may both carry the same annotation: that is one request.  Two different requests
 * must not have one name. */
static bool is_repeated(Asked *asked)
{
    const Request *mine = asked->request;
    for (int i = 0; i < asked->front->program->requests.count; i++) {
        const Request *other = asked->front->program->requests.items[i];
        if (other->as != mine->as)
            continue;
        if (other->func == mine->func && other->mode == mine->mode && same_names(other, mine))
            return true;
        refuse(asked, "adgen-name",
               arena_printf(asked->front->arena, "two requests would both be called '%s'; name one of them with as(name)",
                            mine->as));
        diag_note(asked->front->diag, other->loc, "the other one is here");
        return true;
    }
    return false;
}

static void add_request(Asked *asked)
{
    Front *front = asked->front;
    asked->func = front_func(front, asked->declaration);
    asked->request = ARENA_NEW(front->arena, Request);
    asked->request->mode = asked->mode;
    asked->request->func = asked->func;
    asked->request->loc = asked->loc;
    set_wrt(asked);
    set_of(asked);
    set_name(asked);
    set_width(asked);
    if (!asked->failed)
        check_outside(asked);
    if (!asked->failed && !is_repeated(asked) && !asked->failed)
        VEC_PUSH(front->arena, &front->program->requests, asked->request);
}

static void read_request(Asked *asked)
{
    Arena *arena = asked->front->arena;
    asked->front->link->asked = true;
    asked->spec = spec_read(asked->front, asked->text);
    if (!modes[asked->mode].supported)
        refuse(asked, "adgen-mode",
               arena_printf(arena, "%s is not supported by this version of adgen", modes[asked->mode].macro));
    else if (asked->spec.error) {
        refuse(asked, "adgen-spec",
               arena_printf(arena, "'%s' is no list of parameters: %s", asked->text, asked->spec.error));
        diag_note(asked->front->diag, asked->loc,
                  "write names of parameters, wrt(x, y), of(y, return), as(name) or width(8), with commas between them");
    } else if (!link_has_body(asked->front, asked->declaration)) {
        refuse(asked, "adgen-no-body",
               arena_printf(arena, link_is_one_file(asked->front->link)
                                       ? "the body of '%s' is not in this file nor in what it includes"
                                       : "the body of '%s' is not in these files nor in what they include",
                            front_spelling(asked->front, asked->declaration)));
        diag_note(asked->front->diag, asked->loc, "give adgen the file that defines it, too");
    } else
        add_request(asked);
}

/* ---- annotations ---- */

/* A header that declares a function for others to define asks only where the definition is. */
static bool is_for_others(Front *front, CXCursor cursor, const Annotation *annotation)
{
    return !link_has_body(front, cursor) && !front_in_main_file(front, annotation->cursor);
}

static bool is_seen(StrMap *seen, Front *front, const Annotation *annotation)
{
    const char *key = arena_printf(front->arena, "%s:%u:%u:%s %s", loc_file(annotation->loc), annotation->loc.line,
                                   annotation->loc.column, annotation->word, annotation->spec);
    if (strmap_get(seen, key))
        return true;
    strmap_put(seen, key, front);
    return false;
}

/* clang hands a prototype's annotations down to the definition: each place counts once. */
static void read_annotations(Front *front, CXCursor function)
{
    Annotations all = front_annotations(front, function);
    for (int i = 0; i < all.count; i++) {
        const Annotation *annotation = &all.items[i];
        int               mode = find_mode(annotation->word);
        if (strcmp(annotation->word, "derivative-of") == 0 && !is_seen(front->link->seen, front, annotation))
            registered_read(front, function, annotation);
        if (mode < 0 || is_seen(front->link->seen, front, annotation) || is_for_others(front, function, annotation))
            continue;
        Asked asked = { .front = front, .mode = (Mode)mode, .declaration = function, .loc = annotation->loc,
                        .text = annotation->spec };
        read_request(&asked);
    }
}

/* ---- options ---- */

/* What an option names: no place of a file. */
static Loc nowhere(const Link *link)
{
    return loc_at(link->fronts.items[0]->path, 0, 0);
}

void requests_refuse_function(Link *link, Loc loc, const char *name)
{
    VEC(const char *) names = { 0 };
    for (int i = 0; i < link->fronts.count; i++)
        for (int k = 0; k < decls_count(link->fronts.items[i]); k++) {
            const Decl *decl = decls_at(link->fronts.items[i], k);
            if (cursor_is(decl->all.items[0], CXCursor_FunctionDecl) && !decls_in_system_header(decl->all.items[0]))
                VEC_PUSH(link->arena, &names, decl->name);
        }
    const char *nearest = spec_nearest(name, names.items, names.count);
    if (nearest)
        diag_error(link->diag, loc, "adgen-unknown-function",
                   "there is no function '%s'; did you mean '%s'?", name, nearest);
    else
        diag_error(link->diag, loc, "adgen-unknown-function", "there is no function '%s'", name);
}

/* The file and declaration that an option's name means: where it has a body, else where it is declared. */
Declared requests_find_function(Link *link, const char *name)
{
    Declared found = { NULL, NULL };
    for (int i = 0; i < link->fronts.count; i++) {
        Front *front = link->fronts.items[i];
        Decl  *decl = decls_named(front, name);
        if (!decl || !cursor_is(decl->all.items[0], CXCursor_FunctionDecl))
            continue;
        bool defined = !clang_Cursor_isNull(decl->definition);
        bool known = found.decl && !clang_Cursor_isNull(found.decl->definition);
        if (!found.decl || (defined && !known))
            found = (Declared){ front, decl };
        else if (defined && front_loc(front, decl->definition).file !=
                                front_loc(found.front, found.decl->definition).file) {
            diag_error(link->diag, front_loc(front, decl->definition), "adgen-clash",
                       "'%s' is asked for by its name, and this is the second function that has it", name);
            diag_note(link->diag, front_loc(found.front, found.decl->definition),
                      "the first is here; annotate the one that is meant");
        }
    }
    return found;
}

/* f, or f(spec): the text between the outer brackets. */
static bool split_option(Front *front, const char *text, const char **name, const char **spec)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strcspn(text, "( \t\n");
    *name = intern_n(front->program->names, text, length);
    *spec = "";
    text += length;
    while (isspace((unsigned char)*text))
        text++;
    if (!*text)
        return length > 0;
    size_t end = strlen(text);
    while (end > 0 && isspace((unsigned char)text[end - 1]))
        end--;
    if (length == 0 || text[0] != '(' || end < 2 || text[end - 1] != ')')
        return false;
    *spec = intern_n(front->program->names, text + 1, end - 2);
    return true;
}

static void read_option(Link *link, const RequestText *option)
{
    const char *name, *spec;
    link->asked = true;
    if (!split_option(link->fronts.items[0], option->text, &name, &spec)) {
        diag_error(link->diag, nowhere(link), "adgen-spec", "--%s '%s' is not understood: write 'f' or 'f(x, y)'",
                   modes[option->mode].word, option->text);
        return;
    }
    Declared found = requests_find_function(link, name);
    if (!found.decl) {
        requests_refuse_function(link, nowhere(link), name);
        return;
    }
    Asked asked = { .front = found.front, .mode = option->mode, .declaration = found.decl->all.items[0],
                    .loc = nowhere(link), .text = spec };
    read_request(&asked);
}

/* ---- all ---- */

static void refuse_nothing(Link *link)
{
    diag_error(link->diag, nowhere(link), "adgen-no-request", "no function asks for a derivative");
    diag_note(link->diag, nowhere(link),
              "write ADGEN_GRAD() before a function, after #include <adgen/adgen.h>, or pass --grad 'function'");
}

void requests_read(Link *link, const FrontendInput *input)
{
    for (int i = 0; i < link->fronts.count; i++) {
        Front *front = link->fronts.items[i];
        for (int k = 0; k < decls_cursor_count(front); k++)
            if (cursor_is(decls_cursor(front, k), CXCursor_FunctionDecl))
                read_annotations(front, decls_cursor(front, k));
    }
    for (int i = 0; i < input->request_count; i++)
        read_option(link, &input->requests[i]);
    if (!link->asked)
        refuse_nothing(link);
}
