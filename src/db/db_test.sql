-- The statements of the tests of src/db.

-- name: db_note_insert
INSERT INTO note (id, number, part, body) VALUES (?1, ?2, ?3, ?4);

-- name: db_note_numbered
INSERT INTO note (id, number) SELECT ?1, COALESCE(MAX(number), 0) + 1 FROM note
RETURNING number, '?9 stays; $1 too' -- and ?2 here is nobody's

-- name: db_note_list
SELECT id, number, part, body FROM note ORDER BY number

-- name: db_note_body
SELECT body FROM note WHERE id = ?1

-- name: db_note_big
INSERT INTO note (id, number, body) VALUES (?1, ?2, ?3)

-- name: db_note_count
SELECT COUNT(*), COALESCE(MAX(number), 0), COUNT(*) > 1 FROM note

-- name: db_note_rename
UPDATE note SET body = ?2 WHERE id = ?1

-- name: db_note_delete_all
DELETE FROM note

-- name: db_tally_add
UPDATE tally SET value = value + ?1 WHERE name = 'all'

-- name: db_tally_read
SELECT value FROM tally WHERE name = 'all'

-- name: db_engine sqlite
SELECT 'sqlite'
-- name: db_engine postgresql
SELECT 'postgresql'

-- name: db_row_next
INSERT INTO t (n, pad) SELECT COALESCE(MAX(n), 0) + 1, ?1 FROM t RETURNING n
