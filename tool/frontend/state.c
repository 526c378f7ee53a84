#include "link.h"
#include "written.h"

/* What can be reached from some functions by calls. */
typedef struct Reach {
    Front *front;
    Map   *seen;       /* Decl -> Decl */
} Reach;

static bool is_requested(const Front *front, const Decl *decl)
{
    const Func *func = cursor_map_get(front->funcs, clang_getCanonicalCursor(decl->all.items[0]));
    for (int i = 0; func && i < front->program->requests.count; i++)
        if (front->program->requests.items[i]->func == func)
            return true;
    return false;
}

/* `from` and what it calls, but not through functions that are asked for. */
static void reach(Reach *r, Decl *from)
{
    if (map_get(r->seen, from))
        return;
    map_put(r->seen, from, from);
    for (int i = 0; i < from->refers.count; i++) {
        if (!is_requested(r->front, from->refers.items[i]))
            reach(r, from->refers.items[i]);
    }
}

static Reach reach_of(Front *front, Decl *from)
{
    Reach r = { front, map_new(front->arena) };
    reach(&r, from);
    return r;
}

static bool is_function(const Decl *decl)
{
    return !clang_Cursor_isNull(decl->definition) && cursor_is(decl->definition, CXCursor_FunctionDecl) &&
           !decls_in_system_header(decl->definition);
}

/* The initialiser of a variable hands functions to whoever reads it. */
static bool is_handed_out(const Decl *function)
{
    for (int i = 0; i < function->referred.count; i++)
        if (!is_function(function->referred.items[i]))
            return true;
    return false;
}

/* Whether the program may call the function other than through those that are asked for. */
static bool is_entry(Front *front, const Decl *decl)
{
    return is_function(decl) && !is_requested(front, decl) &&
           (clang_getCursorLinkage(decl->definition) != CXLinkage_Internal || is_handed_out(decl));
}

static bool mentioned_in(const Mentions *mentions, const Reach *within, bool writes)
{
    for (int i = 0; i < mentions->list.count; i++)
        if (map_get(within->seen, mentions->list.items[i].by) && (mentions->list.items[i].writes || !writes))
            return true;
    return false;
}

static bool only_counted(const Mentions *mentions, const Reach *inside)
{
    for (int i = 0; i < mentions->list.count; i++) {
        const Mention *mention = &mentions->list.items[i];
        if (!is_function(mention->by) || (map_get(inside->seen, mention->by) && !mention->counts))
            return false;
    }
    return true;
}

bool state_is_shared(Front *front, CXCursor variable)
{
    const Mentions *mentions = written_mentions(front, variable);
    Reach           inside = { front, map_new(front->arena) };
    int             users = 0;
    if (!mentions)
        return false;
    for (int i = 0; i < decls_count(front); i++) {
        Decl *decl = decls_at(front, i);
        if (!is_function(decl) || !is_requested(front, decl))
            continue;
        Reach own = reach_of(front, decl);
        users += mentioned_in(mentions, &own, false);
        reach(&inside, decl);
    }
    if (link_is_one_file(front->link) && only_counted(mentions, &inside))
        return false;
    for (int i = 0; i < mentions->list.count; i++)
        if (!is_function(mentions->list.items[i].by))
            return true;
    for (int i = 0; i < decls_count(front); i++) {
        Decl *decl = decls_at(front, i);
        if (!is_entry(front, decl))
            continue;
        Reach own = reach_of(front, decl);
        bool  called = map_get(inside.seen, decl) || !link_is_one_file(front->link);
        if (mentioned_in(mentions, &own, !called))
            return true;
    }
    return users > 1;
}

/* All that the functions that are asked for reach by calls: of one file, found once for the requests that there are. */
static Reach reach_of_requests(Front *front)
{
    Reach inside = { front, map_new(front->arena) };
    int   requests = front->program->requests.count;
    if (front->reached && front->reached_for == requests)
        return (Reach){ front, front->reached };
    front->reached = link_is_one_file(front->link) ? inside.seen : NULL;
    front->reached_for = requests;
    for (int i = 0; i < decls_count(front); i++) {
        Decl *decl = decls_at(front, i);
        if (is_function(decl) && is_requested(front, decl))
            reach(&inside, decl);
    }
    return inside;
}

static bool decl_is_known(const Reach *inside, Decl *decl, Map *visited);

/* Whether the definition `by`, which mentions something static, may hand its address on where generated code is not. */
static bool by_hands_on(const Reach *inside, Decl *by, const Decl *decl, Map *visited)
{
    if (by == decl)
        return false;
    if (is_function(by))
        return !map_get(inside->seen, by);
    return clang_Cursor_isNull(by->definition) || clang_getCursorLinkage(by->definition) != CXLinkage_Internal ||
           decl_is_known(inside, by, visited);
}

static bool decl_is_known(const Reach *inside, Decl *decl, Map *visited)
{
    const Mentions *mentions = written_mentions(inside->front, decl->all.items[0]);
    if (map_get(visited, decl))
        return false;
    map_put(visited, decl, decl);
    for (int i = 0; mentions && i < mentions->list.count; i++)
        if (by_hands_on(inside, mentions->list.items[i].by, decl, visited))
            return true;
    for (int i = 0; i < decl->referred.count; i++)
        if (by_hands_on(inside, decl->referred.items[i], decl, visited))
            return true;
    return false;
}

bool state_is_known(Front *front, CXCursor declaration)
{
    Decl *decl = decls_find(front, declaration);
    if (!decl)
        return false;
    written_mentions(front, decl->all.items[0]);  /* makes the walk that fills in who refers to what */
    Reach inside = reach_of_requests(front);
    return decl_is_known(&inside, decl, map_new(front->arena));
}
