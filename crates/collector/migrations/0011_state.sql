-- What the collector remembers of itself between two starts, one value for a name: that the log is
-- still to be folded in, the last day that retention believed, what the operator accepted.
CREATE TABLE state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- A cell that erasure emptied still names its segment. From here on it goes with its last answer.
DELETE FROM tallies WHERE n = 0;
DELETE FROM marks WHERE n = 0;

INSERT INTO steps (step, compatible_from) VALUES (11, 9);
