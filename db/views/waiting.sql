-- How long each question has waited, or waited, for a real answer; a holding reply is none. Dates are London local.
SELECT
    asked.*,
    CAST(julianday(coalesce(answered_on, date('now'))) - julianday(asked_on) AS INTEGER) AS days_waited,
    due_on < coalesce(answered_on, date('now')) AS overdue,
    CASE WHEN due_on < coalesce(answered_on, date('now'))
        THEN CAST(julianday(coalesce(answered_on, date('now'))) - julianday(due_on) AS INTEGER) END AS days_overdue,
    answered_on IS NULL AS open,
    holding_on IS NOT NULL AND answered_on IS NULL AS holding_not_replaced
FROM (
    SELECT
        questions.id AS question, reference, title, body, asked_by, asked_of, asked_on,
        coalesce(due_on, reply_by) AS due_on, due_on IS NOT NULL AS due_as_stated, status, url,
        (SELECT min(answered_on) FROM answers WHERE answers.question = questions.id AND answers.status = 'holding')
            AS holding_on,
        CASE WHEN status = 'answered' THEN coalesce(
            (SELECT min(answered_on) FROM answers WHERE answers.question = questions.id AND answers.status <> 'holding'),
            asked_on) END AS answered_on
    FROM questions WHERE status <> 'withdrawn'
) AS asked
