-- The same text runs on SQLite and on Postgres: only TEXT and BIGINT, no sequences, no defaults
-- computed by the database. Times are milliseconds since 1970 in UTC, days are days since then.

CREATE TABLE surveys (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    archived_at_ms BIGINT
);

-- One row per answer, however often it was delivered. The key starts with the survey, so the
-- table can be partitioned or distributed by it.
CREATE TABLE responses (
    survey TEXT NOT NULL REFERENCES surveys (id),
    id TEXT NOT NULL,
    rev BIGINT NOT NULL,
    metric TEXT NOT NULL,
    score BIGINT NOT NULL,
    comment TEXT,
    done BIGINT NOT NULL,
    elapsed_ms BIGINT NOT NULL,
    lang TEXT,
    channel TEXT,
    touchpoint TEXT,
    segment TEXT,
    -- Counted apart: too fast, too many, or sent by something that is not a person.
    suspect BIGINT NOT NULL,
    -- The first delivery decides the day; later revisions do not move an answer to another day.
    received_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    PRIMARY KEY (survey, id)
);

CREATE INDEX responses_by_time ON responses (survey, received_at_ms);

-- How many people gave each score, per day and group. Moves in the transaction of the answers, so
-- a recount always equals it. An absent group is the empty string: NULL would not be unique.
CREATE TABLE tallies (
    survey TEXT NOT NULL REFERENCES surveys (id),
    day BIGINT NOT NULL,
    channel TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    segment TEXT NOT NULL,
    suspect BIGINT NOT NULL,
    score BIGINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (survey, day, channel, touchpoint, segment, suspect, score)
);

-- A token itself is never kept, only its SHA-256. Tokens are 256 bits of chance, so a slow
-- password hash would protect nothing.
CREATE TABLE tokens (
    hash TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    survey TEXT,
    created_at_ms BIGINT NOT NULL,
    revoked_at_ms BIGINT
);
