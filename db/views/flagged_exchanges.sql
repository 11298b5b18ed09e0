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
    (
        SELECT max(seen_at) FROM read_live WHERE document IN (
            SELECT document FROM answers WHERE answers.id = exchanges.answer
            UNION ALL
            SELECT document FROM meetings WHERE meetings.id = exchanges.meeting
            UNION ALL
            SELECT document FROM quotations WHERE quotations.statement = exchanges.statement
        )
    ) AS seen_at
FROM (
    SELECT exchange, group_concat(explanation, ' ') AS explanation
    FROM (SELECT DISTINCT exchange, explanation FROM findings WHERE review IS NOT 'dismissed' ORDER BY rule)
    GROUP BY exchange
) AS flagged
JOIN exchanges ON exchanges.id = flagged.exchange
