-- The topics that each exchange is on: because of its question, or of what was said in reply.
SELECT exchanges.id AS exchange, question_topics.topic
FROM exchanges JOIN question_topics ON question_topics.question = exchanges.question
UNION
SELECT exchanges.id, readings.topic
FROM exchanges
JOIN statements ON statements.answer = exchanges.answer
JOIN readings ON readings.statement = statements.id
UNION
SELECT exchanges.id, readings.topic
FROM exchanges JOIN readings ON readings.statement = exchanges.statement
