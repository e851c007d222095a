-- ---- the order ----
-- name: flow_queue_take
INSERT INTO queue (team_id, version) VALUES (?1, 1)
ON CONFLICT (team_id) DO UPDATE SET version = queue.version + 1 RETURNING version

-- name: flow_places
SELECT wish_id FROM queue_place WHERE team_id = ?1 ORDER BY place

-- name: flow_places_clear
DELETE FROM queue_place WHERE team_id = ?1

-- name: flow_place_drop
DELETE FROM queue_place WHERE wish_id = ?1

-- name: flow_place_insert
INSERT INTO queue_place (wish_id, team_id, place) VALUES (?1, ?2, ?3)

-- ---- reasons ----
-- name: flow_reason_insert
INSERT INTO queue_reason (id, wish_id, team_id, verb, by_id, at_ms, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: flow_reasons
SELECT r.verb, r.at_ms, r.words, p.name, t.code FROM queue_reason r
JOIN person p ON p.id = r.by_id JOIN team t ON t.id = r.team_id
WHERE r.wish_id = ?1 ORDER BY r.at_ms DESC, r.id DESC LIMIT ?2

-- ---- decisions that wait ----
-- A decision waits only for the team that has the wish, and only as long as nothing was decided otherwise.
-- name: flow_wait_insert
INSERT INTO decision_wait (wish_id, team_id, by_id, since_ms, due) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (wish_id) DO UPDATE SET team_id = excluded.team_id, by_id = excluded.by_id,
    since_ms = excluded.since_ms, due = excluded.due

-- name: flow_wait
SELECT d.team_id, d.since_ms, d.due FROM decision_wait d JOIN wish w ON w.id = d.wish_id
WHERE d.wish_id = ?1 AND w.state = 'understood' AND w.team_id = d.team_id

-- name: flow_wait_drop
DELETE FROM decision_wait WHERE wish_id = ?1

-- name: flow_waits_count
SELECT COUNT(*) FROM decision_wait d JOIN wish w ON w.id = d.wish_id
WHERE d.team_id = ?1 AND w.state = 'understood' AND w.team_id = d.team_id

-- ---- history ----
-- name: flow_import_insert
INSERT INTO delivery_import (id, team_id, by_id, at_ms, file_name, rows_read, rows_added, rows_known, rows_open, rows_other)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, ?7, ?8)

-- name: flow_import_counted
UPDATE delivery_import SET rows_added = ?2, rows_known = ?3 WHERE id = ?1

-- name: flow_imports
SELECT id, at_ms, file_name, rows_read, rows_added, rows_known, rows_open, rows_other FROM delivery_import
WHERE team_id = ?1 ORDER BY at_ms DESC, id DESC LIMIT ?2

-- name: flow_delivery_insert
INSERT INTO delivery (id, team_id, source_id, import_id, started, finished, type)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (team_id, source_id) DO NOTHING

-- name: flow_deliveries
SELECT started, finished, type FROM delivery
WHERE team_id = ?1 AND finished > ?2 AND finished <= ?3 ORDER BY finished, source_id

-- name: flow_import_stamp
SELECT COUNT(*), COALESCE(MAX(id), '') FROM delivery_import WHERE team_id = ?1
