-- Which sites may show the hosted form in a frame and send answers from a browser: origins
-- separated by spaces, as in `frame-ancestors`. Empty: every site.
ALTER TABLE surveys ADD COLUMN origins TEXT NOT NULL DEFAULT '';
