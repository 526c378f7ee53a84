#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "read_parts.h"

/* ---- Variables ---- */

/* "at 3:5", "at "g.c"3:5" */
static Loc read_place_of_var(Reader *r, Loc near)
{
    if (!read_accept_word(r, "at"))
        return near;
    const char *file = loc_file(near);
    if (read_peek(r)->kind == TOKEN_STRING)
        file = read_string(r);
    unsigned line = (unsigned)read_integer(r);
    read_expect(r, ":");
    return loc_at(file, line, (unsigned)read_integer(r));
}

/* The words after a variable's type.  One that is none of ours is what a stage remarked. */
static bool read_var_word(Reader *r, Var *var)
{
    const Token *token = read_peek(r);
    if (token->kind != TOKEN_NAME || token->starts_line)
        return false;
    if (read_is(r, "at"))
        return false;
    if (read_accept(r, "item")) {
        var->item = read_item_ref(r);
        return true;
    }
    const char *word = read_next(r)->text;
    if (strcmp(word, "temp") == 0)
        var->kind = VAR_TEMP;
    var->is_shadow = var->is_shadow || strcmp(word, "shadow") == 0;
    var->is_kept = var->is_kept || strcmp(word, "kept") == 0;
    var->inactive = var->inactive || strcmp(word, "inactive") == 0;
    var->is_static = var->is_static || strcmp(word, "static") == 0;
    var->is_written = var->is_written || strcmp(word, "written") == 0;
    var->is_shared = var->is_shared || strcmp(word, "shared") == 0;
    var->is_known = var->is_known || strcmp(word, "known") == 0;
    var->pinned = var->pinned || strcmp(word, "pinned") == 0;
    if (strcmp(word, "register") == 0 || strcmp(word, "memory") == 0)
        var->is_register = word[0] == 'r';
    return true;
}

/* The name without the number that tells it from others, and that number, or -1. */
static const char *split_name(Reader *r, const char *name, int *number)
{
    const char *dot = strrchr(name, '.');
    *number = dot ? (int)strtol(dot + 1, NULL, 10) : -1;
    return dot ? intern_n(r->p->names, name, (size_t)(dot - name)) : name;
}

static Var *make_var(Reader *r, Func *func, VarKind kind, const char *name, const Type *type, int *next_id)
{
    int         number;
    const char *plain = split_name(r, name, &number);
    if (!func)
        return ir_new_global(r->p, plain, type, (Loc){0});
    Var *var = ir_new_var(r->p, func, kind, plain, type, (Loc){0});
    var->id = number >= 0 ? number : *next_id;
    *next_id = var->id + 1;
    return var;
}

Var *read_var(Reader *r, Func *func, VarKind kind, Loc near, int *next_id)
{
    const char *name = read_name(r);
    StrMap     *known = func ? r->vars : r->globals;
    if (strmap_get(known, name))
        read_fail_before(r, "'%s' is declared twice", name);
    read_expect(r, ":");
    const Type *type = read_type(r);
    Var        *var = make_var(r, func, kind, name, type, next_id);
    var->is_register = func && type_is_scalar(type) && !(type->quals & TYPE_VOLATILE);
    while (read_var_word(r, var))
        continue;
    var->loc = read_place_of_var(r, near);
    strmap_put(known, name, var);
    return var;
}

/* ---- Statements ---- */

typedef struct Body {
    Reader *r;
    Func   *func;
    int     next_id;
} Body;

static Block *read_statements(Body *b);

/* "{ ; f.c:3:5", the statements, "}". */
static Block *read_braces(Body *b)
{
    read_expect(b->r, "{");
    read_loc(b->r);
    Block *block = read_statements(b);
    read_expect(b->r, "}");
    return block;
}

static Stmt *read_if(Body *b, Loc loc)
{
    const Expr *cond = read_value(b->r);
    read_require(b->r, check_cond(cond));
    Block *then = read_braces(b);
    Block *other = read_accept(b->r, "else") ? read_braces(b) : NULL;
    return ir_if(b->r->p, loc, cond, then, other);
}

static Relation read_relation(Reader *r)
{
    static const char *const words[] = {"lt", "le", "gt", "ge", "ne", "downto"};
    const char *word = read_name(r);
    for (int i = 0; i < 6; i++) {
        if (strcmp(word, words[i]) == 0)
            return (Relation)i;
    }
    read_fail_before(r, "'%s' is no relation", word);
}

/* How many states may be kept, or NULL. */
static Checkpoint *read_checkpoint(Reader *r, Loc loc)
{
    bool        bytes = read_accept(r, "checkpoint_bytes");
    Checkpoint *checkpoint;
    if (!bytes && !read_accept(r, "checkpoint"))
        return NULL;
    checkpoint = ARENA_NEW(r->p->arena, Checkpoint);
    *checkpoint = (Checkpoint){read_value(r), bytes, loc, false};
    return checkpoint;
}

static Stmt *read_for(Body *b, Loc loc)
{
    Reader *r = b->r;
    bool    declares = strcmp(read_ahead(r)->text, ":") == 0;
    Var    *var = declares ? read_var(r, b->func, VAR_LOCAL, loc, &b->next_id) : read_var_ref(r);
    read_expect(r, "=");
    const Expr *from = read_value(r);
    bool        upwards = read_accept(r, "..");
    Relation    relation = upwards ? REL_LT : read_relation(r);
    const Expr *to = read_value(r);
    long long   step = 1;
    if (!upwards) {
        read_expect(r, "step");
        step = read_integer(r);
    }
    read_require(r, check_for(var, from, to, relation, step));
    const char       *pragma = read_accept(r, "pragma") ? read_string(r) : NULL;
    const Checkpoint *checkpoint = read_checkpoint(r, loc);
    Stmt             *s = ir_for(r->p, loc, var, declares, from, relation, to, step, read_braces(b));
    s->u.loop_for.pragma = pragma;
    s->checkpoint = checkpoint;
    return s;
}

static Stmt *read_loop(Body *b, Loc loc, bool at_end)
{
    Reader           *r = b->r;
    const Checkpoint *checkpoint = read_checkpoint(r, loc);
    Block      *head = read_accept(r, "head") ? read_braces(b) : NULL;
    const Expr *cond = read_accept(r, "while") ? read_value(r) : NULL;
    if (cond)
        read_require(r, check_cond(cond));
    Block *body = read_braces(b);
    Block *step = read_accept_word(r, "step") ? read_braces(b) : NULL;
    Stmt  *s = ir_loop(r->p, loc, head, cond, body, step, at_end);
    s->checkpoint = checkpoint;
    return s;
}

static Stmt *read_call_stmt(Reader *r, Loc loc, const Expr *place)
{
    read_expect(r, "call");
    Func *callee = read_func_ref(r);
    VEC(const Expr *) args = {0};
    read_expect(r, "(");
    while (!read_is(r, ")")) {
        if (args.count)
            read_expect(r, ",");
        VEC_PUSH(r->p->arena, &args, read_value(r));
    }
    read_expect(r, ")");
    read_require(r, check_call(callee, args.items, args.count));
    if (place)
        read_require(r, check_result(place, callee->result));
    return ir_call_stmt(r->p, loc, place, callee, args.items, args.count);
}

static bool is_call(const Reader *r)
{
    return read_is(r, "call") && strcmp(read_ahead(r)->text, "@") == 0;
}

static Stmt *read_assign(Reader *r, Loc loc)
{
    const Expr *place = read_value(r);
    read_expect(r, "=");
    if (is_call(r))
        return read_call_stmt(r, loc, place);
    const Expr *value = read_value(r);
    read_require(r, check_assign(place, value->type));
    return ir_assign(r->p, loc, place, value);
}

static Stmt *read_decl(Body *b, Loc loc)
{
    Var        *var = read_var(b->r, b->func, VAR_LOCAL, loc, &b->next_id);
    const Expr *init = read_accept(b->r, "=") ? read_value(b->r) : NULL;
    read_require(b->r, check_decl(var, init));
    return ir_decl(b->r->p, loc, var, init);
}

static Stmt *read_return(Reader *r, Loc loc)
{
    const Token *next = read_peek(r);
    bool         has_value = !next->starts_line && next->kind != TOKEN_LOC && !read_is(r, "}");
    return ir_return(r->p, loc, has_value ? read_value(r) : NULL);
}

/* A statement that begins with a word of the language: a place or declaration goes on with one of "=:[.(". */
static bool begins_with_word(const Reader *r)
{
    const Token *next = read_ahead(r);
    if (read_peek(r)->kind != TOKEN_NAME)
        return false;
    if (next->kind != TOKEN_MARK || next->starts_line || strcmp(next->text, "::") == 0)
        return true;
    return !strchr("=:[.(", next->text[0]);
}

static Stmt *read_worded(Body *b, Loc loc)
{
    Reader     *r = b->r;
    const char *word = read_next(r)->text;
    if (strcmp(word, "if") == 0)
        return read_if(b, loc);
    if (strcmp(word, "for") == 0)
        return read_for(b, loc);
    if (strcmp(word, "loop") == 0 || strcmp(word, "do") == 0)
        return read_loop(b, loc, word[0] == 'd');
    if (strcmp(word, "break") == 0)
        return ir_jump(r->p, loc, STMT_BREAK);
    if (strcmp(word, "continue") == 0)
        return ir_jump(r->p, loc, STMT_CONTINUE);
    if (strcmp(word, "ret") == 0)
        return read_return(r, loc);
    if (strcmp(word, "opaque") == 0)
        return ir_opaque_stmt(r->p, loc, read_opaque(r));
    if (strcmp(word, "comment") == 0)
        return ir_comment(r->p, read_string(r));
    read_fail_before(r, "'%s' begins no statement", word);
}

static Stmt *read_statement(Body *b)
{
    Reader *r = b->r;
    Loc     loc = read_line_loc(r);
    r->loc = loc;
    if (read_is(r, "{"))
        return ir_block_stmt(r->p, loc, read_braces(b));
    if (is_call(r))
        return read_call_stmt(r, loc, NULL);
    if (begins_with_word(r))
        return read_worded(b, loc);
    if (read_peek(r)->kind == TOKEN_NAME && strcmp(read_ahead(r)->text, ":") == 0)
        return read_decl(b, loc);
    return read_assign(r, loc);
}

static Block *read_statements(Body *b)
{
    Block *block = ir_block(b->r->p);
    while (!read_is(b->r, "}") && read_peek(b->r)->kind != TOKEN_END) {
        Stmt *s = read_statement(b);
        read_loc(b->r);
        ir_push(b->r->p, block, s);
    }
    return block;
}

/* ---- Bodies ---- */

/* "var x: f64" for what nothing declares, "size x = n" for ADGEN_SIZE. */
static void read_var_lines(Body *b)
{
    Reader *r = b->r;
    for (;;) {
        bool named = read_ahead(r)->kind == TOKEN_NAME && !read_ahead(r)->starts_line;
        if (named && read_accept(r, "var")) {
            read_var(r, b->func, VAR_LOCAL, (Loc){0}, &b->next_id);
        } else if (named && read_accept(r, "size")) {
            Var *var = read_var_ref(r);
            read_expect(r, "=");
            var->size = read_value(r);
        } else {
            return;
        }
    }
}

/* Put the variables where their ids say. */
static void sort_vars(Reader *r, Func *func)
{
    Var **sorted = ARENA_ARRAY(r->p->arena, Var *, func->vars.count);
    for (int i = 0; i < func->vars.count; i++) {
        Var *var = func->vars.items[i];
        if (var->id < 0 || var->id >= func->vars.count || sorted[var->id])
            read_fail(r, "the numbers of the variables of '%s' leave a gap or repeat: %s.%d", func->name, var->name,
                      var->id);
        sorted[var->id] = var;
    }
    for (int i = 0; i < func->vars.count; i++)
        func->vars.items[i] = sorted[i];
}

void read_body(Reader *r, Func *func, int next_id)
{
    Body b = {r, func, next_id};
    r->loc = func->loc;
    read_var_lines(&b);
    Block *statements = read_statements(&b);
    if (func->body)
        func->body = statements;
    read_expect(r, "}");
    sort_vars(r, func);
}
