#include "outside.h"

#include <string.h>

#include "clang.h"
#include "decls.h"
#include "ir/walk.h"
#include "items.h"
#include "rules/blas.h"

typedef struct Outside {
    Link    *link;          /* the user's files */
    Link    *text;          /* the text, which is one */
    Front   *front;         /* of the text */
    Program *program;
    char     precision;
    Map     *stands;        /* routine of the text -> the Func that is called in its place */
    VEC(Func *) called;     /* routines that the program calls */
    bool     blocked;       /* the program has a static function of a routine's name, so that nobody else can call that */
} Outside;

/* ---- what is called ---- */

static bool is_routine(const Func *func, char precision)
{
    char own;
    return !func->body && !func->no_derivative && !func_is_given(func) && blas_is_routine(func->name, &own) && own == precision;
}

static void find_called(Outside *o)
{
    for (int i = 0; i < o->program->funcs.count; i++)
        if (is_routine(o->program->funcs.items[i], o->precision))
            VEC_PUSH(o->program->arena, &o->called, o->program->funcs.items[i]);
}

/* The type of sizes and strides: the widest integer among the parameters. */
static const char *integer_of(const Outside *o)
{
    bool wide = false;
    for (int i = 0; i < o->called.count; i++)
        for (int k = 0; k < o->called.items[i]->params.count; k++) {
            const Type *type = o->called.items[i]->params.items[k]->type->canon;
            wide |= type->kind == TYPE_INT && type_bits(type) > 32;
        }
    return wide ? "long" : "int";
}

/* ---- the text ---- */

/* Read it; what it holds is nothing that generated code takes over as it stands. */
static void read_text(Outside *o)
{
    static const char *const args[] = { "-fparse-all-comments" };
    FrontendFile  file = { .path = "blas.def", .args = args, .arg_count = 1 };
    FrontendInput input = { .files = &file, .file_count = 1 };
    FileList      ignored = { 0 };
    int           files = o->program->files.count;
    file.text = blas_text(o->program->arena, o->precision, integer_of(o));
    bool          good = fronts_open(o->text, o->program, &input, &ignored);
    ENSURE(good);
    o->program->files.count = files;
    o->front = o->text->fronts.items[0];
    link_index(o->text);
}

static void drop_items(const Outside *o)
{
    Program *program = o->program;
    Map     *made = map_new(program->arena);
    int      kept = 0;
    for (int i = 0; i < o->front->made.count; i++)
        map_put(made, o->front->made.items[i], made);
    for (int i = 0; i < program->items.count; i++)
        if (!map_get(made, program->items.items[i]))
            program->items.items[kept++] = program->items.items[i];
    program->items.count = kept;
}

static bool is_defined(const Decl *decl)
{
    return !clang_Cursor_isNull(decl->definition);
}

static bool is_prototype(const Decl *decl)
{
    return !is_defined(decl) && cursor_is(decl->all.items[0], CXCursor_FunctionDecl);
}

/* ---- routines ---- */

/* What a user's file declares by this name; or nothing. */
static Declared find_declared(const Outside *o, const char *name, enum CXCursorKind kind)
{
    for (int i = 0; i < o->link->fronts.count; i++) {
        Front *front = o->link->fronts.items[i];
        Decl  *decl = decls_named(front, name);
        if (decl && cursor_is(decl->all.items[0], kind))
            return (Declared){ front, decl };
    }
    return (Declared){ NULL, NULL };
}

static bool is_whole(const Type *type)
{
    return type->kind == TYPE_INT || type->kind == TYPE_ENUM;
}

static bool fits_type(const Type *ours, const Type *theirs)
{
    ours = ours->canon;
    theirs = theirs->canon;
    if (ours->kind == TYPE_POINTER)
        return theirs->kind == TYPE_POINTER && fits_type(type_elem(ours), type_elem(theirs));
    return is_whole(ours) ? is_whole(theirs) && (type_bits(ours) == 8) == (type_bits(theirs) == 8) : type_same(ours, theirs);
}

/* Whether what the text knows of the routine is true of the one that is declared. */
static bool fits(const Func *ours, const Func *theirs)
{
    if (theirs->variadic || ours->params.count != theirs->params.count || !fits_type(ours->result, theirs->result))
        return false;
    for (int i = 0; i < ours->params.count; i++) {
        const Type *type = ours->params.items[i]->type, *other = theirs->params.items[i]->type;
        if (!fits_type(type, other))
            return false;
        if (type_is_pointer(type) && !type_is_const(type_elem(type)) && type_is_const(type_elem(other)))
            return false;
    }
    return true;
}

/* Where the program declares routines itself, as it sees fit, no header is included that may do so otherwise. */
static bool is_declared_by_hand(const Outside *o)
{
    for (int i = 0; i < o->called.count; i++)
        if (o->called.items[i]->item && o->called.items[i]->item->kind != ITEM_INCLUDE)
            return true;
    return false;
}

/* What declares a routine that no file of the user's does. */
static Item *declaration_of(const Outside *o, const Decl *decl)
{
    if (!is_declared_by_hand(o))
        return ir_system_include(o->program, decl->name[0] == 'c' ? "cblas.h" : "lapacke.h");
    Item *item = ARENA_NEW(o->program->arena, Item);
    item->kind = ITEM_FUNC;
    item->name = decl->name;
    item->text = item->prototype = item_text_declared(o->front, decl->all.items[0]);
    item->order = 1 << 30;
    VEC_PUSH(o->program->arena, &o->program->items, item);
    return item;
}

/* The routine of the text, and what stands for it. */
static void match(Outside *o, Decl *decl)
{
    char     own;
    Declared theirs = find_declared(o, decl->name, CXCursor_FunctionDecl);
    Func    *func = theirs.decl ? front_func(theirs.front, theirs.decl->all.items[0]) : NULL;
    Func    *shape = front_func(o->front, decl->all.items[0]);
    if (!blas_is_routine(decl->name, &own)) {
        shape->item = strcmp(decl->name, "free") == 0 ? ir_system_include(o->program, "stdlib.h") : NULL;
        shape->is_library = shape->item != NULL;
        return;
    }
    if (!func) {
        func = shape;
        func->is_library = true;
        func->item = declaration_of(o, decl);
    }
    o->blocked = o->blocked || func->is_static;
    if (fits(shape, func))
        map_put(o->stands, shape, func);
}

/* The name and comment that the function has in generated code. */
static void present(const Outside *o, const Func *routine, const Func *shape, const CallPart *part)
{
    Program *p = o->program;
    for (int i = 0; i < shape->params.count; i++) {
        const Var *param = shape->params.items[i];
        if (strcmp(param->name, part->of) != 0)
            continue;
        part->func->name = intern(p->names, arena_printf(p->arena, "adgen_%s_%s_adj", blas_bare(routine->name), part->of));
        part->func->comment =
            type_is_pointer(param->type) && !type_is_const(type_elem(param->type))
                ? arena_printf(p->arena, "Backward through %s: %s_adj, from after the call to before it.", routine->name, part->of)
                : arena_printf(p->arena, "Backward through %s: adds to %s_adj.", routine->name, part->of);
    }
}

/* The functions that make up the derivatives of a routine. */
static void collect(Outside *o, const Decl *routine)
{
    Arena *arena = o->program->arena;
    Func  *shape = front_func(o->front, routine->all.items[0]);
    Func  *func = map_get(o->stands, shape);
    CallParts *parts = ARENA_NEW(arena, CallParts);
    if (!func)
        return;
    const char *prefix = blas_prefix(arena, func->name);
    parts->shape = shape;
    for (int i = 0; i < decls_count(o->front); i++) {
        Decl *decl = decls_at(o->front, i);
        if (!is_defined(decl) || strncmp(decl->name, prefix, strlen(prefix)) != 0)
            continue;
        CallPart part = { decl->name + strlen(prefix), front_func(o->front, decl->definition) };
        VEC_PUSH(arena, &parts->list, part);
        present(o, func, shape, &part);
    }
    func->parts = parts;
}

/* ---- from the text's routines to the user's ---- */

static const Expr *spelled_by(Outside *o, const Expr *e, Item *item)
{
    return ir_spelled_int(o->program, e->loc, e->type, e->u.integer->value, e->u.integer->text, item);
}

/* Whole constants that are reals, as reals; enumerators as the user's headers have them. */
static const Expr *with_constants(void *data, const Expr *e)
{
    Outside *o = data;
    const Expr *number = e->op == OP_CAST && type_is_real(e->type) ? e->args[0] : e;
    bool        below = number != e && number->op == OP_NEG;
    if (below)
        number = number->args[0];
    if (number != e && number->op == OP_INT) {
        const Expr *real = ir_real(o->program, e->loc, e->type, (long double)number->u.integer->value);
        return below ? ir_unary(o->program, e->loc, OP_NEG, real) : real;
    }
    if (e->op != OP_INT || !e->u.integer->item)
        return e;
    const Decl *own = decls_named(o->front, e->u.integer->text);
    Declared theirs = find_declared(o, e->u.integer->text, CXCursor_EnumConstantDecl);
    if (theirs.decl)
        return spelled_by(o, e, front_item(theirs.front, theirs.decl->all.items[0]));
    if (!own || is_declared_by_hand(o))           /* a macro of the text's */
        return ir_int(o->program, e->loc, e->type, e->u.integer->value);
    return spelled_by(o, e, ir_system_include(o->program, "cblas.h"));
}

static void convert_call(void *data, Stmt *s)
{
    Outside *o = data;
    Func    *func = s->kind == STMT_CALL ? map_get(o->stands, s->u.call.callee) : NULL;
    if (!func)
        return;
    const Expr **args = ARENA_ARRAY(o->program->arena, const Expr *, s->u.call.count + 1);
    for (int i = 0; i < s->u.call.count; i++)
        args[i] = ir_cast(o->program, s->loc, type_unqualified(o->program, func->params.items[i]->type), s->u.call.args[i], true);
    s->u.call.callee = func;
    s->u.call.args = args;
}

/* The comment above the function, without its signs; NULL: there is none. */
static const char *comment_of(const Outside *o, CXCursor function)
{
    const char *raw = front_string(o->front, clang_Cursor_getRawCommentText(function)), *begin = NULL;
    for (const char *at = strstr(raw, "/*"); at; at = strstr(at + 2, "/*"))
        begin = at + 2;                      /* comments in a row come as one */
    const char *end = begin ? strstr(begin, "*/") : NULL;
    if (!end)
        return NULL;
    char *text = arena_strdup(o->program->arena, begin), *to = text;
    for (const char *from = begin + strspn(begin, " "); from < end; from++) {
        *to++ = (char)(*from == '\n' ? ' ' : *from);
        if (*from == '\n')
            from += strspn(from + 1, " *");
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
    return text;
}

/* (void)x; is for compilers of the text: generated code has its own. */
static bool is_idle(void *data, Block *out, Stmt *s)
{
    (void)data;
    (void)out;
    ENSURE(s->kind != STMT_OPAQUE || strncmp(s->u.opaque->texts.items[0], "(void)", 6) == 0);
    return s->kind == STMT_OPAQUE;
}

/* A name of our own beside what the program has: it may be generated code, which has brought such functions along. */
static const char *free_name(const Outside *o, const char *name)
{
    const char *free = name;
    for (int i = 2; find_declared(o, free, CXCursor_FunctionDecl).decl; i++)
        free = intern(o->program->names, arena_printf(o->program->arena, "%s_%d", name, i));
    return free;
}

static void convert(Outside *o)
{
    for (int i = 0; i < decls_count(o->front); i++) {
        const Decl *decl = decls_at(o->front, i);
        Func       *func = is_defined(decl) ? cursor_map_get(o->front->funcs, clang_getCanonicalCursor(decl->all.items[0])) : NULL;
        if (!func || !func->body)
            continue;
        func->item = NULL;
        func->name = free_name(o, func->name);
        func->comment = func->comment ? func->comment : comment_of(o, decl->definition);
        func->loc = (Loc){ 0 };
        func->is_generated = true;
        ir_replace_stmts(o->program, func->body, is_idle, NULL);
        ir_visit_stmts(func->body, convert_call, o);
        ir_map_block_exprs(o->program, func->body, with_constants, o);
        ir_mark_registers(func);
    }
}

static void read_precision(Link *link, Program *program, char precision)
{
    Outside o = { .link = link, .program = program, .precision = precision, .stands = map_new(program->arena) };
    find_called(&o);
    if (o.called.count == 0)
        return;
    o.text = link_new(program->arena, link->diag);
    read_text(&o);
    for (int i = 0; i < decls_count(o.front); i++)
        if (is_prototype(decls_at(o.front, i)))
            match(&o, decls_at(o.front, i));
    for (int i = 0; i < decls_count(o.front) && !o.blocked; i++)        /* other ones than the program calls are called by parts */
        if (is_prototype(decls_at(o.front, i)))
            collect(&o, decls_at(o.front, i));
    decls_lower_all(o.text);
    drop_items(&o);
    convert(&o);
    fronts_close(o.text);
}

void outside_read(Link *link)
{
    Program *program = link->fronts.items[0]->program;
    read_precision(link, program, 's');
    read_precision(link, program, 'd');
    decls_lower_all(link);
}
