#include "types.h"

/* A recursive record (a list's node) ends at the second level of pointers: its reals have been seen by then. */
static bool holds_real(const CType *type, int depth)
{
    switch (type->kind) {
    case C_REAL:
        return true;
    case C_ARRAY:
        return holds_real(type->of, depth);
    case C_POINTER:
        return depth > 0 && holds_real(type->of, depth - 1);
    case C_RECORD:
        for (int i = 0; type->record && i < type->record->fields.count; i++) {
            const CField *field = &type->record->fields.items[i];
            if (!field->inactive && holds_real(field->type, depth))
                return true;
        }
        return false;
    case C_VOID:
    case C_INTEGER:
    case C_FUNCTION:
        break;
    }
    return false;
}

bool ctype_holds_real(const CType *type)
{
    return holds_real(type, 4);
}

const CType *ctype_cell(const CType *type)
{
    while (type->kind == C_ARRAY)
        type = type->of;
    return type;
}

void ctype_declare(Text *out, const CType *type, const char *name)
{
    Text inner = { 0 };
    switch (type->kind) {
    case C_POINTER:
        text_printf(&inner, type->of->kind == C_ARRAY || type->of->kind == C_FUNCTION ? "(*%s)" : "*%s", name);
        ctype_declare(out, type->of, text_cstr(&inner));
        break;
    case C_ARRAY:
        text_printf(&inner, "%s[%s]", name, type->length);
        ctype_declare(out, type->of, text_cstr(&inner));
        break;
    case C_FUNCTION:
        text_printf(&inner, "%s(%s)", name, type->params);
        ctype_declare(out, type->of, text_cstr(&inner));
        break;
    case C_VOID:
    case C_INTEGER:
    case C_REAL:
    case C_RECORD:
        text_printf(out, "%s %s", type->name ? type->name : "void", name);
        break;
    }
    text_free(&inner);
}
