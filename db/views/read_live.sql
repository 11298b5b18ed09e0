-- When each document's text was last read anew by an ordinary poll. What was read while catching up on the past (a
-- backfill, a source's first poll) is not here: having been read then makes it no news.
SELECT versions.document, max(captures.fetched_at) AS seen_at
FROM versions
JOIN captures ON captures.id = versions.capture
WHERE NOT EXISTS (
    SELECT 1 FROM catching_up
    WHERE (catching_up.source IS NULL OR catching_up.source = captures.source)
        AND datetime(captures.fetched_at) >= datetime(catching_up.began_at)
        AND datetime(captures.fetched_at) <= datetime(coalesce(catching_up.ended_at, '9999-12-31'))
)
GROUP BY versions.document
