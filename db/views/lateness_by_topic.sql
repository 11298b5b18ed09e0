-- As lateness_by_body, for the questions that are on each topic.
SELECT
    question_topics.topic,
    count(*) AS questions,
    sum(NOT open) AS answered,
    sum(NOT open AND overdue IS 1) AS answered_late,
    sum(open) AS waiting,
    sum(open AND overdue IS 1) AS overdue,
    sum(holding_not_replaced) AS holding_not_replaced,
    round(avg(CASE WHEN NOT open THEN days_waited END), 1) AS mean_days_to_answer,
    max(CASE WHEN open THEN days_waited END) AS longest_wait_days
FROM question_topics
JOIN waiting ON waiting.question = question_topics.question
GROUP BY question_topics.topic
