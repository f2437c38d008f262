-- Unhappy people who are owed a reply: opened with the answer, in its transaction.
CREATE TABLE cases (
    survey TEXT NOT NULL REFERENCES surveys (id),
    response TEXT NOT NULL,
    state TEXT NOT NULL,
    owner TEXT,
    remedy TEXT,
    promise TEXT,
    -- How often it went from one owner to another.
    handovers BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    due_at_ms BIGINT NOT NULL,
    contacted_at_ms BIGINT,
    solved_at_ms BIGINT,
    closed_at_ms BIGINT,
    changed_at_ms BIGINT NOT NULL,
    -- The short survey after the problem was solved, and the id its one answer will have.
    followup_survey TEXT,
    followup_response TEXT,
    -- Raised by each change: who changes an older version is told so.
    version BIGINT NOT NULL,
    PRIMARY KEY (survey, response)
);

CREATE INDEX cases_by_due ON cases (survey, state, due_at_ms);

CREATE TABLE case_history (
    survey TEXT NOT NULL,
    response TEXT NOT NULL,
    version BIGINT NOT NULL,
    line BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (survey, response, version, line)
);
