-- Keys: the ones a site signs its visitors' names with (two may be in use while one replaces the
-- other), and the collector's own, under which names are hashed before anything is stored.
CREATE TABLE secrets (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    retired_at_ms BIGINT
);

-- What happened to an identified person: the same history that a card keeps in a browser.
CREATE TABLE asks (
    person TEXT NOT NULL,
    survey TEXT NOT NULL REFERENCES surveys (id),
    waiting_group TEXT NOT NULL,
    event TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (person, survey, event, at_ms)
);
