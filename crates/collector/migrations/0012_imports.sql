-- Files that were imported, so that each can be listed and taken back.
CREATE TABLE imports (
    id BIGINT NOT NULL PRIMARY KEY,
    survey TEXT NOT NULL REFERENCES surveys (id),
    -- What the file was called, for whoever reads the list.
    file TEXT NOT NULL,
    started_at_ms BIGINT NOT NULL,
    undone_at_ms BIGINT
);

-- The import that an answer came with; none for answers of people and of older imports.
ALTER TABLE responses ADD COLUMN import_id BIGINT;

INSERT INTO steps (step, compatible_from) VALUES (12, 9);
