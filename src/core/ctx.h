// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* ctx - what an operation may know and use: who acts, when, in which language, on which connection.
 * Includes: base, db, text. */
#include "base/base.h"
#include "base/day.h"
#include "db/db.h"
#include "text/model.h"
#include "text/template.h"

/* What somebody is to the whole organisation (roles) or to one object (relations): bits, so that an
 * operation's need is "any of these" and the permission test can walk over them.
 * Roles come from the person; with a subject, a scoped role counts only within its scope. */
typedef uint32_t Standing;
enum {
    IS_ANYONE = 1u << 0, /* also signed out */
    IS_MEMBER = 1u << 1, /* signed in */
    IS_OWNER = 1u << 2,  /* of the subject's department; without subject: of any */
    IS_ADVISER = 1u << 3,
    IS_LEAD = 1u << 4,    /* of the subject's team */
    IS_MAKER = 1u << 5,   /* of the subject's team */
    IS_DECIDER = 1u << 6, /* of the subject's queue, or its deputy */
    IS_CHECKER = 1u << 7,
    IS_GUIDE = 1u << 8,
    IS_COUNCIL = 1u << 9,
    IS_ADMIN = 1u << 10,
    IS_HYBRID = 1u << 11,
    /* relations to one object */
    IS_ASKER = 1u << 16,     /* wrote the wish */
    IS_ASKED = 1u << 17,     /* an open question is theirs */
    IS_CONFIRMER = 1u << 18, /* may answer the open read-back */
    IS_NAMED = 1u << 19,     /* owner on either side, or adviser, of this wish */
    IS_SELF = 1u << 20,      /* the object is one's own (a session) */
    IS_READER = 1u << 21,    /* says this wish back: IT for the business, a department for IT */
};
typedef enum { SIDE_NONE, SIDE_BUSINESS = 1, SIDE_IT = 2, SIDE_BOTH = 3 } Side;

typedef struct {
    Standing role; /* one role bit */
    Str scope;     /* department or team id; empty: everywhere */
} RoleHeld;

typedef struct {
    Str id, name, mail;
    Str department_id, department_name, team_id; /* team_id may be empty */
    Side side;
    Lang lang;
    Standing roles; /* all role bits together, any scope; always IS_MEMBER */
    RoleHeld *held;
    ptrdiff_t held_n;
} Actor;
bool actor_holds(const Actor *who, Standing role, Str scope);

typedef struct Op Op;
typedef struct App App;

typedef struct {
    Arena *a;
    Db *db;
    Ms now_ms;
    Day today;
    Lang lang;
    const Actor *actor; /* NULL when signed out */
    const App *app;
    const Op *op;
    Standing standing; /* of the actor, to the subject when there is one */
    Str session;       /* hash of the session's token; empty when signed out or local */
    Str csrf;          /* the session's form token */
    Str peer;          /* network address, for slowing down guesses */
    Str agent;         /* User-Agent, for one's own list of sessions */
    Str request_id;
    bool is_local;     /* the operator on this machine's own socket, or the command line */
    void *subject;     /* what op->subject loaded */
    void *prepared;    /* what op->prepare computed on a slow thread */
    void *places;      /* departments and teams, once people has read them for this call */
    Str new_session;   /* set by sign-in: the token for the cookie; web and cli hand it over */
    bool ends_session; /* set by sign-out */
} Ctx;

/* A new id: ULID text, 26 signs, ordered by time (github.com/ulid/spec). */
Str id_new(Arena *a, Ms now_ms);
bool id_is_valid(Str id);
/* 256 random bits as 43 signs of base64url: session tokens, form tokens, one-time links. */
Str secret_new(Arena *a);
/* BLAKE2b-256 as 64 hexadecimal signs. */
Str hash_hex(Arena *a, Str data);
