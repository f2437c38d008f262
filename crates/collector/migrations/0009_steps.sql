-- Which programs may go on with a database that has a step they do not know: those whose own last
-- step is `compatible_from` or later. A step that only adds (a table, a column with a default, an
-- index) names the step before it; one that changes the meaning of what is there names itself.
-- Every step from here on adds its own row.
CREATE TABLE steps (
    step BIGINT NOT NULL PRIMARY KEY,
    compatible_from BIGINT NOT NULL
);

INSERT INTO steps (step, compatible_from) VALUES (9, 8);
