-- Who is told of new answers. `secrets` are those the messages are signed with, separated by
-- spaces: two while one replaces the other. `classes` are class names separated by spaces.
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    survey TEXT,
    url TEXT NOT NULL,
    secrets TEXT NOT NULL,
    classes TEXT NOT NULL,
    format TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    disabled_at_ms BIGINT
);

-- What is still to be told. Written in the transaction of the answer, so none is forgotten; holds
-- names of rows only, so nothing personal stays here when an answer is erased.
CREATE TABLE outbox (
    webhook TEXT NOT NULL REFERENCES webhooks (id),
    survey TEXT NOT NULL,
    response TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at_ms BIGINT NOT NULL,
    lease_until_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    PRIMARY KEY (webhook, survey, response)
);

CREATE INDEX outbox_due ON outbox (ended_at_ms, next_at_ms);
