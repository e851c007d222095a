-- Who may see a wish is decided here, in every statement that shows one. ?1: the viewer; ?2: what they
-- hold, as ",G,A,O:<department>,T:<team>," (guide, adviser, owner, anything in a team).

-- name: wish_visible
SELECT w.id, w.number, w.version, w.side, w.asker_id, w.department_id, w.title, w.words, w.lang, w.kind,
       w.state, w.hidden, w.want_owner_id, w.it_owner_id, w.adviser_id, w.team_id, w.reader_department_id,
       w.reason, w.created_ms, w.changed_ms, w.asked_ms, w.confirmed_ms, w.understood_ms, w.chosen_ms,
       w.started_ms, w.in_use_ms, w.done_ms, w.ended_ms, w.turn_why, w.turn_until, w.turn_mutual
FROM wish w WHERE w.number = ?3 AND (w.state <> 'draft' OR w.asker_id = ?1)
  AND (w.hidden = 0 OR ?1 IN (w.asker_id, w.want_owner_id, w.it_owner_id, w.adviser_id)
    OR ?2 LIKE '%,G,%' OR (w.side = 1 AND w.adviser_id IS NULL AND ?2 LIKE '%,A,%')
    OR ?2 LIKE '%,O:' || w.department_id || ',%' OR ?2 LIKE '%,O:' || w.reader_department_id || ',%'
    OR ?2 LIKE '%,T:' || w.team_id || ',%'
    OR EXISTS (SELECT 1 FROM wish_question s WHERE s.wish_id = w.id AND s.to_person_id = ?1))

-- name: wish_by_id
SELECT w.id, w.number, w.version, w.side, w.asker_id, w.department_id, w.title, w.words, w.lang, w.kind,
       w.state, w.hidden, w.want_owner_id, w.it_owner_id, w.adviser_id, w.team_id, w.reader_department_id,
       w.reason, w.created_ms, w.changed_ms, w.asked_ms, w.confirmed_ms, w.understood_ms, w.chosen_ms,
       w.started_ms, w.in_use_ms, w.done_ms, w.ended_ms, w.turn_why, w.turn_until, w.turn_mutual
FROM wish w WHERE w.id = ?1

-- name: wish_insert
INSERT INTO wish (id, number, version, side, asker_id, department_id, title, words, lang, kind, state, hidden,
    want_owner_id, it_owner_id, adviser_id, team_id, reader_department_id, reason, created_ms, changed_ms,
    asked_ms, confirmed_ms, understood_ms, chosen_ms, started_ms, in_use_ms, done_ms, ended_ms, turn_why, turn_mutual,
    turn_role, turn_scope, turn_side)
VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
    ?23, ?24, ?25, ?26, ?27, '', 0, 0, '', 0)

-- name: wish_update
UPDATE wish SET version = version + 1, title = ?3, words = ?4, lang = ?5, kind = ?6, state = ?7, hidden = ?8,
    want_owner_id = ?9, it_owner_id = ?10, adviser_id = ?11, team_id = ?12, reader_department_id = ?13,
    reason = ?14, changed_ms = ?15, asked_ms = ?16, confirmed_ms = ?17, understood_ms = ?18, chosen_ms = ?19,
    started_ms = ?20, in_use_ms = ?21, done_ms = ?22, ended_ms = ?23
WHERE id = ?1 AND version = ?2

-- name: wish_turn_update
UPDATE wish SET turn_why = ?2, turn_until = ?3, turn_mutual = ?4, turn_role = ?5, turn_scope = ?6,
    turn_side = ?7, turn_since_ms = ?8, turn_due = ?9
WHERE id = ?1

-- name: wish_turns_past
SELECT id FROM wish WHERE turn_until < ?1 LIMIT 200

-- name: wish_rounds
SELECT id, by_id, by_side, text, state, at_ms, answer, answered_by_id, answered_ms
FROM wish_read_back WHERE wish_id = ?1 ORDER BY round

-- name: wish_round_put
INSERT INTO wish_read_back (id, wish_id, by_id, by_side, round, text, state, at_ms, answer, answered_by_id, answered_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, answer = excluded.answer,
    answered_by_id = excluded.answered_by_id, answered_ms = excluded.answered_ms

-- name: wish_questions
SELECT id, by_id, by_side, to_side, to_person_id, text, asked_ms, answer, answered_by_id, answered_ms
FROM wish_question WHERE wish_id = ?1 ORDER BY asked_ms, id

-- name: wish_question_put
INSERT INTO wish_question (id, wish_id, by_id, by_side, to_side, to_person_id, text, asked_ms, answer,
    answered_by_id, answered_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (id) DO UPDATE SET answer = excluded.answer, answered_by_id = excluded.answered_by_id,
    answered_ms = excluded.answered_ms

-- name: wish_owed_of
SELECT person_id, role, scope, side, since_ms, due, why FROM wish_owed WHERE wish_id = ?1 ORDER BY nth

-- name: wish_owed_clear
DELETE FROM wish_owed WHERE wish_id = ?1

-- name: wish_owed_insert
INSERT INTO wish_owed (wish_id, nth, whom, person_id, role, scope, side, since_ms, due, why)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: wish_turn_book
INSERT INTO wish_turn_booked (wish_id, side, why, from_ms, to_ms) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: wish_turns_booked
SELECT side, why, from_ms, to_ms FROM wish_turn_booked WHERE wish_id = ?1 ORDER BY from_ms

-- name: wish_rows
SELECT w.id, w.number, w.title, w.department_id, w.team_id, w.side, w.kind, w.state, w.hidden, w.asked_ms,
       w.chosen_ms, w.started_ms, w.in_use_ms, w.turn_why, w.turn_until, w.turn_mutual,
       w.turn_role, w.turn_scope, w.turn_side, w.turn_since_ms, w.turn_due, w.asker_id, w.want_owner_id, w.it_owner_id
FROM wish w WHERE (w.state <> 'draft' OR w.asker_id = ?1)
  AND (w.hidden = 0 OR ?1 IN (w.asker_id, w.want_owner_id, w.it_owner_id, w.adviser_id)
    OR ?2 LIKE '%,G,%' OR (w.side = 1 AND w.adviser_id IS NULL AND ?2 LIKE '%,A,%')
    OR ?2 LIKE '%,O:' || w.department_id || ',%' OR ?2 LIKE '%,O:' || w.reader_department_id || ',%'
    OR ?2 LIKE '%,T:' || w.team_id || ',%'
    OR EXISTS (SELECT 1 FROM wish_question s WHERE s.wish_id = w.id AND s.to_person_id = ?1))
  AND w.number < ?3 AND (?4 = '' OR w.state = ?4) AND (?5 = '' OR w.kind = ?5) AND (?6 = 0 OR w.side = ?6)
  AND (?7 = '' OR w.department_id = ?7) AND (?8 = '' OR w.team_id = ?8)
  AND (?9 = 0 OR w.state NOT IN ('done', 'declined', 'parked')) AND w.state <> 'draft'
ORDER BY w.number DESC LIMIT ?10

-- name: wish_rows_mine
SELECT w.id, w.number, w.title, w.department_id, w.team_id, w.side, w.kind, w.state, w.hidden, w.asked_ms,
       w.chosen_ms, w.started_ms, w.in_use_ms, w.turn_why, w.turn_until, w.turn_mutual,
       w.turn_role, w.turn_scope, w.turn_side, w.turn_since_ms, w.turn_due, w.asker_id, w.want_owner_id, w.it_owner_id
FROM wish w WHERE (w.asker_id = ?1 OR (w.state <> 'draft' AND (w.want_owner_id = ?1 OR w.it_owner_id = ?1)))
  AND w.number < ?2 AND (?3 = '' OR w.state = ?3) AND (?4 = '' OR w.kind = ?4) AND (?5 = 0 OR w.side = ?5)
  AND (?6 = '' OR w.department_id = ?6) AND (?7 = '' OR w.team_id = ?7)
  AND (?8 = 0 OR w.state NOT IN ('done', 'declined', 'parked'))
ORDER BY w.number DESC LIMIT ?9

-- name: wish_rows_of_team
SELECT w.id, w.number, w.title, w.department_id, w.team_id, w.side, w.kind, w.state, w.hidden, w.asked_ms,
       w.chosen_ms, w.started_ms, w.in_use_ms, w.turn_why, w.turn_until, w.turn_mutual,
       w.turn_role, w.turn_scope, w.turn_side, w.turn_since_ms, w.turn_due, w.asker_id, w.want_owner_id, w.it_owner_id,
       CASE WHEN (w.state <> 'draft' OR w.asker_id = ?1)
  AND (w.hidden = 0 OR ?1 IN (w.asker_id, w.want_owner_id, w.it_owner_id, w.adviser_id)
    OR ?2 LIKE '%,G,%' OR (w.side = 1 AND w.adviser_id IS NULL AND ?2 LIKE '%,A,%')
    OR ?2 LIKE '%,O:' || w.department_id || ',%' OR ?2 LIKE '%,O:' || w.reader_department_id || ',%'
    OR ?2 LIKE '%,T:' || w.team_id || ',%'
    OR EXISTS (SELECT 1 FROM wish_question s WHERE s.wish_id = w.id AND s.to_person_id = ?1)) THEN 1 ELSE 0 END
FROM wish w WHERE w.team_id = ?3 AND w.state = ?4
ORDER BY COALESCE(w.started_ms, 0), COALESCE(w.chosen_ms, 0), w.number

-- name: wish_count_of_team
SELECT COUNT(*) FROM wish WHERE team_id = ?1 AND state = ?2

-- name: wish_finished
SELECT id, started_ms, in_use_ms FROM wish
WHERE team_id = ?1 AND state IN ('in_use', 'done') AND in_use_ms < ?2 ORDER BY in_use_ms, id

-- name: wish_rows_owed
SELECT w.id, w.number, w.title, w.department_id, w.team_id, w.side, w.kind, w.state, w.hidden, w.asked_ms,
       w.chosen_ms, w.started_ms, w.in_use_ms, w.turn_why, w.turn_until, w.turn_mutual, o.role, o.scope,
       o.side, o.since_ms, o.due, w.asker_id, w.want_owner_id, w.it_owner_id,
       o.person_id, o.why
FROM wish_owed o JOIN wish w ON w.id = o.wish_id
WHERE o.whom = ?3 AND o.why <> 'wish.why.make' AND (w.state <> 'draft' OR w.asker_id = ?1)
  AND (w.hidden = 0 OR ?1 IN (w.asker_id, w.want_owner_id, w.it_owner_id, w.adviser_id)
    OR ?2 LIKE '%,G,%' OR (w.side = 1 AND w.adviser_id IS NULL AND ?2 LIKE '%,A,%')
    OR ?2 LIKE '%,O:' || w.department_id || ',%' OR ?2 LIKE '%,O:' || w.reader_department_id || ',%'
    OR ?2 LIKE '%,T:' || w.team_id || ',%'
    OR EXISTS (SELECT 1 FROM wish_question s WHERE s.wish_id = w.id AND s.to_person_id = ?1))
ORDER BY COALESCE(o.due, 2147483647), o.since_ms LIMIT 200

-- name: wish_count_owed
SELECT COUNT(*) FROM wish_owed o JOIN wish w ON w.id = o.wish_id
WHERE o.whom = ?3 AND o.why <> 'wish.why.make' AND (w.state <> 'draft' OR w.asker_id = ?1)
  AND (w.hidden = 0 OR ?1 IN (w.asker_id, w.want_owner_id, w.it_owner_id, w.adviser_id)
    OR ?2 LIKE '%,G,%' OR (w.side = 1 AND w.adviser_id IS NULL AND ?2 LIKE '%,A,%')
    OR ?2 LIKE '%,O:' || w.department_id || ',%' OR ?2 LIKE '%,O:' || w.reader_department_id || ',%'
    OR ?2 LIKE '%,T:' || w.team_id || ',%'
    OR EXISTS (SELECT 1 FROM wish_question s WHERE s.wish_id = w.id AND s.to_person_id = ?1))
