-- The order of chosen wishes per team, decisions that wait, and what teams finished before.

-- One row per team with a queue. Who changes the order raises its version first, so that two people
-- who do so at once go one after the other.
CREATE TABLE queue (
    team_id TEXT PRIMARY KEY REFERENCES team (id),
    version BIGINT NOT NULL
);

-- Where a chosen wish stands: 1, 2, 3. What is no longer chosen is skipped when places are read.
CREATE TABLE queue_place (
    wish_id TEXT PRIMARY KEY REFERENCES wish (id),
    team_id TEXT NOT NULL REFERENCES team (id),
    place   BIGINT NOT NULL,
    UNIQUE (team_id, place)
);

-- Why a wish was put before a decider, chosen or moved: the words of the one who did it.
CREATE TABLE queue_reason (
    id      TEXT PRIMARY KEY,
    wish_id TEXT NOT NULL REFERENCES wish (id),
    team_id TEXT NOT NULL REFERENCES team (id),
    verb    TEXT NOT NULL,
    by_id   TEXT NOT NULL REFERENCES person (id),
    at_ms   BIGINT NOT NULL,
    words   TEXT NOT NULL
);
CREATE INDEX queue_reason_wish ON queue_reason (wish_id, at_ms);

-- A wish that waits for the decider of a queue.
CREATE TABLE decision_wait (
    wish_id  TEXT PRIMARY KEY REFERENCES wish (id),
    team_id  TEXT NOT NULL REFERENCES team (id),
    by_id    TEXT REFERENCES person (id),
    since_ms BIGINT NOT NULL,
    due      INTEGER NOT NULL
);
CREATE INDEX decision_wait_team ON decision_wait (team_id);

-- One import of a history: who, when, what came of it. By it an import can be undone.
CREATE TABLE delivery_import (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL REFERENCES team (id),
    by_id      TEXT REFERENCES person (id),
    at_ms      BIGINT NOT NULL,
    file_name  TEXT NOT NULL,
    rows_read  BIGINT NOT NULL,
    rows_added BIGINT NOT NULL,
    rows_known BIGINT NOT NULL, -- came in with an earlier import
    rows_open  BIGINT NOT NULL, -- not finished yet
    rows_other BIGINT NOT NULL  -- of another team
);
CREATE INDEX delivery_import_team ON delivery_import (team_id, at_ms);

-- One piece of work that a team finished before Schakel, or outside it.
CREATE TABLE delivery (
    id        TEXT PRIMARY KEY,
    team_id   TEXT NOT NULL REFERENCES team (id),
    source_id TEXT NOT NULL, -- the same row of the same file gives the same one
    import_id TEXT NOT NULL REFERENCES delivery_import (id),
    started   INTEGER,
    finished  INTEGER NOT NULL,
    type      TEXT NOT NULL,
    UNIQUE (team_id, source_id)
);
CREATE INDEX delivery_finished ON delivery (team_id, finished);
