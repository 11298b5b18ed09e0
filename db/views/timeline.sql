-- What was said on each topic, in order. `figures` is a JSON list of {measure, value, qualifier, low, high, unit, words}.
SELECT
    readings.topic,
    statements.said_on,
    statements.body,
    statements.person,
    readings.stance,
    (
        SELECT json_group_array(json_object(
            'measure', figures.measure, 'value', figures.value, 'qualifier', figures.qualifier,
            'low', figures.low, 'high', figures.high, 'unit', figures.unit, 'period', figures.period,
            'area', figures.area, 'words', figures.words))
        FROM figures
        WHERE figures.statement = readings.statement AND figures.topic = readings.topic
    ) AS figures,
    statements.text,
    statements.url,
    readings.statement,
    stances.label AS stance_label,
    readings.stance_evidence,
    readings.on_topic,
    statements.role,
    statements.medium,
    statements.date_basis
FROM readings
JOIN statements ON statements.id = readings.statement
LEFT JOIN stances ON stances.topic = readings.topic AND stances.id = readings.stance
