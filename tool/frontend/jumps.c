#include <string.h>

#include "jumps.h"

/*
 * goto and labels.
 *
 * Statements of a list that gotos go between are taken together.  Where they touch no reals they stay text.  Else they
 * become nested loops (spans.c) if all that is jumped to stands in the list itself and loops are entered at their heads
 * only, and a machine (machine.c) if not.  What is beyond that is text after all, which is refused on active data.
 */

/* ---- labels ---- */

static void note_label(Lower *l, const Node *node)
{
    bool here = node->kind == NODE_LABEL;
    if (!node->name) {
        l->computed_goto = true;
        return;
    }
    for (int i = 0; i < l->labels.count; i++) {
        Label *label = &l->labels.items[i];
        if (strcmp(label->name, node->name) != 0)
            continue;
        label->first = node->first < label->first ? node->first : label->first;
        label->last = node->first > label->last ? node->first : label->last;
        label->repeated = label->repeated || (here && label->node);
        label->node = here ? node : label->node;
        label->mentions++;
        return;
    }
    Label label = {node->name, here ? node : NULL, node->first, node->first, 1, false};
    VEC_PUSH(l->front->arena, &l->labels, label);
}

void jumps_find(Lower *l, const Node *node)
{
    if (!(node->flags & NODE_JUMPS))
        return;
    if (node->kind == NODE_LABEL || node->kind == NODE_GOTO)
        note_label(l, node);
    for (int i = 0; i < node->count; i++)
        jumps_find(l, node->kids[i]);
}

const Target *jumps_target(const Lower *l, const char *name)
{
    for (int i = l->targets.count - 1; i >= 0; i--) {
        if (name && strcmp(l->targets.items[i].name, name) == 0)
            return &l->targets.items[i];
    }
    return NULL;
}

bool label_waits(const Lower *l, const Label *label)
{
    return label->mentions > 1 && !jumps_target(l, label->name);
}

bool jumps_span(const Label *label, const Node *node)
{
    return label->first >= node->first && label->last <= node->last;
}

const Node *jumps_find_goto(const Node *node, const char *name)
{
    if (node->kind == NODE_GOTO && node->name && strcmp(node->name, name) == 0)
        return node;
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++) {
        const Node *found = jumps_find_goto(node->kids[i], name);
        if (found)
            return found;
    }
    return NULL;
}

Node *jumps_unlabelled(Node *node)
{
    while (node->kind == NODE_LABEL)
        node = node->kids[node->count - 1];
    return node;
}

bool jumps_are_known(const Lower *l, const Node *node)
{
    if (node->kind == NODE_GOTO)
        return jumps_target(l, node->name) != NULL;
    if (node->kind == NODE_LABEL || node->kind == NODE_SWITCH)
        return false;
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++) {
        if (!jumps_are_known(l, node->kids[i]))
            return false;
    }
    return true;
}

bool jumps_cross(const Lower *l, int first, int last)
{
    for (int i = 0; i < l->labels.count; i++) {
        const Label *label = &l->labels.items[i];
        bool         meets = label->first <= last && label->last >= first;
        if (label_waits(l, label) && meets && (label->first < first || label->last > last))
            return true;
    }
    return false;
}

/* ---- text ---- */

/* The first goto or label, or the first switch too: what a message is about. */
static Node *find_jump(Node *node, bool switches)
{
    if (node->kind == NODE_GOTO || node->kind == NODE_LABEL || (switches && node->kind == NODE_SWITCH))
        return node;
    for (int i = 0; i < node->count; i++) {
        Node *found = node->kids[i]->flags & NODE_JUMPS ? find_jump(node->kids[i], switches) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/* A goto that leaves the nodes, or NULL. */
static const Node *find_leaving(const Lower *l, const Node *node, int first, int last)
{
    if (!(node->flags & NODE_JUMPS))
        return NULL;
    for (int i = 0; node->kind == NODE_GOTO && node->name && i < l->labels.count; i++) {
        const Label *label = &l->labels.items[i];
        bool         inside = !label->repeated && label->node && label->node->first >= first && label->node->first <= last;
        if (strcmp(label->name, node->name) == 0 && !inside && (!label->repeated || jumps_target(l, node->name)))
            return node;
    }
    for (int i = 0; i < node->count; i++) {
        const Node *found = find_leaving(l, node->kids[i], first, last);
        if (found)
            return found;
    }
    return NULL;
}

bool jumps_leave(const Lower *l, const Node *node)
{
    return find_leaving(l, node, node->first, node->last) != NULL;
}

static Node *jump_among(Node *first, Node *last)
{
    Node *jump = first == last ? find_jump(first, false) : NULL;
    for (int i = 0; first != last && i < first->parent->count && !jump; i++) {
        Node *kid = first->parent->kids[i];
        if (kid->first >= first->first && kid->last <= last->last)
            jump = find_jump(kid, false);
    }
    return jump ? jump : find_jump(first, true);
}

static const Node *leaving_among(const Lower *l, const Node *first, const Node *last)
{
    const Node *found = first == last ? find_leaving(l, first, first->first, last->last) : NULL;
    for (int i = 0; first != last && i < first->parent->count && !found; i++) {
        const Node *kid = first->parent->kids[i];
        if (kid->first >= first->first && kid->last <= last->last)
            found = find_leaving(l, kid, first->first, last->last);
    }
    return found;
}

/* A label that a goto goes to may be no label any more: text with such a goto is refused wherever it stands. */
void jumps_text(Lower *l, Node *first, Node *last)
{
    Node         *jump = jump_among(first, last);
    const Reason *reason = fence_statement(l, jump ? jump : first);
    const Node   *leaving = leaving_among(l, first, last);
    if (leaving || (first != last && first->parent != last->parent)) {
        const Node *at = leaving ? leaving : first;
        diag_error(l->front->diag, front_loc(l->front, at->cursor), "adgen-goto",
                   "'%s' jumps with goto, which adgen cannot reverse", l->func->name);
        diag_note(l->front->diag, front_loc(l->front, at->cursor), "a loop or an early return can be differentiated");
        return;
    }
    lower_push(l, opaque_statements(l, first, last, reason));
}

static bool is_real_or_leads_there(CXType type)
{
    while (type.kind == CXType_Pointer || type_is_array(type))
        type = canonical_type(type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type));
    return type.kind == CXType_Float || type.kind == CXType_Double || type.kind == CXType_LongDouble || type_is_record(type);
}

/* A call of what is no mere computation, nor touches only what it is given. */
static bool is_call_beyond(const Lower *l, Node *node)
{
    Touch touch;
    return node->kind == NODE_CALL && !node_is_unevaluated(node) && body_touch(l->body, node, &touch)
        && (touch.reads.globals || touch.writes.globals || touch.reads.anywhere || touch.writes.anywhere);
}

bool lower_matters(const Lower *l, Node *node)
{
    bool has_type = node_is_expr(node) || node->kind == NODE_VAR;
    if ((has_type && is_real_or_leads_there(canonical_type(node->type))) || is_call_beyond(l, node))
        return true;
    for (int i = 0; i < node->count; i++) {
        if (lower_matters(l, node->kids[i]))
            return true;
    }
    return false;
}

static bool can_stay_text(const Lower *l, Node *list, int first, int last)
{
    for (int i = first; i <= last; i++) {
        if (lower_matters(l, list->kids[i]) || fence_leaves(list->kids[i]))
            return false;
    }
    return list->kids[first]->parent == list->kids[last]->parent && !leaving_among(l, list->kids[first], list->kids[last]);
}

/* ---- groups of statements ---- */

int jumps_kid_at(const Node *list, int number)
{
    int i = 0;
    while (i + 1 < list->count && list->kids[i]->last < number)
        i++;
    return i;
}

static int last_use(const Node *decls, int last, int limit)
{
    for (int k = 0; decls->kind == NODE_DECLS && k < decls->count; k++) {
        const Symbol *s = decls->kids[k]->symbol;
        if (s && s->last_mention > last && s->last_mention <= limit)
            last = s->last_mention;
    }
    return last;
}

/* The last of the statements that belong together with number `first`: gotos go between them; with `decls`, variables
 * that are declared among them are used up to there. */
static int group_end(const Lower *l, Node *list, int first, bool decls)
{
    int  end = first;
    bool grown = true;
    while (grown) {
        int last = list->kids[end]->last;
        for (int i = 0; i < l->labels.count; i++) {
            const Label *label = &l->labels.items[i];
            bool         meets = label_waits(l, label) && jumps_span(label, list)
                      && label->first >= list->kids[first]->first && label->first <= list->kids[end]->last;
            if (meets && label->last > last)
                last = label->last;
        }
        for (int i = first; decls && end > first && i <= end; i++)
            last = last_use(jumps_unlabelled(list->kids[i]), last, list->last);
        int wanted = jumps_kid_at(list, last);
        grown = wanted > end;
        end = wanted > end ? wanted : end;
    }
    return end;
}

/* Whether all gotos to the label in the node are statements, not in expressions. */
static bool in_statements(const Node *node, const char *name)
{
    if (!(node->flags & NODE_JUMPS))
        return true;
    if (node_is_expr(node))
        return !jumps_find_goto(node, name);
    for (int i = 0; i < node->count; i++) {
        if (!in_statements(node->kids[i], name))
            return false;
    }
    return true;
}

static bool within_expression(const Label *label, const Node *node)
{
    if (node_is_expr(node))
        return jumps_span(label, node);
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++) {
        if (within_expression(label, node->kids[i]))
            return true;
    }
    return false;
}

/* Whether the labels of the statements can be told apart, and their gotos are not in expressions. */
static bool is_plain(const Lower *l, const Node *list, int first, int last)
{
    for (int i = 0; i < l->labels.count; i++) {
        const Label *label = &l->labels.items[i];
        bool         meets = label->first <= list->kids[last]->last && label->last >= list->kids[first]->first;
        if (!label_waits(l, label) || !meets)
            continue;
        if (label->repeated || !label->node)
            return false;
        for (int k = first; k <= last; k++) {
            if (!in_statements(list->kids[k], label->name) && !within_expression(label, list->kids[k]))
                return false;
        }
    }
    return true;
}

static void lower_group(Lower *l, Node *list, int first, int last)
{
    bool text = !is_plain(l, list, first, last) || can_stay_text(l, list, first, last);
    if (text || (!spans_lower(l, list, first, last) && !machine_lower(l, list, first, last)))
        jumps_text(l, list->kids[first], list->kids[last]);
}

/* Whether the statement is a label with a goto to it inside. */
static bool is_own_loop(const Lower *l, const Node *node)
{
    for (int i = 0; i < l->labels.count; i++) {
        const Label *label = &l->labels.items[i];
        const Node  *head = node;
        while (head->kind == NODE_LABEL && head != label->node)
            head = head->kids[head->count - 1];
        if (head == label->node && label_waits(l, label) && jumps_span(label, node))
            return true;
    }
    return false;
}

static void lower_range(Lower *l, Node *list, int first, int end)
{
    for (int i = first; i < end; i++) {
        bool jumps = l->labels.count > 0 && !l->computed_goto;
        int  last = jumps ? group_end(l, list, i, false) : i;
        if (last > i)
            last = group_end(l, list, i, true);
        if (last > i || (jumps && is_own_loop(l, list->kids[i])))
            lower_group(l, list, i, last);
        else
            lower_statement(l, list->kids[i]);
        i = last;
    }
}

/* ---- what takes the address of a label ---- */

/* Whether a label is in the node, or a goto, or what takes a label's address. */
static bool knows_labels(const Node *node)
{
    if (node->kind == NODE_GOTO || node->kind == NODE_LABEL || cursor_is(node->cursor, CXCursor_AddrLabelExpr))
        return true;
    for (int i = 0; i < node->count; i++) {
        if (knows_labels(node->kids[i]))
            return true;
    }
    return false;
}

/* goto *address may go to any label: all from the first to the last of them is one piece of text. */
static void lower_computed(Lower *l, Node *root)
{
    int first = 0, end = root->count;
    while (first < root->count && !knows_labels(root->kids[first]))
        first++;
    while (end > first && !knows_labels(root->kids[end - 1]))
        end--;
    for (int i = first; i < end; i++) {
        int last = last_use(root->kids[i], root->kids[end - 1]->last, root->last);
        while (end < root->count && last > root->kids[end - 1]->last)
            end++;
    }
    lower_range(l, root, 0, first);
    jumps_text(l, root->kids[first], root->kids[end - 1]);
    lower_range(l, root, end, root->count);
}

/* ---- lists and statements ---- */

void jumps_lower(Lower *l, Node *list)
{
    if (l->computed_goto && list == l->body->root)
        lower_computed(l, list);
    else
        lower_range(l, list, 0, list->count);
}

/* Whether a goto goes from one part of the node to another. */
static bool is_split(const Lower *l, const Node *node)
{
    for (int i = 0; i < l->labels.count; i++) {
        const Label *label = &l->labels.items[i];
        bool         inside = label->node == node;
        if (!label_waits(l, label) || !jumps_span(label, node))
            continue;
        for (int k = 0; k < node->count; k++)
            inside = inside || jumps_span(label, node->kids[k]);
        if (!inside)
            return true;
    }
    return false;
}

bool jumps_split(Lower *l, Node *node)
{
    Node list = {.kind = NODE_BLOCK, .flags = node->flags, .first = node->first, .last = node->last, .count = 1,
                 .kids = &node, .parent = node->parent, .cursor = node->cursor};
    if (l->computed_goto || !is_split(l, node))
        return false;
    if (!is_plain(l, &list, 0, 0) || can_stay_text(l, &list, 0, 0) || !machine_lower(l, &list, 0, 0))
        jumps_text(l, node, node);
    return true;
}

void jumps_goto(Lower *l, Node *node)
{
    const Target *target = jumps_target(l, node->name);
    if (target)
        ring_jump(l, target->way, front_loc(l->front, node->cursor));
    else
        jumps_text(l, node, node);
}
