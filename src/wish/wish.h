// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* wish - one thing that somebody wants changed, from words to benefit, and whose turn it is.
 *
 * The reader of a wish is who says it back: IT's adviser for a wish of the business, the owner of
 * the department that IT names for a wish of IT. The confirmer is who says "yes, that is what I
 * mean": the asker, or the owner of the asker's department in their place.
 * A confirmed wish stays `asked` until an owner on each side is named; then it is `understood`.
 * Rules are pure: time comes in as an argument. They change the Wish in memory; wish_save keeps it.
 * Includes: core/app. */
#include "core/app.h"

enum {
    WISH_TITLE_MAX = 120,   /* signs */
    WISH_WORDS_MAX = 8000,  /* signs: the asker's own words */
    WISH_TEXT_MAX = 4000,   /* signs: a question, an answer, a read-back, a correction */
    WISH_REASON_MAX = 2000, /* signs: why a wish is not done */
    WISH_REPLY_DAYS = 3,    /* working days until the first reply */
    WISH_CHECK_DAYS = 5,    /* working days to answer a question or a read-back */
    WISH_CHOICE_DAYS = 65,  /* working days, a quarter: so long nobody need move before a choice */
    WISH_OWED_MAX = 4,      /* most moves shown as owed at the same time */
    WISH_PAGE = 50          /* wishes on one page of a list */
};

typedef enum {
    WISH_DRAFT = 1,
    WISH_ASKED,
    WISH_UNDERSTOOD,
    WISH_CHOSEN,
    WISH_MAKING,
    WISH_IN_USE,
    WISH_DONE,
    WISH_DECLINED,
    WISH_PARKED,
    WISH_STATES
} WishState;
typedef enum { WISH_NEW = 1, WISH_UPKEEP, WISH_SECURITY, WISH_FIX, WISH_KINDS } WishKind;
Str wish_state_code(WishState state);     /* "in_use"; words: message "wish.state.<code>" */
WishState wish_state_from_code(Str code); /* 0 when unknown */
Str wish_kind_code(WishKind kind);        /* "upkeep"; words: message "wish.kind.<code>" */
WishKind wish_kind_from_code(Str code);   /* 0 when unknown */

/* A question to one person, or to a side (person_id empty). */
typedef struct {
    Str id, by_id, by_name, to_person_id, to_name, text, answer, answered_by_id, answered_by_name;
    Side by_side, to_side;
    Ms asked_ms, answered_ms; /* MS_NONE: open */
    bool is_changed;          /* wish_save keeps it */
} WishQuestion;

/* One round of saying back. */
typedef enum { READ_BACK_OPEN = 1, READ_BACK_CONFIRMED, READ_BACK_CORRECTED } ReadBackState;
typedef struct {
    Str id, by_id, by_name, text, answer, answered_by_id, answered_by_name;
    Side by_side;
    ReadBackState state;
    Ms at_ms, answered_ms;
    bool is_changed; /* wish_save keeps it */
} WishReadBack;

/* One move that somebody owes. */
typedef struct {
    Str person_id; /* or, when empty, a role within a scope: */
    Standing role;
    Str scope; /* department, team or checker's word; empty: everywhere */
    Side side; /* whose time it costs */
    Ms since_ms;
    Day due; /* DAY_NONE: no date */
    const char
        *why; /* message key "wish.why.reply", or the key of a fact ("flow.decision_waits") */
} WishOwed;

/* Whose turn it is. owed_n = 0: nobody; then why says which agreement or end, and until (or
 * DAY_NONE) how long. Sides that wait on each other both stand in owed: is_mutual. */
typedef struct {
    WishOwed owed[WISH_OWED_MAX];
    int owed_n;
    const char *why;
    Day until;
    bool is_mutual;
} WishTurn;

typedef struct {
    Str id;
    int64_t number, version;
    Side side; /* of the asker: SIDE_BUSINESS or SIDE_IT */
    Str asker_id, asker_name;
    Str department_id, department_name; /* of the asker */
    Str title, words;
    Lang lang; /* in which the words are written */
    WishKind kind;
    WishState state;
    bool hidden;
    Str want_owner_id; /* accountable for want and value: exactly one, business side */
    Str it_owner_id;
    Str adviser_id;           /* empty: any adviser */
    Str team_id;              /* whose queue; empty: not proposed yet */
    Str reader_department_id; /* IT's own wishes: who says it back; empty: the guide */
    Str reason;               /* why declined or parked */
    Ms created_ms, changed_ms, asked_ms, understood_ms, chosen_ms, started_ms, in_use_ms, done_ms,
        ended_ms;
    Ms confirmed_ms;      /* the asker said yes; MS_NONE again when a later read-back is needed */
    WishReadBack *rounds; /* oldest first */
    ptrdiff_t rounds_n;
    WishQuestion *questions; /* oldest first */
    ptrdiff_t questions_n;
    /* what else is shown with it; filled by loading */
    Str want_owner_name, it_owner_name, adviser_name, team_name, reader_department_name;
    WishTurn turn; /* as stored by wish_save */
} Wish;

/* ---- moves: who may make them, and in which states ---- */
typedef enum {
    WISH_MOVE_EDIT = 1,
    WISH_MOVE_ASK,
    WISH_MOVE_QUESTION,
    WISH_MOVE_ANSWER,
    WISH_MOVE_READ_BACK,
    WISH_MOVE_CONFIRM,
    WISH_MOVE_CORRECT,
    WISH_MOVE_OWNERS,
    WISH_MOVE_DECLINE,
    WISH_MOVE_HIDE,
    WISH_MOVE_CHOOSE,
    WISH_MOVES
} WishMove;
/* What an actor must be to this wish; the operation tables use the same. */
enum {
    WISH_NEED_EDIT = IS_ASKER | IS_OWNER | IS_GUIDE,
    WISH_NEED_ASK = IS_ASKER,
    WISH_NEED_QUESTION = IS_ASKER | IS_ASKED | IS_OWNER | IS_ADVISER | IS_READER | IS_NAMED |
                         IS_LEAD | IS_MAKER | IS_DECIDER | IS_CHECKER | IS_GUIDE,
    WISH_NEED_ANSWER = IS_ASKED | IS_GUIDE,
    WISH_NEED_READ_BACK = IS_READER,
    WISH_NEED_CONFIRM = IS_CONFIRMER,
    WISH_NEED_OWNERS = IS_ADVISER | IS_GUIDE,
    WISH_NEED_DECLINE = IS_READER | IS_ADVISER | IS_GUIDE,
    WISH_NEED_HIDE = IS_ASKER | IS_OWNER | IS_NAMED | IS_GUIDE,
    WISH_NEED_CHOOSE = IS_DECIDER | IS_GUIDE
};
Str wish_move_code(WishMove move); /* "read_back" */
/* Would the state and standing allow it? Says nothing of the texts that come with the move. */
bool wish_may(const Wish *wish, WishMove move, Standing standing);
/* May this person answer that question? The one who was asked; for a question to a side, who stands
 * on that side of the wish; the guide always. */
bool wish_may_answer(const Wish *wish, const WishQuestion *question, Str person_id,
                     Standing standing);

/* ---- rules. Not in this state: ERR_CONFLICT "wish.move.<code>" ---- */
/* Sends a draft. ERR_INVALID on "title" and "words" when nothing readable is in them, both at once.
 */
Err *wish_ask(Arena *a, Wish *wish, Ms now);
/* Changes the words of a draft, or of a wish nobody has said back yet. version: as the editor read
 * it; another one stored meanwhile: ERR_CONFLICT "wish.edit.other" on "version", nothing changed.
 */
Err *wish_edit(Arena *a, Wish *wish, int64_t version, Str title, Str words, WishKind kind, Ms now);
/* Says it back. Whoever asked cannot: ERR_FORBIDDEN "wish.read_back.own". While one waits for an
 * answer: ERR_CONFLICT "wish.read_back.waits". text may not be blank. */
Err *wish_read_back(Arena *a, Wish *wish, WishReadBack round);
/* "Yes, that is what I mean." The writer of the read-back cannot: ERR_FORBIDDEN "wish.confirm.own".
 * Becomes understood when an owner on each side is named (wish_owners_missing tells). */
Err *wish_confirm(Arena *a, Wish *wish, Str by_id, Str remark, Ms now);
/* "Almost, this must be different." ERR_INVALID on "text" when blank. */
Err *wish_correct(Arena *a, Wish *wish, Str by_id, Str text, Ms now);
/* Adds a question. Draft or ended: ERR_CONFLICT. Asking oneself: ERR_INVALID on "to_person". */
Err *wish_question(Arena *a, Wish *wish, WishQuestion question);
/* ERR_NOT_FOUND on "question"; answered already: ERR_CONFLICT "wish.answer.done". */
Err *wish_answer(Arena *a, Wish *wish, Str question_id, Str by_id, Str text, Ms now);
/* Names who is accountable; an empty id leaves nobody. A confirmed wish becomes understood when
 * complete. Once understood an owner can be replaced, not taken away: ERR_INVALID on the field. */
Err *wish_owners(Arena *a, Wish *wish, Str want_owner, Str it_owner, Str adviser, Str team, Ms now);
/* Not done, always with a reason in plain words (ERR_INVALID on "reason"). */
Err *wish_decline(Arena *a, Wish *wish, Str reason, Ms now);
/* Gets its place in a team's queue; or moves to another team's. Only when understood or chosen. */
Err *wish_choose(Arena *a, Wish *wish, Str team_id, Ms now);
bool wish_is_open(const Wish *wish); /* neither draft, done, declined nor parked */
/* IT may not start before the asker has said yes. */
bool wish_is_understood(const Wish *wish);
const WishReadBack *wish_open_read_back(const Wish *wish); /* NULL: none waits */
typedef enum {
    WISH_MISSES_NOTHING,
    WISH_MISSES_WANT_OWNER = 1,
    WISH_MISSES_IT_OWNER = 2
} WishMisses;
WishMisses wish_owners_missing(const Wish *wish);

/* The ONE place where whose turn it is is computed. facts: what later slices know (app_owed); they
 * count from understood until in use, an open question overrides them. */
WishTurn wish_turn(const Wish *wish, const OwedFact *facts, int n, Day today);

/* ---- the store: reads and writes on cx->db, within the operation's transaction ---- */
/* With all rounds and questions. Absent, hidden and somebody else's draft alike: ERR_NOT_FOUND
 * "wish.absent" on "number". */
Err *wish_load_visible(Ctx *cx, int64_t number, Wish *ret_wish);
/* By id, whoever looks: for rules and jobs, never to show. */
Err *wish_load(Ctx *cx, Str id, Wish *ret_wish);
/* A new wish: gives id, number, created_ms; asker, side and department from the actor. Then
 * wish_save. */
Err *wish_create(Ctx *cx, Wish *wish);
/* Keeps the wish with its new rounds, questions and answers; version + 1 (ERR_CONFLICT
 * "wish.edit.other" when somebody was first). Asks every slice for facts, computes the turn, keeps
 * it and books the time of the turns that ended to their side. */
Err *wish_save(Ctx *cx, Wish *wish);
/* Only the turn: for when a fact changed and the wish did not. */
Err *wish_turn_refresh(Ctx *cx, Str id);
/* What the actor is to this wish: the bits of ctx.h. */
Err *wish_standing(Ctx *cx, const Wish *wish, Standing *ret_standing);
/* The `subject` of operations with {number}: cx->subject becomes a Wish *, cx->standing is filled.
 */
Err *wish_subject(Ctx *cx, const In *in);
#define WISH_OF(cx) ((Wish *)(cx)->subject)

/* A row of a list: no names of persons. */
typedef struct {
    Str id;
    int64_t number; /* 0 and an empty title when !is_visible */
    Str title, department_id, department_name, team_id, team_name;
    Side side;
    WishKind kind;
    WishState state;
    bool hidden, is_visible, is_mine;
    Ms asked_ms, chosen_ms, started_ms, in_use_ms;
    /* the turn, as stored: the first owed move */
    Side turn_side; /* SIDE_NONE: nobody */
    Standing turn_role;
    Str turn_scope, turn_scope_name; /* of that team or department */
    Ms turn_since_ms;
    Day turn_due, turn_until;
    Str turn_why; /* message key */
    bool turn_is_mutual;
} WishRow;
typedef struct {
    WishState state; /* 0: any but draft (drafts show with mine) */
    WishKind kind;   /* 0: any */
    Side side;       /* SIDE_NONE: any */
    Str department_id, team_id;
    bool mine;      /* asked, or owned on either side, by the actor */
    bool open_only; /* without done, declined, parked */
    int64_t before; /* only numbers below; 0: from the newest */
    ptrdiff_t max;  /* 0: WISH_PAGE */
} WishFilter;
/* Newest number first; hidden ones and others' drafts left out. *ret_more: there are older ones. */
Err *wish_list(Ctx *cx, const WishFilter *filter, WishRow **ret_rows, ptrdiff_t *ret_n,
               bool *ret_more);
/* All wishes of a team in one state, oldest chosen_ms first (making: oldest started_ms), hidden
 * ones too (is_visible false), so that places can be counted honestly. */
Err *wish_list_of_team(Ctx *cx, Str team_id, WishState state, WishRow **ret_rows, ptrdiff_t *ret_n);
/* How many wishes of a team are in a state, hidden ones counted. */
Err *wish_count_of_team(Ctx *cx, Str team_id, WishState state, int64_t *ret_n);
/* Days on which a team's own wishes came in use, up to and with as_of: for dates. started DAY_NONE:
 * not known. Oldest first. */
typedef struct {
    Str wish_id;
    Day started, finished;
} WishFinished;
Err *wish_finished_of_team(Ctx *cx, Str team_id, Day as_of, WishFinished **ret_rows,
                           ptrdiff_t *ret_n);

/* One owed move of the actor: for their own Today. */
typedef struct {
    WishRow wish;
    WishOwed owed;
    WishMove move;  /* the one button: WISH_MOVE_ANSWER …; 0: open the wish */
    Str url, label; /* where that button goes; message key of its text */
    Str by_name;    /* who asked the question or wrote the read-back; may be empty */
} WishMine;
/* What the actor owes, as a person or by a role they hold: due first, then oldest. Work that a team
 * has in hand ("wish.why.make") is not in it: that stands on the board. */
Err *wish_owed_by_me(Ctx *cx, WishMine **ret_rows, ptrdiff_t *ret_n);
Err *wish_count_owed_by_me(Ctx *cx, int64_t *ret_n);

/* ---- the model: what other pages show of a wish ---- */
/* A row without names of people: number, title, state, kind, side, department, team, hidden,
 * is_mine, asked_at, and turn {says, side, scope_name, is_nobody, is_mutual, since, due, until,
 * why}. `says` is a sentence such as "Onderhoud is aan zet"; `why` another. */
void wish_model_row(Ctx *cx, const WishRow *row, Model *m);

/* ---- the demo organisation ---- */
Str demo_wish_id(Arena *a, Str code); /* "W01", "T01" */

extern const Slice wish_slice;
