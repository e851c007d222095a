-- Who there is, what they may, and how they come in.

-- The organisation itself; one row.
CREATE TABLE organisation (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    name       TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    zone       TEXT NOT NULL,
    address    TEXT NOT NULL,
    council    TEXT NOT NULL CHECK (council IN ('unasked', 'agreed', 'none')),
    council_on INTEGER
);

-- A part of the organisation, on one side.
CREATE TABLE department (
    id        TEXT PRIMARY KEY,
    code      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    name_en   TEXT NOT NULL,
    side      INTEGER NOT NULL CHECK (side IN (1, 2, 3)),
    headcount BIGINT NOT NULL
);

-- A group of makers with one queue.
CREATE TABLE team (
    id            TEXT PRIMARY KEY,
    code          TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    name_en       TEXT NOT NULL,
    department_id TEXT NOT NULL REFERENCES department (id),
    headcount     BIGINT NOT NULL
);

-- Somebody who works here, or did.
CREATE TABLE person (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL, -- the name in plain small letters: for order and search
    mail          TEXT NOT NULL UNIQUE, -- in small letters
    job           TEXT NOT NULL,
    job_en        TEXT NOT NULL,
    department_id TEXT NOT NULL REFERENCES department (id),
    team_id       TEXT REFERENCES team (id),
    side          INTEGER NOT NULL CHECK (side IN (1, 2, 3)), -- 3: hybrid
    lang          TEXT NOT NULL,
    is_active     INTEGER NOT NULL,
    since_ms      BIGINT NOT NULL,
    left_ms       BIGINT
);
-- postgresql:
ALTER TABLE person ALTER COLUMN name_key TYPE TEXT COLLATE "C";
-- both:
CREATE INDEX person_order ON person (name_key, id);
CREATE INDEX person_department ON person (department_id);

-- A password, as the text that libsodium makes of it; kept apart so that no list can hold it.
CREATE TABLE password (
    person_id  TEXT PRIMARY KEY REFERENCES person (id),
    hash       TEXT NOT NULL,
    changed_ms BIGINT NOT NULL
);

-- What somebody may, within a scope: a department, a team, or a word.
CREATE TABLE role_held (
    person_id TEXT NOT NULL REFERENCES person (id),
    role      TEXT NOT NULL,
    scope     TEXT NOT NULL, -- empty: everywhere
    kind      TEXT NOT NULL, -- decider: 'first' or 'deputy'; else empty
    PRIMARY KEY (person_id, role, scope)
);
CREATE INDEX role_held_by_role ON role_held (role, scope);
-- A queue has one decider and one deputy.
CREATE UNIQUE INDEX role_held_decider ON role_held (scope, kind) WHERE role = 'decider';

-- A browser that is signed in; the token itself is only in that browser.
CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person_id  TEXT NOT NULL REFERENCES person (id),
    csrf       TEXT NOT NULL,
    since_ms   BIGINT NOT NULL,
    seen_ms    BIGINT NOT NULL, -- at most some minutes old
    ends_ms    BIGINT NOT NULL,
    agent      TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id, seen_ms);
CREATE INDEX session_age ON session (ends_ms);

-- Failed tries to sign in, by account and network address, so that guessing becomes slow.
CREATE TABLE sign_in_try (
    account    TEXT NOT NULL, -- hash of the mail address that was typed; '*': all from that address
    source     TEXT NOT NULL,
    failures   BIGINT NOT NULL,
    last_ms    BIGINT NOT NULL,
    next_ms    BIGINT NOT NULL, -- no try before this moment
    success_ms BIGINT NOT NULL, -- when this account last came in from there; 0: never
    PRIMARY KEY (account, source)
);
CREATE INDEX sign_in_try_age ON sign_in_try (last_ms);
