-- name: forecast_shown_insert
INSERT INTO forecast_shown (wish_id, as_of, items, in_hand, d50, d85, d95, counted, weeks)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (wish_id, as_of) DO NOTHING

-- name: forecast_shown_last
SELECT as_of, d50, d85, d95 FROM forecast_shown WHERE wish_id = ?1 ORDER BY as_of DESC LIMIT 1
