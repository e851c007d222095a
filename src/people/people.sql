-- name: people_organisation
SELECT name, name_en, zone, address, council, council_on FROM organisation WHERE id = 1

-- name: people_organisation_put
INSERT INTO organisation (id, name, name_en, zone, address, council, council_on)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, zone = excluded.zone,
    address = excluded.address, council = excluded.council, council_on = excluded.council_on

-- name: people_department
SELECT id, code, name, name_en, side, headcount FROM department WHERE id = ?1

-- name: people_department_by_code
SELECT id, code, name, name_en, side, headcount FROM department
WHERE code = ?1 OR name = ?1 OR name_en = ?1 ORDER BY CASE WHEN code = ?1 THEN 0 ELSE 1 END LIMIT 1

-- name: people_departments
SELECT id, code, name, name_en, side, headcount FROM department LIMIT 500

-- name: people_department_insert
INSERT INTO department (id, code, name, name_en, side, headcount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: people_team
SELECT id, code, name, name_en, department_id, headcount FROM team WHERE id = ?1

-- name: people_team_by_code
SELECT id, code, name, name_en, department_id, headcount FROM team
WHERE code = ?1 OR name = ?1 OR name_en = ?1 ORDER BY CASE WHEN code = ?1 THEN 0 ELSE 1 END LIMIT 1

-- name: people_teams
SELECT id, code, name, name_en, department_id, headcount FROM team LIMIT 500

-- name: people_team_insert
INSERT INTO team (id, code, name, name_en, department_id, headcount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: people_person
SELECT p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
       p.side, p.lang, p.is_active
FROM person p JOIN department d ON d.id = p.department_id WHERE p.id = ?1

-- name: people_person_by_mail
SELECT p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
       p.side, p.lang, p.is_active
FROM person p JOIN department d ON d.id = p.department_id WHERE p.mail = ?1 AND p.is_active = 1

-- name: people_of_department
SELECT p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
       p.side, p.lang, p.is_active
FROM person p JOIN department d ON d.id = p.department_id
WHERE p.department_id = ?1 AND p.is_active = 1 ORDER BY p.name_key, p.id LIMIT 500

-- name: people_with_role
SELECT p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
       p.side, p.lang, p.is_active, MAX(r.kind)
FROM role_held r JOIN person p ON p.id = r.person_id JOIN department d ON d.id = p.department_id
WHERE r.role = ?1 AND (CAST(?2 AS TEXT) = '' OR r.scope = ?2 OR r.scope = '') AND p.is_active = 1
GROUP BY p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
         p.side, p.lang, p.is_active, p.name_key
ORDER BY MAX(r.kind) DESC, p.name_key, p.id LIMIT 500

-- name: people_page
SELECT p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
       p.side, p.lang, p.is_active
FROM person p JOIN department d ON d.id = p.department_id
WHERE p.is_active = 1
  AND (CAST(?1 AS TEXT) = '' OR d.code = ?1)
  AND (CAST(?2 AS TEXT) = '' OR p.name_key LIKE ?2 ESCAPE '!')
  AND (CAST(?3 AS TEXT) = ''
       OR (p.name_key, p.id) > ((SELECT b.name_key FROM person b WHERE b.id = ?3), CAST(?3 AS TEXT)))
ORDER BY p.name_key, p.id LIMIT ?4

-- name: people_side
SELECT side FROM person WHERE id = ?1

-- name: people_person_insert
INSERT INTO person (id, name, name_key, mail, job, job_en, department_id, team_id, side, lang,
                    is_active, since_ms, left_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, NULL)

-- name: people_person_leave
UPDATE person SET is_active = 0, left_ms = ?2 WHERE id = ?1 AND is_active = 1

-- name: people_person_lang
UPDATE person SET lang = ?2 WHERE id = ?1

-- name: people_count
SELECT COUNT(*) FROM person

-- name: people_roles_of
SELECT role, scope, kind FROM role_held WHERE person_id = ?1 ORDER BY role, scope

-- name: people_roles_with_names
SELECT r.person_id, r.role, r.scope, r.kind, COALESCE(t.code, d.code, r.scope), COALESCE(t.name, d.name, ''),
       COALESCE(t.name_en, d.name_en, '')
FROM role_held r LEFT JOIN team t ON t.id = r.scope LEFT JOIN department d ON d.id = r.scope
WHERE CAST(?1 AS TEXT) = '' OR r.person_id = ?1
ORDER BY r.person_id, r.role, r.kind DESC, 5 LIMIT 5000

-- name: people_role_insert
INSERT INTO role_held (person_id, role, scope, kind) VALUES (?1, ?2, ?3, ?4)

-- name: people_role_delete
DELETE FROM role_held WHERE person_id = ?1 AND role = ?2 AND scope = ?3

-- name: people_roles_delete
DELETE FROM role_held WHERE person_id = ?1

-- name: people_other_admins
SELECT COUNT(*) FROM role_held r JOIN person p ON p.id = r.person_id
WHERE r.role = 'admin' AND p.is_active = 1 AND p.id <> ?1

-- name: people_decider
SELECT p.id, p.name, p.mail, p.job, p.job_en, p.department_id, d.code, d.name, d.name_en, p.team_id,
       p.side, p.lang, p.is_active, r.kind
FROM role_held r JOIN person p ON p.id = r.person_id JOIN department d ON d.id = p.department_id
WHERE r.role = 'decider' AND r.scope = ?1 AND p.is_active = 1 LIMIT 2

-- name: people_password_by_mail
SELECT p.id, w.hash FROM person p JOIN password w ON w.person_id = p.id
WHERE p.mail = ?1 AND p.is_active = 1

-- name: people_password_of
SELECT w.hash FROM person p JOIN password w ON w.person_id = p.id WHERE p.id = ?1 AND p.is_active = 1

-- name: people_password_put
INSERT INTO password (person_id, hash, changed_ms) VALUES (?1, ?2, ?3)
ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, changed_ms = excluded.changed_ms

-- name: people_password_delete
DELETE FROM password WHERE person_id = ?1

-- name: people_session_actor
SELECT p.id, p.name, p.mail, p.department_id, d.name, d.name_en, p.team_id, p.side, p.lang, s.csrf, s.seen_ms
FROM session s JOIN person p ON p.id = s.person_id JOIN department d ON d.id = p.department_id
WHERE s.token_hash = ?1 AND s.ends_ms > ?2 AND s.seen_ms > ?3 AND p.is_active = 1

-- name: people_mail_actor
SELECT p.id, p.name, p.mail, p.department_id, d.name, d.name_en, p.team_id, p.side, p.lang, '', 0
FROM person p JOIN department d ON d.id = p.department_id WHERE p.mail = ?1 AND p.is_active = 1

-- name: people_session_insert
INSERT INTO session (id, token_hash, person_id, csrf, since_ms, seen_ms, ends_ms, agent)
VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)

-- name: people_sessions_of
SELECT id, token_hash, since_ms, seen_ms, agent FROM session
WHERE person_id = ?1 AND ends_ms > ?2 AND seen_ms > ?3 ORDER BY seen_ms DESC, id DESC LIMIT 100

-- name: people_session_own
SELECT token_hash FROM session WHERE id = ?1 AND person_id = ?2 AND ends_ms > ?3 AND seen_ms > ?4

-- name: people_session_delete
DELETE FROM session WHERE id = ?1 AND person_id = ?2

-- name: people_session_delete_token
DELETE FROM session WHERE token_hash = ?1

-- name: people_sessions_delete
DELETE FROM session WHERE person_id = ?1

-- name: people_session_seen
UPDATE session SET seen_ms = ?2 WHERE token_hash = ?1 AND seen_ms < ?2

-- name: people_sessions_sweep
DELETE FROM session WHERE ends_ms <= ?1 OR seen_ms <= ?2

-- name: people_tries
SELECT failures, last_ms, next_ms, success_ms FROM sign_in_try WHERE account = ?1 AND source = ?2

-- name: people_tries_put
INSERT INTO sign_in_try (account, source, failures, last_ms, next_ms, success_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account, source) DO UPDATE SET failures = excluded.failures, last_ms = excluded.last_ms,
    next_ms = excluded.next_ms, success_ms = excluded.success_ms

-- name: people_tries_sweep
DELETE FROM sign_in_try WHERE last_ms < ?1 AND success_ms < ?2
