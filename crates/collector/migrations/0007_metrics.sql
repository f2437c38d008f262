-- The scale a score was given on, lowest and highest with a hyphen between, and which reasons were
-- picked: their ids in the survey document, separated by spaces.
ALTER TABLE responses ADD COLUMN scale TEXT NOT NULL DEFAULT '0-10';
ALTER TABLE responses ADD COLUMN drivers TEXT;

-- Where people agreed to be written to about their answer. Apart from the answers, so that nothing
-- that reads answers shows an address by accident and an address can be erased alone.
CREATE TABLE contacts (
    survey TEXT NOT NULL REFERENCES surveys (id),
    response TEXT NOT NULL,
    address TEXT NOT NULL,
    agreed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (survey, response)
);

CREATE INDEX contacts_by_address ON contacts (address);

-- How many answers held something besides the score: `comment`, or `driver:` and the id of a
-- reason. Moves with the tallies.
CREATE TABLE marks (
    survey TEXT NOT NULL REFERENCES surveys (id),
    day BIGINT NOT NULL,
    channel TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    segment TEXT NOT NULL,
    suspect BIGINT NOT NULL,
    score BIGINT NOT NULL,
    mark TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (survey, day, channel, touchpoint, segment, suspect, score, mark)
);

INSERT INTO marks (survey, day, channel, touchpoint, segment, suspect, score, mark, n)
SELECT survey, received_at_ms / 86400000, COALESCE(channel, ''), COALESCE(touchpoint, ''),
    COALESCE(segment, ''), suspect, score, 'comment', COUNT(*)
FROM responses WHERE comment IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
