#include "request.h"

#include <string.h>

static const Token *read_names(Arena *arena, const Token *open, CRequest *request)
{
    const Token *end = token_skip_brackets(open);
    for (const Token *at = open + 1; at < end - 1; at++)
        if (at->kind == TOKEN_WORD)
            VEC_PUSH(arena, &request->wrt, token_text(arena, at, at + 1));
    return end;
}

static const Token *read_dependents(Arena *arena, const Token *open, CRequest *request)
{
    const Token *end = token_skip_brackets(open);
    request->of = arena_printf(arena, "of%s", token_text(arena, open, end));
    request->of_return = false;
    for (const Token *at = open + 1; at < end - 1; at++)
        request->of_return |= token_is(at, "return");
    return end;
}

/* "x, y", "wrt(x, y), of(z, return), as(name)" */
static void read_spec(Arena *arena, const char *spec, CRequest *request)
{
    const Token *at = lex(arena, spec);
    while (at->kind != TOKEN_END) {
        bool opens = token_is(at + 1, "(") && at[1].kind != TOKEN_END;
        if (opens && token_is(at, "wrt")) {
            at = read_names(arena, at + 1, request);
        } else if (opens && token_is(at, "of")) {
            at = read_dependents(arena, at + 1, request);
        } else if (opens && token_is(at, "as")) {
            request->name = token_text(arena, at + 2, at + 3);
            at = token_skip_brackets(at + 1);
        } else {
            if (at->kind == TOKEN_WORD)
                VEC_PUSH(arena, &request->wrt, token_text(arena, at, at + 1));
            at++;
        }
    }
}

static void add(Arena *arena, CRequests *requests, const CFunc *func, const char *mode, const char *spec)
{
    CRequest request = { .vjp = strcmp(mode, "vjp") == 0, .jvp = strcmp(mode, "jvp") == 0, .func = func, .of_return = true };
    request.name = arena_printf(arena, "%s_%s", func->name, mode);
    read_spec(arena, spec, &request);
    VEC_PUSH(arena, &requests->list, request);
}

/* "f", "f(spec)" */
static void add_option(Arena *arena, CRequests *requests, const CUnit *unit, const char *mode, const char *text)
{
    size_t length = strcspn(text, "(");
    const CFunc *func = decl_find(unit, arena_strndup(arena, text, length));
    size_t rest = strlen(text + length);
    if (func)
        add(arena, requests, func, mode, rest > 2 ? arena_strndup(arena, text + length + 1, rest - 2) : "");
}

static void read_options(Arena *arena, CRequests *requests, const CUnit *unit, const Words *options)
{
    static const char *const modes[] = { "grad", "vjp", "jvp" };
    for (int i = 0; i < options->list.count; i++) {
        for (int k = 0; k < 3; k++) {
            const char *option = arena_printf(arena, "--%s", modes[k]), *word = options->list.items[i];
            size_t length = strlen(option);
            if (strcmp(word, option) == 0 && i + 1 < options->list.count)
                add_option(arena, requests, unit, modes[k], options->list.items[i + 1]);
            else if (strncmp(word, option, length) == 0 && word[length] == '=')
                add_option(arena, requests, unit, modes[k], word + length + 1);
        }
    }
}

CRequests request_read(Arena *arena, const CUnit *unit, const Words *options)
{
    CRequests requests = { 0 };
    for (int i = 0; i < unit->funcs.count; i++) {
        const CFunc *func = unit->funcs.items[i];
        for (int k = 0; k < func->annotations.count; k++) {
            const CAnnotation *annotation = &func->annotations.items[k];
            if (strcmp(annotation->word, "GRAD") == 0)
                add(arena, &requests, func, "grad", annotation->spec);
            else if (strcmp(annotation->word, "VJP") == 0)
                add(arena, &requests, func, "vjp", annotation->spec);
            else if (strcmp(annotation->word, "JVP") == 0)
                add(arena, &requests, func, "jvp", annotation->spec);
        }
    }
    read_options(arena, &requests, unit, options);
    return requests;
}

static const char *named_option(Arena *arena, const CRequest *request, const char *suffix, const char *more)
{
    const char *spec = "";
    for (int i = 0; i < request->wrt.count; i++)
        spec = arena_printf(arena, "%s%s, ", spec, request->wrt.items[i]);
    if (request->of)
        spec = arena_printf(arena, "%s%s, ", spec, request->of);
    return arena_printf(arena, "%s(%sas(%s_%s)%s)", request->func->name, spec, request->name, suffix, more);
}

const char *request_option(Arena *arena, const CRequest *request, const char *mode)
{
    return named_option(arena, request, mode, "");
}

const char *request_again_option(Arena *arena, const CRequest *request)
{
    const char *spec = "";
    for (int i = 0; i < request->func->params.count; i++)
        if (request_active(request, i))
            spec = arena_printf(arena, "%s%s, ", spec, request->func->params.items[i].name);
    return arena_printf(arena, "%s(%sas(%s_again))", request->name, spec, request->name);
}

const char *request_wide_option(Arena *arena, const CRequest *request, const char *mode)
{
    return named_option(arena, request, arena_printf(arena, "wide_%s", mode), arena_printf(arena, ", width(%d)", WIDE));
}

bool request_independent(const CRequest *request, int i)
{
    for (int k = 0; k < request->wrt.count; k++)
        if (strcmp(request->wrt.items[k], request->func->params.items[i].name) == 0)
            return true;
    return request->wrt.count == 0 && request_active(request, i);
}

bool request_active(const CRequest *request, int i)
{
    const CParam *param = &request->func->params.items[i];
    if (param->inactive || !ctype_holds_real(param->type))
        return false;
    for (int k = 0; k < request->wrt.count; k++)
        if (strcmp(request->wrt.items[k], param->name) == 0)
            return true;
    if (request->wrt.count == 0)
        return true;
    return param->type->kind == C_POINTER && !ctype_cell(param->type->of)->is_const;
}

bool request_takes_seed(const CRequest *request)
{
    return request->vjp && request->func->result->kind == C_REAL && request->of_return;
}
