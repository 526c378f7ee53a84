#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"

/*
 * simplify_const_members - copies of records with const members, which C allows in declarations only.
 *
 *     o = table[i];   ->   memcpy(&o, &table[i], sizeof(struct entry));
 *
 * Last: the others know an assignment better.
 */

static bool holds_const(const Type *type)
{
    while (type->kind == TYPE_ARRAY)
        type = type->u.array.elem;
    for (int i = 0; type->kind == TYPE_RECORD && i < type->u.record->fields.count; i++) {
        const Type *member = type->u.record->fields.items[i]->type;
        if (type_is_const(member) || holds_const(member))
            return true;
    }
    return false;
}

/* The copy byte by byte, or NULL where an assignment does. */
static Stmt *copy_bytes(Program *p, const Stmt *s)
{
    bool copies = s->kind == STMT_ASSIGN && op_info[s->u.assign.value->op].flags & OPF_PLACE;
    if (!copies || !holds_const(s->u.assign.place->type))
        return NULL;
    const Type *bytes = type_pointer(p, type_void(p)), *size = type_int(p, INT_ULONG);
    const Type *from = type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST));
    const Type *params[] = {bytes, from, size};
    Func       *callee = ir_library_func(p, "memcpy", "string.h", bytes, params, 3);
    const Expr *args[] = {
        ir_cast(p, s->loc, bytes, ir_addr(p, s->loc, s->u.assign.place), true),
        ir_cast(p, s->loc, from, ir_addr(p, s->loc, s->u.assign.value), true),
        ir_sizeof(p, s->loc, size, type_unqualified(p, s->u.assign.place->type)),
    };
    return ir_call_stmt(p, s->loc, NULL, callee, args, 3);
}

static void copy_in_block(Program *p, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i], *call = copy_bytes(p, s);
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);
        for (int k = 0; k < count; k++)
            copy_in_block(p, inner[k]);
        if (call)
            block->stmts.items[i] = call;
    }
}

void simplify_const_members(Program *p, Func *func)
{
    copy_in_block(p, func->body);
}
