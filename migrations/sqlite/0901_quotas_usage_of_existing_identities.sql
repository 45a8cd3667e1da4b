-- What identities have that were there before. From here on, every transaction keeps the numbers itself.
INSERT INTO quota_usage (owner, metric, total, hour_begin, in_hour, day_begin, in_day, week_begin, in_week, month_begin,
                         in_month, year_begin, in_year, is_over_limit)
SELECT i.address, m.metric, COALESCE(SUM(c.amount), 0),
       b.hour_begin, COALESCE(SUM(CASE WHEN c.created_at >= b.hour_begin THEN c.amount ELSE 0 END), 0),
       b.day_begin, COALESCE(SUM(CASE WHEN c.created_at >= b.day_begin THEN c.amount ELSE 0 END), 0),
       b.week_begin, COALESCE(SUM(CASE WHEN c.created_at >= b.week_begin THEN c.amount ELSE 0 END), 0),
       b.month_begin, COALESCE(SUM(CASE WHEN c.created_at >= b.month_begin THEN c.amount ELSE 0 END), 0),
       b.year_begin, COALESCE(SUM(CASE WHEN c.created_at >= b.year_begin THEN c.amount ELSE 0 END), 0), 0
FROM identities i
     CROSS JOIN (SELECT 1 AS metric UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
                 UNION ALL SELECT 6) m
     CROSS JOIN (SELECT 1000000 * (strftime('%s', 'now') - strftime('%s', 'now') % 3600) AS hour_begin,
                        1000000 * strftime('%s', 'now', 'start of day') AS day_begin,
                        1000000 * strftime('%s', 'now', 'start of day', '-6 days', 'weekday 1') AS week_begin,
                        1000000 * strftime('%s', 'now', 'start of month') AS month_begin,
                        1000000 * strftime('%s', 'now', 'start of year') AS year_begin) b
     LEFT JOIN (
         SELECT created_by AS owner, 1 AS metric, created_at, 1 AS amount FROM messages
         UNION ALL
         SELECT from_address, 2, created_at, 1 FROM relationships
         WHERE status IN (10, 20, 50) OR (status = 60 AND to_has_decomposed = 1)
         UNION ALL
         SELECT to_address, 2, created_at, 1 FROM relationships
         WHERE status IN (20, 50) OR (status = 60 AND from_has_decomposed = 1)
         UNION ALL
         SELECT created_by, 3, created_at, 1 FROM relationship_templates
         UNION ALL
         SELECT created_by, 4, created_at, 1 FROM files
         UNION ALL
         SELECT created_by, 5, created_at, 1 FROM tokens
         UNION ALL
         SELECT created_by, 6, created_at, cipher_size FROM files) c ON c.owner = i.address AND c.metric = m.metric
GROUP BY i.address, m.metric, b.hour_begin, b.day_begin, b.week_begin, b.month_begin, b.year_begin;
