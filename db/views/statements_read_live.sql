-- When a text that holds each statement was last read anew by an ordinary poll (see read_live).
SELECT held.statement, max(read_live.seen_at) AS seen_at
FROM (
    SELECT statements.id AS statement, answers.document
    FROM statements JOIN answers ON answers.id = statements.answer
    UNION ALL
    SELECT statements.id, turns.document FROM statements JOIN turns ON turns.id = statements.turn
    UNION ALL
    SELECT statement, document FROM quotations
) AS held
JOIN read_live ON read_live.document = held.document
GROUP BY held.statement
