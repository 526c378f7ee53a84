#include "ir/dump.h"

#include <string.h>

#include "dump_parts.h"
#include "ir/walk.h"

/*
 * A program as text that reads back to an equal one (all but the places of expressions, which become those of their
 * statements).  dump_expr.c says how types and expressions look.
 *
 *   program "f.c"
 *   item #0 include "math.h" order 1 text "#include <math.h>" ; f.c:1:1
 *   record %point struct tag "point" complete item #2 {
 *     x: f64
 *   }
 *   global ::table: [2] const f64 static = init([2] const f64, 1.0, 2.0) ; f.c:3:8
 *   func @power(x: f64, n: i32) -> f64 { ; f.c:5:8
 *     t: f64 = 1.0 ; f.c:7:5
 *     for i: i32 = 0 .. n { ; f.c:8:5
 *       t = mul(t, x) ; f.c:9:9
 *     }
 *     ret t ; f.c:10:5
 *   }
 *   request grad @power as "power_grad" of_return wrt(x) ; f.c:4:1
 */

static const char *const item_words[] = {"include", "macro", "type", "func", "var"};
static const char *const mode_words[] = {"grad", "vjp", "jvp", "hvp", "jacobian", "hessian"};
static const char *const relation_words[] = {"lt", "le", "gt", "ge", "ne", "downto"};

/* ---- What each name of a function is called ---- */

typedef struct Naming {
    Dump   *dump;
    StrMap *shared;      /* name to how many variables of the function bear it */
    Map    *declared;    /* the variables that have a declaration */
    int     next_id;     /* the id that the reader gives to what is declared next */
} Naming;

static void count_names(Naming *n, const Func *func)
{
    for (int i = 0; i < func->vars.count; i++) {
        const char *name = func->vars.items[i]->name;
        int        *count = strmap_get(n->shared, name);
        if (!count) {
            count = ARENA_NEW(n->dump->arena, int);
            strmap_put(n->shared, name, count);
        }
        ++*count;
    }
}

/* A variable is called by its name, and by its id too where that would be ambiguous or the id is out of order. */
static void name_var(Naming *n, const Var *var)
{
    const int *count = strmap_get(n->shared, var->name);
    if ((count && *count > 1) || var->id != n->next_id)
        map_put(n->dump->vars, var, arena_printf(n->dump->arena, "%s.%d", var->name, var->id));
    map_put(n->declared, var, n);
    n->next_id = var->id + 1;
}

static void name_declared(void *data, Stmt *s)
{
    if (s->kind == STMT_DECL)
        name_var(data, s->u.decl.var);
    else if (s->kind == STMT_FOR && s->u.loop_for.declares)
        name_var(data, s->u.loop_for.var);
}

static void find_declared(void *data, Stmt *s)
{
    Naming *n = data;
    if (s->kind == STMT_DECL)
        map_put(n->declared, s->u.decl.var, n);
    else if (s->kind == STMT_FOR && s->u.loop_for.declares)
        map_put(n->declared, s->u.loop_for.var, n);
}

/* Name all variables in the order in which the dump declares them; returns those that nothing declares. */
static Map *name_vars(Dump *d, const Func *func)
{
    Naming n = {d, strmap_new(d->arena), map_new(d->arena), 0};
    count_names(&n, func);
    for (int i = 0; i < func->params.count; i++)
        name_var(&n, func->params.items[i]);
    if (func->body)
        ir_visit_stmts(func->body, find_declared, &n);
    Map *undeclared = map_new(d->arena);
    for (int i = 0; i < func->vars.count; i++) {
        Var *var = func->vars.items[i];
        if (!map_get(n.declared, var)) {
            map_put(undeclared, var, var);
            name_var(&n, var);
        }
    }
    if (func->body)
        ir_visit_stmts(func->body, name_declared, &n);
    return undeclared;
}

/* ---- Variables ---- */

static bool usually_register(const Var *var)
{
    return var->kind != VAR_GLOBAL && type_is_scalar(var->type) && !(var->type->quals & TYPE_VOLATILE);
}

static void put_place_of_var(Dump *d, const Var *var, Loc near)
{
    if (var->loc.line == 0)
        return;
    bool same_file = near.line && loc_file(near) && loc_file(var->loc) && strcmp(loc_file(near), loc_file(var->loc)) == 0;
    if (same_file && near.line == var->loc.line && near.column == var->loc.column)
        return;
    text_puts(d->out, " at ");
    if (!same_file)
        dump_string(d->out, loc_file(var->loc) ? loc_file(var->loc) : "");
    text_printf(d->out, "%u:%u", var->loc.line, var->loc.column);
}

/* "x: f64 active temp"; `near` is the place that the reader gives it unless told otherwise. */
static void put_var(Dump *d, const Var *var, Loc near)
{
    dump_var_ref(d, var);
    text_puts(d->out, ": ");
    dump_type(d, var->type);
    const char *remark = d->remark ? d->remark(d->data, var) : NULL;
    if (remark)
        text_printf(d->out, " %s", remark);
    text_puts(d->out, var->kind == VAR_TEMP ? " temp" : "");
    text_puts(d->out, var->is_shadow ? " shadow" : "");
    text_puts(d->out, var->is_kept ? " kept" : "");
    text_puts(d->out, var->inactive ? " inactive" : "");
    text_puts(d->out, var->is_static ? " static" : "");
    text_puts(d->out, var->is_written ? " written" : "");
    text_puts(d->out, var->is_shared ? " shared" : "");
    text_puts(d->out, var->is_known ? " known" : "");
    text_puts(d->out, var->pinned ? " pinned" : "");
    if (var->is_register != usually_register(var))
        text_puts(d->out, var->is_register ? " register" : " memory");
    if (var->item) {
        text_puts(d->out, " item ");
        dump_item_ref(d, var->item);
    }
    put_place_of_var(d, var, near);
}

/* ---- Statements ---- */

static void put_block(Dump *d, const Block *block, int depth);

static void put_indent(Dump *d, int depth)
{
    text_printf(d->out, "%*s", 2 * depth, "");
}

/* "{ ; f.c:3:5", the statements, "}". */
static void put_braces(Dump *d, const Block *block, Loc loc, int depth)
{
    text_putc(d->out, '{');
    dump_loc(d->out, loc);
    text_putc(d->out, '\n');
    put_block(d, block, depth + 1);
    put_indent(d, depth);
    text_putc(d->out, '}');
}

static void put_end(Dump *d, Loc loc)
{
    dump_loc(d->out, loc);
    text_putc(d->out, '\n');
}

static void put_call(Dump *d, const Stmt *s)
{
    if (s->u.call.place) {
        dump_value(d, s->u.call.place);
        text_puts(d->out, " = ");
    }
    text_puts(d->out, "call ");
    dump_func_ref(d, s->u.call.callee);
    text_putc(d->out, '(');
    for (int i = 0; i < s->u.call.count; i++) {
        text_puts(d->out, i ? ", " : "");
        dump_value(d, s->u.call.args[i]);
    }
    text_putc(d->out, ')');
}

static void put_if(Dump *d, const Stmt *s, int depth)
{
    text_puts(d->out, "if ");
    dump_value(d, s->u.branch.cond);
    text_putc(d->out, ' ');
    put_braces(d, s->u.branch.then, s->loc, depth);
    if (s->u.branch.other->stmts.count) {
        text_puts(d->out, " else ");
        put_braces(d, s->u.branch.other, (Loc){0}, depth);
    }
}

static void put_checkpoint(Dump *d, const Stmt *loop)
{
    if (!loop->checkpoint)
        return;
    text_puts(d->out, loop->checkpoint->bytes ? " checkpoint_bytes " : " checkpoint ");
    dump_value(d, loop->checkpoint->count);
}

static void put_for(Dump *d, const Stmt *s, int depth)
{
    text_puts(d->out, "for ");
    if (s->u.loop_for.declares)
        put_var(d, s->u.loop_for.var, s->loc);
    else
        dump_var_ref(d, s->u.loop_for.var);
    text_puts(d->out, " = ");
    dump_value(d, s->u.loop_for.from);
    bool upwards = s->u.loop_for.relation == REL_LT && s->u.loop_for.step == 1;
    text_printf(d->out, " %s ", upwards ? ".." : relation_words[s->u.loop_for.relation]);
    dump_value(d, s->u.loop_for.to);
    if (!upwards)
        text_printf(d->out, " step %lld", s->u.loop_for.step);
    if (s->u.loop_for.pragma) {
        text_puts(d->out, " pragma ");
        dump_string(d->out, s->u.loop_for.pragma);
    }
    put_checkpoint(d, s);
    text_putc(d->out, ' ');
    put_braces(d, s->u.loop_for.body, s->loc, depth);
}

/* loop [checkpoint n] [head { … }] [while cond] { body } [step { … }]; `do` instead of `loop` where the condition comes last. */
static void put_loop(Dump *d, const Stmt *s, int depth)
{
    Loc loc = s->loc;  /* stands behind the first brace */
    text_puts(d->out, s->u.loop.at_end ? "do" : "loop");
    put_checkpoint(d, s);
    text_putc(d->out, ' ');
    if (s->u.loop.head->stmts.count) {
        text_puts(d->out, "head ");
        put_braces(d, s->u.loop.head, loc, depth);
        text_putc(d->out, ' ');
        loc = (Loc){0};
    }
    if (s->u.loop.cond) {
        text_puts(d->out, "while ");
        dump_value(d, s->u.loop.cond);
        text_putc(d->out, ' ');
    }
    put_braces(d, s->u.loop.body, loc, depth);
    if (s->u.loop.step->stmts.count) {
        text_puts(d->out, " step ");
        put_braces(d, s->u.loop.step, (Loc){0}, depth);
    }
}

static void put_decl(Dump *d, const Stmt *s)
{
    put_var(d, s->u.decl.var, s->loc);
    if (s->u.decl.init) {
        text_puts(d->out, " = ");
        dump_value(d, s->u.decl.init);
    }
}

static void put_assign(Dump *d, const Stmt *s)
{
    dump_value(d, s->u.assign.place);
    text_puts(d->out, " = ");
    dump_value(d, s->u.assign.value);
}

static void put_return(Dump *d, const Stmt *s)
{
    text_puts(d->out, "ret");
    if (s->u.result) {
        text_putc(d->out, ' ');
        dump_value(d, s->u.result);
    }
}

/* A statement of one line. */
static void put_simple(Dump *d, const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:     put_decl(d, s); break;
    case STMT_ASSIGN:   put_assign(d, s); break;
    case STMT_CALL:     put_call(d, s); break;
    case STMT_BREAK:    text_puts(d->out, "break"); break;
    case STMT_CONTINUE: text_puts(d->out, "continue"); break;
    case STMT_RETURN:   put_return(d, s); break;
    case STMT_OPAQUE:
        text_puts(d->out, "opaque ");
        dump_opaque(d, s->u.opaque);
        break;
    case STMT_COMMENT:
        text_puts(d->out, "comment ");
        dump_string(d->out, s->u.comment);
        break;
    default:
        break;
    }
    put_end(d, s->loc);
}

static void put_stmt(Dump *d, const Stmt *s, int depth)
{
    put_indent(d, depth);
    switch (s->kind) {
    case STMT_IF:    put_if(d, s, depth); break;
    case STMT_FOR:   put_for(d, s, depth); break;
    case STMT_LOOP:  put_loop(d, s, depth); break;
    case STMT_BLOCK: put_braces(d, s->u.block, s->loc, depth); break;
    default:         put_simple(d, s); return;
    }
    text_putc(d->out, '\n');
}

static void put_block(Dump *d, const Block *block, int depth)
{
    for (int i = 0; i < block->stmts.count; i++)
        put_stmt(d, block->stmts.items[i], depth);
}

/* ---- Functions ---- */

static void put_flags(Dump *d, const Func *func)
{
    text_puts(d->out, func->is_static ? " static" : "");
    text_puts(d->out, func->is_known ? " known" : "");
    text_puts(d->out, func->is_library ? " library" : "");
    text_puts(d->out, func->no_derivative ? " no_derivative" : "");
    text_puts(d->out, func->noalias ? " noalias" : "");
    text_puts(d->out, func->is_generated ? " generated" : "");
    if (func->item) {
        text_puts(d->out, " item ");
        dump_item_ref(d, func->item);
    }
    if (func->comment) {
        text_puts(d->out, " comment ");
        dump_string(d->out, func->comment);
    }
}

static void put_signature(Dump *d, const Func *func)
{
    text_puts(d->out, "func ");
    dump_func_ref(d, func);
    text_putc(d->out, '(');
    for (int i = 0; i < func->params.count; i++) {
        text_puts(d->out, i ? ", " : "");
        put_var(d, func->params.items[i], func->loc);
    }
    if (func->variadic)
        text_puts(d->out, func->params.count ? ", ..." : "...");
    text_puts(d->out, ") -> ");
    dump_type(d, func->result);
    put_flags(d, func);
}

/* What the body's first lines say of variables: those that nothing declares, and ADGEN_SIZE. */
static void put_var_lines(Dump *d, const Func *func, const Map *undeclared)
{
    for (int i = 0; i < func->vars.count; i++) {
        if (!map_get(undeclared, func->vars.items[i]))
            continue;
        text_puts(d->out, "  var ");
        put_var(d, func->vars.items[i], (Loc){0});
        text_putc(d->out, '\n');
    }
    for (int i = 0; i < func->vars.count; i++) {
        if (!func->vars.items[i]->size)
            continue;
        text_puts(d->out, "  size ");
        dump_var_ref(d, func->vars.items[i]);
        text_puts(d->out, " = ");
        dump_value(d, func->vars.items[i]->size);
        text_putc(d->out, '\n');
    }
}

/* Only what is declared somewhere has lines of its own: without a body, sizes stand after `sizes`. */
static void put_func(Dump *d, const Func *func)
{
    const Map *undeclared = name_vars(d, func);
    put_signature(d, func);
    if (!func->body) {
        bool has_sizes = false;
        for (int i = 0; i < func->vars.count; i++)
            has_sizes = has_sizes || func->vars.items[i]->size;
        text_puts(d->out, has_sizes ? " declared {" : "");
        put_end(d, func->loc);
        if (has_sizes) {
            put_var_lines(d, func, undeclared);
            text_puts(d->out, "}\n");
        }
        return;
    }
    text_puts(d->out, " {");
    put_end(d, func->loc);
    put_var_lines(d, func, undeclared);
    put_block(d, func->body, 1);
    text_puts(d->out, "}\n");
}

void ir_dump_func(Text *out, const Func *func, const char *(*remark)(void *data, const Var *var), void *data)
{
    Dump d;
    dump_begin(&d, out);
    d.remark = remark;
    d.data = data;
    put_func(&d, func);
    dump_end(&d);
}

/* ---- The rest of a program ---- */

static void put_item(Dump *d, const Item *item, int number)
{
    text_printf(d->out, "item #%d %s ", number, item_words[item->kind]);
    dump_string(d->out, item->name ? item->name : "");
    text_printf(d->out, " order %d", item->order);
    text_puts(d->out, item->local ? " local" : "");
    text_puts(d->out, item->is_static ? " static" : "");
    const char *const words[] = {"text", "prototype", "path"};
    const char *const texts[] = {item->text ? item->text : "", item->prototype, item->path};
    for (int i = 0; i < 3; i++) {
        if (texts[i]) {
            text_printf(d->out, " %s ", words[i]);
            dump_string(d->out, texts[i]);
        }
    }
    text_puts(d->out, item->uses.count ? " uses" : "");
    for (int i = 0; i < item->uses.count; i++) {
        text_putc(d->out, ' ');
        dump_item_ref(d, item->uses.items[i]);
    }
    put_end(d, item->loc);
}

static void put_record_field(Dump *d, const Field *field)
{
    text_puts(d->out, "  ");
    if (field->name && *field->name)
        text_puts(d->out, field->name);
    else
        text_puts(d->out, "\"\"");
    text_puts(d->out, ": ");
    dump_type(d, field->type);
    text_puts(d->out, field->inactive ? " inactive" : "");
    text_puts(d->out, field->bitfield ? " bitfield\n" : "\n");
}

static void put_record(Dump *d, const Record *record)
{
    text_puts(d->out, "record ");
    dump_record_ref(d, record);
    text_puts(d->out, record->is_union ? " union" : " struct");
    if (record->tag) {
        text_puts(d->out, " tag ");
        dump_string(d->out, record->tag);
    }
    text_puts(d->out, record->complete ? " complete" : "");
    if (record->item) {
        text_puts(d->out, " item ");
        dump_item_ref(d, record->item);
    }
    text_puts(d->out, " {\n");
    for (int i = 0; i < record->fields.count; i++)
        put_record_field(d, record->fields.items[i]);
    text_puts(d->out, "}\n");
}

static void put_global(Dump *d, const Var *var)
{
    text_puts(d->out, "global ");
    put_var(d, var, (Loc){0});
    if (var->init) {
        text_puts(d->out, " = ");
        dump_value(d, var->init);
    }
    text_putc(d->out, '\n');
}

/* " wrt(x, y)", nothing where there are none. */
static void put_names(Dump *d, const char *word, Var *const *vars, int count)
{
    if (count == 0)
        return;
    text_printf(d->out, " %s(", word);
    for (int i = 0; i < count; i++) {
        text_puts(d->out, i ? ", " : "");
        dump_var_ref(d, vars[i]);
    }
    text_putc(d->out, ')');
}

static void put_request(Dump *d, const Request *request)
{
    name_vars(d, request->func);
    text_printf(d->out, "request %s ", mode_words[request->mode]);
    dump_func_ref(d, request->func);
    text_puts(d->out, " as ");
    dump_string(d->out, request->as);
    text_puts(d->out, request->all ? " all" : "");
    text_puts(d->out, request->all_of ? " all_of" : "");
    text_puts(d->out, request->of_return ? " of_return" : "");
    put_names(d, "wrt", request->wrt.items, request->wrt.count);
    put_names(d, "of", request->of.items, request->of.count);
    put_end(d, request->loc);
}

/* Items by number; globals and functions by number too where one name is borne by several. */
static void name_program(Dump *d, const Program *p)
{
    for (int i = 0; i < p->items.count; i++)
        map_put(d->items, p->items.items[i], arena_printf(d->arena, "%d", i));
    StrMap *seen = strmap_new(d->arena);
    for (int i = 0; i < p->globals.count; i++) {
        Var *var = p->globals.items[i];
        if (strmap_get(seen, var->name))
            map_put(d->vars, var, arena_printf(d->arena, "%s.%d", var->name, i));
        strmap_put(seen, var->name, var);
    }
    seen = strmap_new(d->arena);
    for (int i = 0; i < p->funcs.count; i++) {
        Func *func = p->funcs.items[i];
        if (strmap_get(seen, func->name))
            map_put(d->funcs, func, arena_printf(d->arena, "%s.%d", func->name, i));
        strmap_put(seen, func->name, func);
    }
}

/* Records are known only once everything that mentions them has been printed, but are to be read first. */
void ir_dump_program(Text *out, const Program *p)
{
    Dump d;
    Text rest = {0}, records = {0};
    dump_begin(&d, &rest);
    name_program(&d, p);
    for (int i = 0; i < p->globals.count; i++)
        put_global(&d, p->globals.items[i]);
    for (int i = 0; i < p->funcs.count; i++)
        put_func(&d, p->funcs.items[i]);
    for (int i = 0; i < p->requests.count; i++)
        put_request(&d, p->requests.items[i]);
    d.out = &records;
    for (int i = 0; i < d.mentioned.count; i++)
        put_record(&d, d.mentioned.items[i]);
    d.out = out;
    text_puts(out, "program ");
    dump_string(out, p->main_file ? p->main_file : "");
    text_putc(out, '\n');
    for (int i = 0; i < p->items.count; i++)
        put_item(&d, p->items.items[i], i);
    text_puts(out, text_cstr(&records));
    text_puts(out, text_cstr(&rest));
    text_free(&records);
    text_free(&rest);
    dump_end(&d);
}
