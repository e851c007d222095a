-- name: core_journal_insert
INSERT INTO journal (id, at_ms, actor_id, verb, subject_kind, subject_id, facts, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: core_journal_of
SELECT id, at_ms, verb, facts, COALESCE(actor_id, '') FROM journal
WHERE subject_kind = ?1 AND subject_id = ?2 ORDER BY at_ms, id LIMIT ?3

-- name: core_journal_seal_last
SELECT n, chain FROM journal_seal ORDER BY n DESC LIMIT 1

-- name: core_journal_unsealed
SELECT j.id, j.hash FROM journal j LEFT JOIN journal_seal s ON s.entry_id = j.id
WHERE s.entry_id IS NULL ORDER BY j.id LIMIT ?1

-- name: core_journal_unsealed_count
SELECT COUNT(*) FROM journal j LEFT JOIN journal_seal s ON s.entry_id = j.id WHERE s.entry_id IS NULL

-- name: core_journal_seal_insert
INSERT INTO journal_seal (n, entry_id, chain) VALUES (?1, ?2, ?3)

-- name: core_journal_sealed_page
SELECT s.n, s.chain, j.id, j.at_ms, j.actor_id, j.verb, j.subject_kind, j.subject_id, j.facts, j.hash, s.entry_id
FROM journal_seal s LEFT JOIN journal j ON j.id = s.entry_id WHERE s.n > ?1 ORDER BY s.n LIMIT ?2

-- name: core_journal_unsealed_page
SELECT j.id, j.at_ms, j.actor_id, j.verb, j.subject_kind, j.subject_id, j.facts, j.hash
FROM journal j LEFT JOIN journal_seal s ON s.entry_id = j.id
WHERE s.entry_id IS NULL AND j.id > ?1 ORDER BY j.id LIMIT ?2

-- name: core_once_find
SELECT op, inputs_hash, answer FROM once WHERE actor_id = ?1 AND token = ?2

-- name: core_once_insert
INSERT INTO once (actor_id, token, op, inputs_hash, answer, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: core_once_sweep
DELETE FROM once WHERE at_ms < ?1

-- name: core_job_insert
INSERT INTO job (id, kind, payload, run_at_ms, tries, lease_until_ms) VALUES (?1, ?2, ?3, ?4, 0, 0)

-- name: core_job_ensure
INSERT INTO job (id, kind, payload, run_at_ms, tries, lease_until_ms) VALUES (?1, ?1, '', ?2, 0, 0)
ON CONFLICT (id) DO NOTHING

-- name: core_job_due
SELECT id, kind, payload, tries FROM job WHERE run_at_ms <= ?1 AND lease_until_ms <= ?1
ORDER BY run_at_ms LIMIT 1

-- name: core_job_claim
UPDATE job SET lease_until_ms = ?2, tries = tries + 1 WHERE id = ?1 AND lease_until_ms <= ?3

-- name: core_job_hold
UPDATE job SET lease_until_ms = ?3 WHERE id = ?1 AND lease_until_ms = ?2

-- name: core_job_again
UPDATE job SET run_at_ms = ?2, lease_until_ms = 0, tries = 0 WHERE id = ?1

-- name: core_job_retry
UPDATE job SET run_at_ms = ?2, lease_until_ms = 0 WHERE id = ?1

-- name: core_job_done
DELETE FROM job WHERE id = ?1

-- name: core_counter_next
INSERT INTO counter (name, value) VALUES (?1, 1)
ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value

-- name: core_setting_get
SELECT value FROM setting WHERE name = ?1

-- name: core_setting_put
INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
