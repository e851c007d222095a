-- What people want changed, how each was said back, what was asked, and whose turn it is.

-- One wish; its words are never overwritten once somebody said them back. Lists go by number, so in SQLite
-- the rows lie in that order; what is long comes last, so that a list need not read past it.
CREATE TABLE wish (
-- sqlite:
    number               INTEGER PRIMARY KEY,
-- postgresql:
    number               BIGINT PRIMARY KEY,
-- both:
    id                   TEXT NOT NULL UNIQUE,
    version              BIGINT NOT NULL,
    side                 INTEGER NOT NULL CHECK (side IN (1, 2)), -- of the asker
    asker_id             TEXT NOT NULL,
    department_id        TEXT NOT NULL, -- of the asker
    title                TEXT NOT NULL,
    lang                 TEXT NOT NULL,
    kind                 TEXT NOT NULL CHECK (kind IN ('new', 'upkeep', 'security', 'fix')),
    state                TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'understood', 'chosen',
                             'making', 'in_use', 'done', 'declined', 'parked')),
    hidden               INTEGER NOT NULL,
    want_owner_id        TEXT, -- accountable for want and value
    it_owner_id          TEXT,
    adviser_id           TEXT,
    team_id              TEXT,
    reader_department_id TEXT, -- says IT's own wish back
    created_ms           BIGINT NOT NULL,
    changed_ms           BIGINT NOT NULL,
    asked_ms             BIGINT,
    confirmed_ms         BIGINT,
    understood_ms        BIGINT,
    chosen_ms            BIGINT,
    started_ms           BIGINT,
    in_use_ms            BIGINT,
    done_ms              BIGINT,
    ended_ms             BIGINT,
    -- the turn as computed when the wish was last kept, with its first move as lists show it; all moves, and
    -- who owes them, stand in wish_owed
    turn_why             TEXT NOT NULL,
    turn_until           INTEGER,
    turn_mutual          INTEGER NOT NULL,
    turn_role            BIGINT NOT NULL,
    turn_scope           TEXT NOT NULL,
    turn_side            INTEGER NOT NULL,
    turn_since_ms        BIGINT,
    turn_due             INTEGER,
    reason               TEXT NOT NULL,
    words                TEXT NOT NULL
);
CREATE INDEX wish_by_asker ON wish (asker_id);
CREATE INDEX wish_by_want_owner ON wish (want_owner_id);
CREATE INDEX wish_by_it_owner ON wish (it_owner_id);
CREATE INDEX wish_by_team ON wish (team_id, state);
CREATE INDEX wish_by_state ON wish (state, number);
CREATE INDEX wish_by_department ON wish (department_id, number);
CREATE INDEX wish_turn_until ON wish (turn_until);

-- One move that somebody owes now: a person, or a role within a scope.
CREATE TABLE wish_owed (
    wish_id   TEXT NOT NULL REFERENCES wish (id),
    nth       INTEGER NOT NULL,
    whom      TEXT NOT NULL, -- "p:" and a person's id, or a role's number, ":" and its scope
    person_id TEXT,
    role      BIGINT NOT NULL,
    scope     TEXT NOT NULL,
    side      INTEGER NOT NULL,
    since_ms  BIGINT NOT NULL,
    due       INTEGER,
    why       TEXT NOT NULL,
    PRIMARY KEY (wish_id, nth)
);
CREATE INDEX wish_owed_by_whom ON wish_owed (whom);

-- One round of saying back, with its answer.
CREATE TABLE wish_read_back (
    id             TEXT PRIMARY KEY,
    wish_id        TEXT NOT NULL REFERENCES wish (id),
    by_id          TEXT NOT NULL,
    by_side        INTEGER NOT NULL,
    round          INTEGER NOT NULL, -- 1 is the first
    text           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'corrected')),
    at_ms          BIGINT NOT NULL,
    answer         TEXT NOT NULL,
    answered_by_id TEXT,
    answered_ms    BIGINT,
    UNIQUE (wish_id, round)
);

-- A question to a person or a side, with its answer.
CREATE TABLE wish_question (
    id             TEXT PRIMARY KEY,
    wish_id        TEXT NOT NULL REFERENCES wish (id),
    by_id          TEXT NOT NULL,
    by_side        INTEGER NOT NULL,
    to_side        INTEGER NOT NULL,
    to_person_id   TEXT,
    text           TEXT NOT NULL,
    asked_ms       BIGINT NOT NULL,
    answer         TEXT NOT NULL,
    answered_by_id TEXT,
    answered_ms    BIGINT
);
CREATE INDEX wish_question_by_wish ON wish_question (wish_id, asked_ms);
CREATE INDEX wish_question_by_person ON wish_question (to_person_id);

-- How long a wish waited for a side: one row per turn that ended. Never per person.
CREATE TABLE wish_turn_booked (
    wish_id TEXT NOT NULL REFERENCES wish (id),
    side    INTEGER NOT NULL,
    why     TEXT NOT NULL,
    from_ms BIGINT NOT NULL,
    to_ms   BIGINT NOT NULL
);
CREATE INDEX wish_turn_booked_by_wish ON wish_turn_booked (wish_id);
