-- What a further revision of an answer has to prove: SHA-256 of the revision key and of the display
-- ticket that the first revisions came with. Empty in rows of programs that know neither.
ALTER TABLE responses ADD COLUMN key_hash TEXT;
ALTER TABLE responses ADD COLUMN ticket_hash TEXT;

INSERT INTO steps (step, compatible_from) VALUES (10, 9);
