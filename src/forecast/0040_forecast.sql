-- The dates that were shown, so that later they can be compared with what came true.

-- One row per wish and day: what its page said that day.
CREATE TABLE forecast_shown (
    wish_id TEXT NOT NULL REFERENCES wish (id),
    as_of   INTEGER NOT NULL,
    items   BIGINT NOT NULL, -- wishes that had to be finished, this one included
    in_hand INTEGER NOT NULL,
    d50     INTEGER NOT NULL, -- as often before as after
    d85     INTEGER NOT NULL,
    d95     INTEGER NOT NULL,
    counted BIGINT NOT NULL, -- finished work it was counted from
    weeks   BIGINT NOT NULL,
    PRIMARY KEY (wish_id, as_of)
);
