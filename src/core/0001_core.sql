-- What every slice leans on: the journal and its seal, answers kept for repeated calls, jobs, counters.

-- Every change as a fact; append-only, each row with its own hash.
CREATE TABLE journal (
    id           TEXT PRIMARY KEY,
    at_ms        BIGINT NOT NULL,
    actor_id     TEXT,               -- NULL: the system
    verb         TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    facts        TEXT NOT NULL,      -- a JSON object
    hash         TEXT NOT NULL
);
CREATE INDEX journal_subject ON journal (subject_kind, subject_id, at_ms);

-- The chain over committed rows, written by one sealer.
CREATE TABLE journal_seal (
    n        BIGINT PRIMARY KEY,
    entry_id TEXT NOT NULL UNIQUE,
    chain    TEXT NOT NULL
);

-- The answer to a write that carried a token, so that sending it twice does it once.
CREATE TABLE once (
    actor_id    TEXT NOT NULL,
    token       TEXT NOT NULL,
    op          TEXT NOT NULL,
    inputs_hash TEXT NOT NULL,
    answer      TEXT NOT NULL,
    at_ms       BIGINT NOT NULL,
    PRIMARY KEY (actor_id, token)
);
CREATE INDEX once_age ON once (at_ms);

-- Work that runs by itself; claimed by one server at a time.
CREATE TABLE job (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL,
    payload        TEXT NOT NULL,
    run_at_ms      BIGINT NOT NULL,
    tries          INTEGER NOT NULL,
    lease_until_ms BIGINT NOT NULL
);
CREATE INDEX job_due ON job (run_at_ms);

-- Running numbers (wishes).
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);

-- One value per name, for the whole organisation.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
