// SPDX-License-Identifier: EUPL-1.2
/* wish - the rules of a wish: what may be done in which state, and what it changes. */
#include "wish/wish.h"
#include <string.h>

/* ---- words ---- */
static const Str state_codes[WISH_STATES] = {
    [0] = S(""),
    [WISH_DRAFT] = S("draft"),
    [WISH_ASKED] = S("asked"),
    [WISH_UNDERSTOOD] = S("understood"),
    [WISH_CHOSEN] = S("chosen"),
    [WISH_MAKING] = S("making"),
    [WISH_IN_USE] = S("in_use"),
    [WISH_DONE] = S("done"),
    [WISH_DECLINED] = S("declined"),
    [WISH_PARKED] = S("parked"),
};
static const Str kind_codes[WISH_KINDS] = {[0] = S(""),
                                           [WISH_NEW] = S("new"),
                                           [WISH_UPKEEP] = S("upkeep"),
                                           [WISH_SECURITY] = S("security"),
                                           [WISH_FIX] = S("fix")};

static int code_find(const Str *codes, int n, Str code) {
    for (int i = 1; i < n; i++)
        if (str_eq(codes[i], code)) return i;
    return 0;
}

Str wish_state_code(WishState state) { return state_codes[state]; }
WishState wish_state_from_code(Str code) {
    return (WishState)code_find(state_codes, WISH_STATES, code);
}
Str wish_kind_code(WishKind kind) { return kind_codes[kind]; }
WishKind wish_kind_from_code(Str code) { return (WishKind)code_find(kind_codes, WISH_KINDS, code); }

/* ---- moves ---- */
#define IN(state) (1u << (state))
enum {
    IN_TALK =
        IN(WISH_ASKED) | IN(WISH_UNDERSTOOD) | IN(WISH_CHOSEN) | IN(WISH_MAKING) | IN(WISH_IN_USE),
    IN_ANY = (1u << WISH_STATES) - 2
};

/* One row per move. conflict: what somebody hears who tries it in another state. */
static const struct {
    const char *code, *conflict;
    uint32_t states;
    Standing need;
} moves[WISH_MOVES] = {
    [WISH_MOVE_EDIT] = {"edit", "wish.move.edit", IN(WISH_DRAFT) | IN(WISH_ASKED), WISH_NEED_EDIT},
    [WISH_MOVE_ASK] = {"ask", "wish.move.ask", IN(WISH_DRAFT), WISH_NEED_ASK},
    [WISH_MOVE_QUESTION] = {"question", "wish.move.question", IN_TALK, WISH_NEED_QUESTION},
    [WISH_MOVE_ANSWER] = {"answer", "wish.move.answer", IN_TALK, WISH_NEED_ANSWER},
    [WISH_MOVE_READ_BACK] = {"read_back", "wish.move.read_back", IN(WISH_ASKED),
                             WISH_NEED_READ_BACK},
    [WISH_MOVE_CONFIRM] = {"confirm", "wish.move.confirm", IN(WISH_ASKED), WISH_NEED_CONFIRM},
    [WISH_MOVE_CORRECT] = {"correct", "wish.move.correct", IN(WISH_ASKED), WISH_NEED_CONFIRM},
    [WISH_MOVE_OWNERS] = {"owners", "wish.move.owners",
                          IN(WISH_ASKED) | IN(WISH_UNDERSTOOD) | IN(WISH_CHOSEN) | IN(WISH_MAKING),
                          WISH_NEED_OWNERS},
    [WISH_MOVE_DECLINE] = {"decline", "wish.move.decline",
                           IN(WISH_ASKED) | IN(WISH_UNDERSTOOD) | IN(WISH_CHOSEN),
                           WISH_NEED_DECLINE},
    [WISH_MOVE_HIDE] = {"hide", "wish.move.hide", IN_ANY, WISH_NEED_HIDE},
    [WISH_MOVE_CHOOSE] = {"choose", "wish.move.choose", IN(WISH_UNDERSTOOD) | IN(WISH_CHOSEN),
                          WISH_NEED_CHOOSE},
};

Str wish_move_code(WishMove move) { return str_of(moves[move].code); }

static bool has_open_question(const Wish *wish) {
    for (ptrdiff_t i = 0; i < wish->questions_n; i++)
        if (!wish->questions[i].answered_ms) return true;
    return false;
}

const WishReadBack *wish_open_read_back(const Wish *wish) {
    const WishReadBack *last = wish->rounds_n ? &wish->rounds[wish->rounds_n - 1] : NULL;
    return last && last->state == READ_BACK_OPEN ? last : NULL;
}

static bool state_allows(const Wish *wish, WishMove move) {
    if (!(moves[move].states & IN(wish->state))) return false;
    switch (move) {
    case WISH_MOVE_EDIT: return wish->rounds_n == 0; /* a read-back is about these very words */
    case WISH_MOVE_ANSWER: return has_open_question(wish);
    case WISH_MOVE_READ_BACK: return !wish_open_read_back(wish) && !wish->confirmed_ms;
    case WISH_MOVE_CONFIRM:
    case WISH_MOVE_CORRECT: return wish_open_read_back(wish) != NULL;
    default: return true;
    }
}

bool wish_may(const Wish *wish, WishMove move, Standing standing) {
    return state_allows(wish, move) && (moves[move].need & standing);
}

bool wish_may_answer(const Wish *wish, const WishQuestion *question, Str person_id,
                     Standing standing) {
    if (question->to_person_id.n && str_eq(question->to_person_id, person_id)) return true;
    if (standing & IS_GUIDE) return true;
    if (question->to_person_id.n) return false;
    bool is_own_side = question->to_side == wish->side;
    Standing need = is_own_side ? IS_ASKER | IS_OWNER : IS_READER;
    if (question->to_side == SIDE_IT) need |= IS_ADVISER | IS_LEAD | IS_MAKER;
    if (question->to_side == SIDE_IT && str_eq(wish->it_owner_id, person_id)) return true;
    if (question->to_side == SIDE_BUSINESS && str_eq(wish->want_owner_id, person_id)) return true;
    return standing & need;
}

static Err *must_allow(Arena *a, const Wish *wish, WishMove move) {
    if (state_allows(wish, move)) return NULL;
    return err_new(a, ERR_CONFLICT, (Str){"", 0}, str_of(moves[move].conflict), __FILE__);
}

/* ---- facts about a wish ---- */
bool wish_is_open(const Wish *wish) {
    return wish->state >= WISH_ASKED && wish->state <= WISH_IN_USE;
}
bool wish_is_understood(const Wish *wish) {
    return wish->state >= WISH_UNDERSTOOD && wish->state <= WISH_DONE;
}
WishMisses wish_owners_missing(const Wish *wish) {
    int misses = WISH_MISSES_NOTHING;
    if (!wish->want_owner_id.n) misses |= WISH_MISSES_WANT_OWNER;
    if (!wish->it_owner_id.n) misses |= WISH_MISSES_IT_OWNER;
    return (WishMisses)misses;
}

/* Words that show nothing are no words. */
static bool is_blank(Str text) { return str_trim_unicode(text).n == 0; }

/* ---- the rules ---- */
Err *wish_ask(Arena *a, Wish *wish, Ms now) {
    TRY(must_allow(a, wish, WISH_MOVE_ASK));
    Err *title = is_blank(wish->title) ? FAIL(a, ERR_INVALID, "title", "wish.title.empty") : NULL;
    Err *words = is_blank(wish->words) ? FAIL(a, ERR_INVALID, "words", "wish.words.empty") : NULL;
    if (title) title->next = words;
    if (title || words) return title ? title : words;
    wish->state = WISH_ASKED;
    wish->asked_ms = wish->changed_ms = now;
    return NULL;
}

Err *wish_edit(Arena *a, Wish *wish, int64_t version, Str title, Str words, WishKind kind, Ms now) {
    TRY(must_allow(a, wish, WISH_MOVE_EDIT));
    if (version != wish->version) return FAIL(a, ERR_CONFLICT, "version", "wish.edit.other");
    bool is_sent = wish->state != WISH_DRAFT; /* what others read may not become empty */
    Err *first =
        is_sent && is_blank(title) ? FAIL(a, ERR_INVALID, "title", "wish.title.empty") : NULL;
    Err *second =
        is_sent && is_blank(words) ? FAIL(a, ERR_INVALID, "words", "wish.words.empty") : NULL;
    if (first) first->next = second;
    if (first || second) return first ? first : second;
    wish->title = title;
    wish->words = words;
    wish->kind = kind;
    wish->changed_ms = now;
    return NULL;
}

static WishReadBack *round_add(Arena *a, Wish *wish, WishReadBack round) {
    WishReadBack *rounds = NEWS(a, WishReadBack, wish->rounds_n + 1);
    if (wish->rounds_n) memcpy(rounds, wish->rounds, (size_t)wish->rounds_n * sizeof *rounds);
    rounds[wish->rounds_n] = round;
    wish->rounds = rounds;
    return &rounds[wish->rounds_n++];
}

Err *wish_read_back(Arena *a, Wish *wish, WishReadBack round) {
    if (wish_open_read_back(wish)) return FAIL(a, ERR_CONFLICT, "", "wish.read_back.waits");
    TRY(must_allow(a, wish, WISH_MOVE_READ_BACK));
    if (str_eq(round.by_id, wish->asker_id))
        return FAIL(a, ERR_FORBIDDEN, "", "wish.read_back.own");
    if (is_blank(round.text)) return FAIL(a, ERR_INVALID, "text", "wish.read_back.empty");
    round.state = READ_BACK_OPEN;
    round.is_changed = true;
    round_add(a, wish, round);
    wish->changed_ms = round.at_ms;
    return NULL;
}

/* The person who wrote a read-back cannot say in the asker's place that it is right. */
static Err *open_round(Arena *a, Wish *wish, WishMove move, Str by_id, WishReadBack **ret_round) {
    TRY(must_allow(a, wish, move));
    WishReadBack *round = &wish->rounds[wish->rounds_n - 1];
    if (str_eq(round->by_id, by_id)) return FAIL(a, ERR_FORBIDDEN, "", "wish.confirm.own");
    *ret_round = round;
    return NULL;
}

static void round_close(WishReadBack *round, ReadBackState state, Str by_id, Str answer, Ms now) {
    round->state = state;
    round->answered_by_id = by_id;
    round->answer = answer;
    round->answered_ms = now;
    round->is_changed = true;
}

static void become_understood(Wish *wish, Ms now) {
    bool is_ready = wish->state == WISH_ASKED && wish->confirmed_ms && !wish_owners_missing(wish);
    if (!is_ready) return;
    wish->state = WISH_UNDERSTOOD;
    wish->understood_ms = now;
}

Err *wish_confirm(Arena *a, Wish *wish, Str by_id, Str remark, Ms now) {
    WishReadBack *round;
    TRY(open_round(a, wish, WISH_MOVE_CONFIRM, by_id, &round));
    round_close(round, READ_BACK_CONFIRMED, by_id, remark, now);
    wish->confirmed_ms = wish->changed_ms = now;
    become_understood(wish, now);
    return NULL;
}

Err *wish_correct(Arena *a, Wish *wish, Str by_id, Str text, Ms now) {
    WishReadBack *round;
    TRY(open_round(a, wish, WISH_MOVE_CORRECT, by_id, &round));
    if (is_blank(text)) return FAIL(a, ERR_INVALID, "text", "wish.correct.empty");
    round_close(round, READ_BACK_CORRECTED, by_id, text, now);
    wish->changed_ms = now;
    return NULL;
}

Err *wish_question(Arena *a, Wish *wish, WishQuestion question) {
    TRY(must_allow(a, wish, WISH_MOVE_QUESTION));
    if (question.to_person_id.n && str_eq(question.to_person_id, question.by_id))
        return FAIL(a, ERR_INVALID, "to_person", "wish.question.self");
    if (is_blank(question.text)) return FAIL(a, ERR_INVALID, "text", "wish.question.empty");
    WishQuestion *all = NEWS(a, WishQuestion, wish->questions_n + 1);
    if (wish->questions_n) memcpy(all, wish->questions, (size_t)wish->questions_n * sizeof *all);
    question.is_changed = true;
    all[wish->questions_n++] = question;
    wish->questions = all;
    wish->changed_ms = question.asked_ms;
    return NULL;
}

Err *wish_answer(Arena *a, Wish *wish, Str question_id, Str by_id, Str text, Ms now) {
    WishQuestion *question = NULL;
    for (ptrdiff_t i = 0; i < wish->questions_n; i++)
        if (str_eq(wish->questions[i].id, question_id)) question = &wish->questions[i];
    if (!question) return FAIL(a, ERR_NOT_FOUND, "question", "wish.answer.absent");
    if (question->answered_ms) return FAIL(a, ERR_CONFLICT, "", "wish.answer.done");
    TRY(must_allow(a, wish, WISH_MOVE_ANSWER));
    if (is_blank(text)) return FAIL(a, ERR_INVALID, "text", "wish.answer.empty");
    question->answer = text;
    question->answered_by_id = by_id;
    question->answered_ms = wish->changed_ms = now;
    question->is_changed = true;
    return NULL;
}

Err *wish_owners(Arena *a, Wish *wish, Str want_owner, Str it_owner, Str adviser, Str team,
                 Ms now) {
    TRY(must_allow(a, wish, WISH_MOVE_OWNERS));
    if (wish_is_understood(wish)) {
        Err *want = want_owner.n ? NULL : FAIL(a, ERR_INVALID, "want_owner", "wish.owners.needed");
        Err *it = it_owner.n ? NULL : FAIL(a, ERR_INVALID, "it_owner", "wish.owners.needed");
        if (want) want->next = it;
        if (want || it) return want ? want : it;
    }
    bool has_place = wish->state == WISH_CHOSEN || wish->state == WISH_MAKING;
    if (has_place && !str_eq(team, wish->team_id))
        return FAIL(a, ERR_CONFLICT, "team", "wish.owners.placed"); /* choosing again moves it */
    wish->want_owner_id = want_owner;
    wish->it_owner_id = it_owner;
    wish->adviser_id = adviser;
    wish->team_id = team;
    wish->changed_ms = now;
    become_understood(wish, now);
    return NULL;
}

Err *wish_decline(Arena *a, Wish *wish, Str reason, Ms now) {
    TRY(must_allow(a, wish, WISH_MOVE_DECLINE));
    if (is_blank(reason)) return FAIL(a, ERR_INVALID, "reason", "wish.decline.empty");
    wish->state = WISH_DECLINED;
    wish->reason = reason;
    wish->ended_ms = wish->changed_ms = now;
    return NULL;
}

Err *wish_choose(Arena *a, Wish *wish, Str team_id, Ms now) {
    TRY(must_allow(a, wish, WISH_MOVE_CHOOSE));
    if (!team_id.n) return FAIL(a, ERR_INVALID, "team", "wish.choose.team");
    if (wish->state == WISH_UNDERSTOOD) wish->chosen_ms = now;
    wish->state = WISH_CHOSEN;
    wish->team_id = team_id;
    wish->changed_ms = now;
    return NULL;
}
