#include "declare.h"

#include <stdlib.h>

#include "ir/table.h"
#include "shadow.h"

/* A block in the tree of blocks. */
typedef struct Place {
    struct Place *outer;
    Block        *block;
    Stmt         *stmt;       /* that it belongs to; NULL: the function's body */
    int           depth;
} Place;

typedef struct Home {
    Place *place;             /* innermost block that holds all uses so far */
    bool   is_counter;        /* declared by its FOR */
    bool   fits;              /* the first statement of its block that mentions it assigns it */
    bool   held;              /* a pointer holds its address: what follows the pointer uses it without its name */
    int    writes;            /* in a line: how many statements assign it */
    Stmt  *declared;          /* a DECL that was there */
    Place *declared_in;
} Home;

typedef struct Declare {
    Program *p;
    Func    *fn;
    Arena   *arena;
    Diag    *diag;
    VarTable homes;           /* Var -> Home */
    Place   *at;
    VarTable done;
    bool     is_line;         /* there is one block: all are declared in it */
} Declare;

static Home *declare_home(Declare *d, const Var *var)
{
    Home *home = vartable_get(&d->homes, var);

    if (home == NULL) {
        home = ARENA_NEW(d->arena, Home);
        vartable_put(&d->homes, var, home);
    }
    return home;
}

static Place *declare_common(Place *a, Place *b)
{
    while (a->depth > b->depth)
        a = a->outer;
    while (b->depth > a->depth)
        b = b->outer;
    while (a != b) {
        a = a->outer;
        b = b->outer;
    }
    return a;
}

static void declare_use(Declare *d, const Var *var)
{
    Home *home;

    if (var->kind == VAR_PARAM || var->kind == VAR_GLOBAL)
        return;
    home = declare_home(d, var);
    home->place = home->place ? declare_common(home->place, d->at) : d->at;
}

static void declare_node(void *data, const Expr *e);

static void declare_type(Declare *d, const Type *type)
{
    for (; type->kind == TYPE_ARRAY; type = type->u.array.elem)
        if (type->u.array.length)
            ir_visit_expr(type->u.array.length, declare_node, d);
}

static void declare_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        declare_use(data, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            declare_use(data, e->u.opaque->vars.items[i]);
}

static void declare_scan(Declare *d, Block *block, Stmt *stmt);

static void declare_scan_inner(Declare *d, Stmt *s)
{
    switch (s->kind) {
    case STMT_IF:
        declare_scan(d, s->u.branch.then, s);
        declare_scan(d, s->u.branch.other, s);
        break;
    case STMT_FOR:
        declare_scan(d, s->u.loop_for.body, s);
        break;
    case STMT_LOOP:
        declare_scan(d, s->u.loop.head, s);
        declare_scan(d, s->u.loop.body, s);
        declare_scan(d, s->u.loop.step, s);
        break;
    case STMT_BLOCK:
        declare_scan(d, s->u.block, s);
        break;
    default:
        break;
    }
}

static void declare_hold(void *data, Var *var)
{
    if (var->kind != VAR_PARAM && var->kind != VAR_GLOBAL)
        declare_home(data, var)->held = true;
}

static void declare_scan(Declare *d, Block *block, Stmt *stmt)
{
    Place *place = ARENA_NEW(d->arena, Place), *outer = d->at;

    place->outer = outer;
    place->block = block;
    place->stmt = stmt;
    place->depth = outer ? outer->depth + 1 : 0;
    d->at = place;
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        if (s->kind == STMT_DECL) {
            Home *home = declare_home(d, s->u.decl.var);

            home->declared = s;
            home->declared_in = place;
            declare_use(d, s->u.decl.var);
            declare_type(d, s->u.decl.var->type);
        }
        if (s->kind == STMT_FOR) {
            if (s->u.loop_for.declares)
                declare_home(d, s->u.loop_for.var)->is_counter = true;
            else
                declare_use(d, s->u.loop_for.var);
        }
        if (s->kind == STMT_ASSIGN && type_is_pointer(s->u.assign.value->type))
            ir_visit_addresses(s->u.assign.value, declare_hold, d);
        if (s->kind == STMT_OPAQUE)
            for (int k = 0; k < s->u.opaque->vars.count; k++)
                declare_use(d, s->u.opaque->vars.items[k]);
        ir_visit_stmt_exprs(s, declare_node, d);
        declare_scan_inner(d, s);
    }
    d->at = outer;
}

/* ---- registers that keep a value from one iteration to the next ---- */

typedef struct First {
    Declare *d;
    Block   *block;
    Stmt    *at;              /* statement of the block itself */
    Map     *seen;
} First;

static bool declare_assigns(const Stmt *s, const Var *var)
{
    const Expr *place = ir_target(s);

    if (s->kind == STMT_FOR && s->u.loop_for.var == var)
        return !ir_mentions(s->u.loop_for.from, var);
    if (s->kind == STMT_CALL)
        for (int i = 0; i < s->u.call.count; i++)
            if (ir_mentions(s->u.call.args[i], var))
                return false;
    return place && place->op == OP_VAR && place->u.var == var &&
           !(s->kind == STMT_ASSIGN && ir_mentions(s->u.assign.value, var));
}

static void declare_first(First *f, Var *var)
{
    Home *home = vartable_get(&f->d->homes, var);

    if (home == NULL || home->place == NULL || home->place->block != f->block || map_get(f->seen, var))
        return;
    map_put(f->seen, var, var);
    home->fits = declare_assigns(f->at, var);
}

static void declare_first_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        declare_first(data, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            declare_first(data, e->u.opaque->vars.items[i]);
}

static void declare_first_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_FOR)
        declare_first(data, s->u.loop_for.var);
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            declare_first(data, s->u.opaque->vars.items[i]);
    ir_visit_stmt_exprs(s, declare_first_node, data);
}

static void declare_firsts(Declare *d, Block *block)
{
    First f = {d, block, NULL, map_new(d->arena)};

    for (int i = 0; i < block->stmts.count; i++) {
        Block one = {{0}};
        Stmt *items[1] = {block->stmts.items[i]};
        Stmt *s = items[0];

        f.at = s;
        one.stmts.items = items;
        one.stmts.count = 1;
        ir_visit_stmts(&one, declare_first_stmt, &f);
        if (s->kind == STMT_IF) {
            declare_firsts(d, s->u.branch.then);
            declare_firsts(d, s->u.branch.other);
        } else if (s->kind == STMT_FOR) {
            declare_firsts(d, s->u.loop_for.body);
        } else if (s->kind == STMT_LOOP) {
            declare_firsts(d, s->u.loop.head);
            declare_firsts(d, s->u.loop.body);
            declare_firsts(d, s->u.loop.step);
        } else if (s->kind == STMT_BLOCK) {
            declare_firsts(d, s->u.block);
        }
    }
}

/* A register that an iteration may read before it assigns it belongs outside the loop. */
static void declare_lift(Declare *d)
{
    for (int i = 0; i < d->fn->vars.count; i++) {
        Home *home = vartable_get(&d->homes, d->fn->vars.items[i]);

        if (home == NULL || home->place == NULL || home->fits || home->declared || home->is_counter)
            continue;
        for (Place *place = home->place; place; place = place->outer)
            if (place->stmt && (place->stmt->kind == STMT_FOR || place->stmt->kind == STMT_LOOP))
                home->place = place->outer;
    }
}

/* The backward pass may follow a pointer that it has kept, in a block of its own: what the pointer leads to lives on
 * behind the branch. */
static void declare_raise(Declare *d)
{
    for (int i = 0; i < d->fn->vars.count; i++) {
        const Var *var = d->fn->vars.items[i];
        Home      *home = vartable_get(&d->homes, var);

        if (home == NULL || home->place == NULL || !home->held || type_is_vla(var->type))
            continue;
        while (home->place->stmt && (home->place->stmt->kind == STMT_IF || home->place->stmt->kind == STMT_BLOCK))
            home->place = home->place->outer;
    }
}

/* ---- where an initialiser cannot stay with its declaration ---- */

/* Past one character of a string literal, and how many bytes it has. */
static const char *declare_character(const char *at, int *bytes)
{
    *bytes = 1;
    if (*at != '\\')
        return at + 1;
    char *end = NULL;
    int   digits = 0;
    switch (at[1]) {
    case 'x':
        strtoull(at + 2, &end, 16);
        return end;
    case 'u':
    case 'U': {
        digits = at[1] == 'u' ? 4 : 8;
        unsigned long code = 0;
        for (int i = 0; i < digits; i++)
            code = code * 16 + (unsigned long)(at[2 + i] <= '9' ? at[2 + i] - '0' : (at[2 + i] | 32) - 'a' + 10);
        *bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        return at + 2 + digits;
    }
    default:
        while (digits < 3 && at[1 + digits] >= '0' && at[1 + digits] <= '7')
            digits++;
        return at + 1 + (digits ? digits : 1);
    }
}

/* How many bytes the literal has, with the zero at its end. */
static long long declare_bytes(const char *literal)
{
    long long count = 1;
    int       bytes = 0;

    for (const char *at = literal + 1; *at && *at != '"'; count += bytes)
        at = declare_character(at, &bytes);
    return count;
}

/* An array of characters gets those of a string, and zeros behind them. */
static void declare_copy(Program *p, Func *fn, Block *out, const Expr *place, const Expr *string)
{
    const Type *type = place->type->canon, *counter = type_int(p, INT_INT);
    long long   given = declare_bytes(string->u.string), from = 0;

    for (int part = 0; part < 2 && from < type->u.array.count; part++) {
        long long to = part == 0 && given < type->u.array.count ? given : type->u.array.count;
        Var      *i = ir_new_var(p, fn, VAR_TEMP, "i", counter, place->loc);
        Block    *body = ir_block(p);
        const Expr *index = ir_var(p, place->loc, i), *element = ir_index(p, place->loc, place, index);
        const Expr *value = part == 0 ? ir_index(p, place->loc, string, index)
                                      : ir_int(p, place->loc, counter, 0);
        value = ir_cast(p, place->loc, type_unqualified(p, element->type), value, true);
        ir_push(p, body, ir_assign(p, place->loc, element, value));
        ir_push(p, out, ir_for(p, place->loc, i, true, ir_int(p, place->loc, counter, from), REL_LT,
                               ir_int(p, place->loc, counter, to), 1, body));
        from = to;
    }
}

void declare_fill(Program *p, Func *fn, Block *out, const Expr *place, const Expr *init)
{
    const Type *type = place->type->canon;

    if (type_is_scalar(type)) {
        const Expr *value = init ? init : ir_zero(p, place->loc, type);

        ir_push(p, out, ir_assign(p, place->loc, place, ir_cast(p, place->loc, type, value, true)));
        return;
    }
    if (type->kind == TYPE_ARRAY && init && init->op == OP_STRING) {
        declare_copy(p, fn, out, place, init);
        return;
    }
    if (type->kind == TYPE_ARRAY && type->u.array.count >= 0) {
        int given = init && init->op == OP_INIT ? init->count : 0;

        if (given == 0) {
            const Type *counter = type_int(p, INT_INT);
            Var        *i = ir_new_var(p, fn, VAR_TEMP, "i", counter, place->loc);
            Block      *body = ir_block(p);

            declare_fill(p, fn, body, ir_index(p, place->loc, place, ir_var(p, place->loc, i)), NULL);
            ir_push(p, out, ir_for(p, place->loc, i, true, ir_int(p, place->loc, counter, 0), REL_LT,
                                   ir_int(p, place->loc, counter, type->u.array.count), 1, body));
            return;
        }
        for (long long i = 0; i < type->u.array.count; i++)
            declare_fill(p, fn, out, ir_index(p, place->loc, place, ir_int(p, place->loc, type_int(p, INT_INT), i)),
                         i < given ? init->args[i] : NULL);
        return;
    }
    if (type->kind == TYPE_RECORD)
        for (int i = 0; i < type->u.record->fields.count; i++)
            if (!field_is_padding(type->u.record->fields.items[i]))
                declare_fill(p, fn, out, ir_field(p, place->loc, place, type->u.record->fields.items[i]),
                             init && init->op == OP_INIT && i < init->count ? init->args[i] : NULL);
}

/* ---- putting the declarations in ---- */

enum { FEW_SCALARS = 16 };

/* How many scalars the type has, or too many. */
static long long declare_scalars(const Type *type)
{
    long long count = 0;

    type = type->canon;
    if (type->kind == TYPE_ARRAY)
        return type->u.array.count >= 0 && type->u.array.count <= FEW_SCALARS
                   ? type->u.array.count * declare_scalars(type->u.array.elem)
                   : FEW_SCALARS + 1;
    if (type->kind != TYPE_RECORD)
        return 1;
    for (int i = 0; i < type->u.record->fields.count && count <= FEW_SCALARS; i++)
        count += declare_scalars(type->u.record->fields.items[i]->type);
    return count;
}

static bool declare_holds_pointer(const Type *type)
{
    type = type->canon;
    if (type->kind == TYPE_ARRAY)
        return !type_is_vla(type) && declare_holds_pointer(type->u.array.elem);
    if (type->kind == TYPE_RECORD)
        for (int i = 0; i < type->u.record->fields.count; i++)
            if (declare_holds_pointer(type->u.record->fields.items[i]->type))
                return true;
    return type->kind == TYPE_POINTER;
}

/* The declaration of a variable that had none here.  A small object that comes from an inner block is cleared: compilers
 * that take it apart cannot tell that it is used only where it was set.  So are shadow pointers, since the primal
 * ones may be copied before they are set. */
static Stmt *declare_new(Declare *d, Var *var)
{
    const Home *home = vartable_get(&d->homes, var);
    bool        small = home->declared && declare_scalars(var->type) <= FEW_SCALARS;
    bool        pointers = var->is_shadow && declare_holds_pointer(var->type);
    bool        clear = !type_is_scalar(var->type) && (small || pointers);

    return ir_decl(d->p, var->loc, var, clear ? ir_init(d->p, var->loc, type_unqualified(d->p, var->type), NULL, 0) : NULL);
}

typedef struct Mentions {
    Declare *d;
    Place   *at;
    VEC(Var *) found;
} Mentions;

static void declare_found(Mentions *m, Var *var)
{
    Home *home = vartable_get(&m->d->homes, var);

    if (m->d->is_line && (home == NULL || home->place == NULL) && var->kind != VAR_PARAM && var->kind != VAR_GLOBAL) {
        home = declare_home(m->d, var);
        home->place = m->at;
    }
    if (home == NULL || home->place == NULL || home->place->block != m->at->block || home->is_counter ||
        vartable_get(&m->d->done, var))
        return;
    vartable_put(&m->d->done, var, var);
    VEC_PUSH(m->d->arena, &m->found, var);
}

static void declare_found_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        declare_found(data, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            declare_found(data, e->u.opaque->vars.items[i]);
}

static void declare_found_stmt(void *data, Stmt *s)
{
    Mentions *m = data;

    if (s->kind == STMT_FOR)
        declare_found(m, s->u.loop_for.var);
    if (s->kind == STMT_DECL)
        declare_found(m, s->u.decl.var);
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            declare_found(m, s->u.opaque->vars.items[i]);
    ir_visit_stmt_exprs(s, declare_found_node, m);
}

/* The variables in a variable-length array's size. */
static void declare_lengths(Mentions *m, const Type *type)
{
    for (; type->kind == TYPE_ARRAY; type = type->u.array.elem)
        if (type->u.array.length)
            ir_visit_expr(type->u.array.length, declare_found_node, m);
}

static void declare_block(Declare *d, Block *block, Place *at);

static void declare_inner(Declare *d, Stmt *s, Place *at)
{
    Place inner = {at, NULL, s, at->depth + 1};
    Block *blocks[3] = {NULL, NULL, NULL};

    if (s->kind == STMT_IF)
        blocks[0] = s->u.branch.then, blocks[1] = s->u.branch.other;
    else if (s->kind == STMT_FOR)
        blocks[0] = s->u.loop_for.body;
    else if (s->kind == STMT_LOOP)
        blocks[0] = s->u.loop.head, blocks[1] = s->u.loop.body, blocks[2] = s->u.loop.step;
    else if (s->kind == STMT_BLOCK)
        blocks[0] = s->u.block;
    for (int i = 0; i < 3; i++) {
        if (blocks[i]) {
            inner.block = blocks[i];
            declare_block(d, blocks[i], &inner);
        }
    }
}

/* A DECL that was there: it stays if it is the right place, or gives way to assignments. */
static void declare_old(Declare *d, Block *out, Stmt *s, const Place *at)
{
    Home *home = vartable_get(&d->homes, s->u.decl.var);

    if (home->place->block == at->block && home->declared == s && vartable_get(&d->done, s->u.decl.var) == NULL) {
        vartable_put(&d->done, s->u.decl.var, s->u.decl.var);
        ir_push(d->p, out, s);
    } else if (s->u.decl.init) {
        declare_fill(d->p, d->fn, out, ir_var(d->p, s->loc, s->u.decl.var), s->u.decl.init);
    }
}

/* The assignment as a declaration with a value, in a line where there is no other one of that variable of ours; or NULL. */
static Stmt *declare_value(const Declare *d, const Stmt *s)
{
    Var  *var = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR ? s->u.assign.place->u.var : NULL;
    Home *home = d->is_line && var && var->kind == VAR_TEMP && var->is_register ? vartable_get(&d->homes, var) : NULL;

    if (home == NULL || home->writes != 1 || home->declared || vartable_get(&d->done, var) || !type_is_real(var->type) ||
        ir_mentions(s->u.assign.value, var))
        return NULL;
    return ir_decl(d->p, s->loc, var, s->u.assign.value);
}

static void declare_block(Declare *d, Block *block, Place *at)
{
    Block *out = ir_block_for(d->p, block);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt    *s = block->stmts.items[i];
        Mentions m = {.d = d, .at = at};

        if (s->kind == STMT_DECL) {
            declare_lengths(&m, s->u.decl.var->type);
            for (int k = 0; k < m.found.count; k++)
                ir_push(d->p, out, declare_new(d, m.found.items[k]));
            declare_old(d, out, s, at);
            continue;
        }
        Stmt *value = declare_value(d, s);
        if (value) {
            vartable_put(&d->done, value->u.decl.var, value->u.decl.var);
            s = value;
        }
        ir_visit_stmt(s, declare_found_stmt, &m);
        for (int k = 0; k < m.found.count; k++)
            ir_push(d->p, out, declare_new(d, m.found.items[k]));
        declare_inner(d, s, at);
        ir_push(d->p, out, s);
    }
    *block = *out;
}

/* Where there is one block, it is all that matters of a variable which declaration it has had: its last. */
static bool declare_scan_line(Declare *d, const Block *block, Place *place)
{
    if (!ir_is_line(block))
        return false;
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        const Expr *target = ir_target(s);
        if (target && target->op == OP_VAR)
            declare_home(d, target->u.var)->writes++;
        if (s->kind != STMT_DECL)
            continue;
        Home *home = declare_home(d, s->u.decl.var);
        home->declared = s;
        home->declared_in = home->place = place;
    }
    return true;
}

void declare_vars(Program *p, Func *fn, Diag *diag)
{
    Declare d = {.p = p, .fn = fn, .arena = arena_new(), .diag = diag};
    Place   root = {NULL, fn->body, NULL, 0};

    d.homes.arena = d.done.arena = d.arena;
    d.is_line = declare_scan_line(&d, fn->body, &root);
    if (!d.is_line) {
        declare_scan(&d, fn->body, NULL);
        declare_firsts(&d, fn->body);
        declare_lift(&d);
        declare_raise(&d);
    }
    declare_block(&d, fn->body, &root);
    arena_free(d.arena);
}
