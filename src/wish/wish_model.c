// SPDX-License-Identifier: EUPL-1.2
/* wish_model - the turn, both texts, the road and who does what, as a model. */
#include "wish/wish_model.h"
#include "text/words.h"
#include <string.h>

Str wish_initials(Arena *a, Str name) {
    Buf b = buf_new(a, 16);
    Str last = {"", 0};
    for (Str rest = name, word; rest.n;) {
        str_cut(rest, ' ', &word, &rest);
        if (!word.n) continue;
        ptrdiff_t n = 1;
        while (n < word.n && ((unsigned char)word.p[n] & 0xC0) == 0x80) n++;
        if (!b.n)
            buf_str(&b, str_head(word, n));
        else
            last = str_head(word, n);
    }
    buf_str(&b, last);
    return buf_done(&b);
}

#define text_or_null(m, name, value)                                                               \
    do {                                                                                           \
        if ((value).n)                                                                             \
            model_text(m, name, value);                                                            \
        else                                                                                       \
            model_null(m, name);                                                                   \
    } while (0)

/* ---- rows of lists ---- */
/* Whose turn in a list: a side, a team or a department; never a person. */
static Str turn_says(const WishRow *row) {
    if (row->turn_side == SIDE_NONE) return S("wish.turn.nobody");
    if (row->turn_is_mutual) return S("wish.turn.mutual");
    if (row->turn_role == IS_DECIDER) return S("wish.turn.decider");
    if (row->turn_scope_name.n) return S("wish.turn.scope");
    if (row->turn_role == IS_GUIDE) return S("wish.turn.guide");
    if (row->turn_side == SIDE_IT) return S("wish.turn.it");
    if (row->turn_side == SIDE_BUSINESS)
        return row->side == SIDE_BUSINESS ? S("wish.turn.department") : S("wish.turn.business");
    return S("wish.turn.both");
}

void wish_model_row(Ctx *cx, const WishRow *row, Model *m) {
    (void)cx;
    model_int(m, "number", row->number);
    model_text(m, "title", row->title);
    model_word(m, "state", "wish.state.", wish_state_code(row->state));
    model_word(m, "kind", "wish.kind.", wish_kind_code(row->kind));
    model_word(m, "side", "people.side.", side_code(row->side));
    model_text(m, "department", row->department_name);
    text_or_null(m, "team", row->team_name);
    model_flag(m, "hidden", row->hidden);
    model_flag(m, "is_visible", row->is_visible);
    model_flag(m, "is_mine", row->is_mine);
    model_time(m, "asked_at", row->asked_ms);
    Model *turn = model_part(m, "turn");
    model_text(turn, "title", row->title);
    model_text(turn, "department", row->department_name);
    model_text(turn, "scope_name", row->turn_scope_name);
    model_flag(turn, "is_nobody", row->turn_side == SIDE_NONE);
    model_flag(turn, "is_mutual", row->turn_is_mutual);
    model_word(turn, "side", "people.side.", side_code(row->turn_side));
    model_time(turn, "since", row->turn_since_ms);
    model_day(turn, "due", row->turn_due);
    model_day(turn, "until", row->turn_until);
    model_say(turn, "says", turn_says(row));
    if (row->turn_why.n)
        model_say(turn, "why", row->turn_why);
    else
        model_null(turn, "why");
}

/* ---- the turn on the wish itself, with names ---- */
static Str whom_key(Ctx *cx, const WishOwed *owed) {
    if (owed->person_id.n) return S("wish.whom.person");
    if (owed->role == IS_OWNER && !owed->scope.n) return S("wish.whom.owners");
    return str_fmt(cx->a, "wish.whom.%.*s", STR_ARG(role_code(owed->role)));
}

/* Who asked the question, or wrote the read-back, that is waited for. */
static Str by_name(const Wish *wish, const WishOwed *owed) {
    const WishReadBack *open = wish_open_read_back(wish);
    if (open && strcmp(owed->why, "wish.why.check") == 0) return open->by_name;
    if (strcmp(owed->why, "wish.why.answer") != 0) return (Str){"", 0};
    for (ptrdiff_t i = 0; i < wish->questions_n; i++) {
        const WishQuestion *q = &wish->questions[i];
        bool is_it =
            q->to_person_id.n ? str_eq(q->to_person_id, owed->person_id) : q->to_side == owed->side;
        if (!q->answered_ms && is_it) return q->by_name;
    }
    return (Str){"", 0};
}

/* What one owes, said to oneself: "wish.mine.answer"; a fact of another slice gets the general
 * sentence. */
static Str mine_key(Arena *a, const WishOwed *owed) {
    Str why = str_of(owed->why), start = S("wish.why.");
    return str_starts(why, start) ? str_join(a, S("wish.mine."), str_skip(why, start.n))
                                  : S("wish.mine.other");
}

static Err *owed_put(Ctx *cx, const Wish *wish, WishNames *names, const WishPlaces *places,
                     const WishOwed *owed, Model *m) {
    Str name, url, label;
    WishMove move;
    TRY(wish_name(cx, names, owed->person_id, &name));
    Str scope = wish_team_name(places, owed->scope);
    if (!scope.n) scope = wish_department_name(places, owed->scope);
    bool mine = wish_owed_is_mine(cx, owed);
    model_text(m, "person", name);
    model_text(m, "scope_name", scope);
    model_int(m, "number", wish->number);
    model_text(m, "title", wish->title);
    model_text(m, "department", wish->department_name);
    model_word(m, "side", "people.side.", side_code(owed->side));
    model_word(m, "role", "people.role.", role_code(owed->role));
    model_say(m, "whom", whom_key(cx, owed));
    model_time(m, "since", owed->since_ms);
    model_day(m, "due", owed->due);
    model_flag(m, "is_late", owed->due != DAY_NONE && owed->due < cx->today);
    model_day(m, "until", DAY_NONE);
    model_say(m, "why", str_of(owed->why));
    model_flag(m, "is_mine", mine);
    model_text(m, "by", by_name(wish, owed));
    model_say(m, "mine", mine_key(cx->a, owed));
    wish_button(cx->a, wish->number, owed->why, &url, &label, &move);
    bool has_button = mine && move && wish_may(wish, move, cx->standing);
    if (has_button) {
        Model *button = model_part(m, "button");
        model_text(button, "url", url);
        model_say(button, "label", label);
    } else
        model_null(m, "button");
    return NULL;
}

static Err *turn_put(Ctx *cx, const Wish *wish, Model *m) {
    const WishTurn *t = &wish->turn;
    Model *turn = model_part(m, "turn");
    WishNames names = {.n = 0};
    WishPlaces places;
    bool mine = false;
    TRY(wish_places(cx, &places));
    Model *list = model_list(turn, "owed");
    for (int i = 0; i < t->owed_n; i++) {
        TRY(owed_put(cx, wish, &names, &places, &t->owed[i], model_item(list)));
        mine |= wish_owed_is_mine(cx, &t->owed[i]);
    }
    model_text(turn, "title", wish->title);
    model_text(turn, "department", wish->department_name);
    model_flag(turn, "is_nobody", t->owed_n == 0);
    model_flag(turn, "is_mine", mine);
    model_flag(turn, "is_mutual", t->is_mutual);
    model_time(turn, "since", t->owed_n ? t->owed[0].since_ms : MS_NONE);
    model_day(turn, "due", t->owed_n ? t->owed[0].due : DAY_NONE);
    model_day(turn, "until", t->until);
    model_say(turn, "why", str_of(t->why));
    return NULL;
}

/* ---- both texts ---- */
void wish_model_texts(Ctx *cx, const Wish *wish, Model *m) {
    Model *words = model_part(m, "words");
    model_text(words, "text", wish->words);
    model_html(words, "html", html_from_plain(cx->a, wish->words));
    model_text(words, "by", wish->asker_name);
    model_text(words, "department", wish->department_name);
    model_word(words, "lang", "web.lang.", lang_code(wish->lang));
    model_flag(words, "is_it", wish->side == SIDE_IT);
    model_text(words, "title", wish->title);
    model_flag(words, "is_own", cx->actor && str_eq(cx->actor->id, wish->asker_id));
    model_time(words, "at", wish->asked_ms ? wish->asked_ms : wish->created_ms);
    model_flag(m, "is_it_wish", wish->side == SIDE_IT);
    if (!wish->rounds_n) {
        model_null(m, "read_back");
        return;
    }
    const WishReadBack *last = &wish->rounds[wish->rounds_n - 1];
    Model *back = model_part(m, "read_back");
    model_text(back, "text", last->text);
    model_html(back, "html", html_from_plain(cx->a, last->text));
    model_text(back, "by", last->by_name);
    model_text(back, "reader", wish->side == SIDE_IT ? wish->reader_department_name : S("IT"));
    model_word(back, "side", "people.side.", side_code(last->by_side));
    model_flag(back, "is_it", last->by_side == SIDE_IT);
    model_time(back, "at", last->at_ms);
    model_flag(back, "is_open", last->state == READ_BACK_OPEN);
    model_flag(back, "is_confirmed", last->state == READ_BACK_CONFIRMED);
    model_flag(back, "is_corrected", last->state == READ_BACK_CORRECTED);
    model_text(back, "answer", last->answer);
    model_text(back, "answered_by", last->answered_by_name);
    model_time(back, "answered_at", last->answered_ms);
    model_int(back, "rounds", wish->rounds_n);
}

Err *wish_model_head(Ctx *cx, const Wish *wish, Model *m) {
    model_int(m, "number", wish->number);
    model_int(m, "version", wish->version);
    model_text(m, "title", wish->title);
    model_word(m, "state", "wish.state.", wish_state_code(wish->state));
    model_flag(m, "is_draft", wish->state == WISH_DRAFT);
    model_flag(m, "is_understood", wish_is_understood(wish));
    model_flag(m, "hidden", wish->hidden);
    model_text(m, "asker", wish->asker_name);
    model_text(m, "department", wish->department_name);
    return turn_put(cx, wish, m);
}
