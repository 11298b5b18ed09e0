-- Exchanges with findings that nobody dismissed, one row each however many rules fired. `seen_at`: see read_live.
SELECT
    exchanges.id AS exchange,
    exchanges.reply,
    coalesce(exchanges.person, exchanges.body, 'Somebody') AS who,
    exchanges.question_text,
    flagged.explanation,
    (
        SELECT group_concat(evidence, '” … “')
        FROM (SELECT DISTINCT evidence FROM findings
            WHERE findings.exchange = exchanges.id AND review IS NOT 'dismissed' ORDER BY rule)
    ) AS evidence,
    exchanges.url,
    exchanges.said_on,
    live.seen_at
FROM (
    SELECT exchange, group_concat(explanation, ' ') AS explanation
    FROM (SELECT DISTINCT exchange, explanation FROM findings WHERE review IS NOT 'dismissed' ORDER BY rule)
    GROUP BY exchange
) AS flagged
JOIN exchanges ON exchanges.id = flagged.exchange
LEFT JOIN (
    SELECT held.exchange, max(read_live.seen_at) AS seen_at
    FROM (
        SELECT exchanges.id AS exchange, answers.document
        FROM exchanges JOIN answers ON answers.id = exchanges.answer
        UNION ALL
        SELECT exchanges.id, meetings.document FROM exchanges JOIN meetings ON meetings.id = exchanges.meeting
        UNION ALL
        SELECT exchanges.id, quotations.document
        FROM exchanges JOIN quotations ON quotations.statement = exchanges.statement
    ) AS held
    JOIN read_live ON read_live.document = held.document
    GROUP BY held.exchange
) AS live ON live.exchange = exchanges.id
