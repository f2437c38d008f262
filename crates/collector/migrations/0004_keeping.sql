-- Who used which token for what. The name is the operator's, no address is kept.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    token_name TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    survey TEXT
);

CREATE INDEX audit_by_time ON audit (at_ms);

-- Rows before this day have been deleted by retention while their tallies stay: a recount begins
-- here.
ALTER TABLE surveys ADD COLUMN kept_from_day BIGINT;

-- A keyed hash of whom an identified answer is from; never the name a site knows the person by.
ALTER TABLE responses ADD COLUMN person TEXT;

CREATE INDEX responses_by_person ON responses (survey, person);
