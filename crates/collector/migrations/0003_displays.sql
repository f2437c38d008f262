-- How often a card was shown, put off or closed, per day and place: what a response rate is made
-- of. Counts only, nothing about anybody.
CREATE TABLE displays (
    survey TEXT NOT NULL REFERENCES surveys (id),
    day BIGINT NOT NULL,
    channel TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    event TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (survey, day, channel, touchpoint, event)
);
