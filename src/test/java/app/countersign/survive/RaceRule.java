package app.countersign.survive;

/**
 * What must never be found of raced items; {@link RaceChecker} makes the tables that these ask.
 * Each row is a lie, said in a sentence.
 */
enum RaceRule {
  DOUBLE_DECISION(
      "double decisions",
      """
      SELECT format('item %s: %s final decisions in force', recommendation_id, count(*))
        FROM decision d JOIN item ON item.id = d.recommendation_id
        WHERE kind <> 'FLAG' AND undone_at IS NULL
        GROUP BY recommendation_id HAVING count(*) > 1
      UNION ALL
      SELECT format('item %s: %s by %s at version %s when it was %s already', item, action,
          actor_id, version, came_from)
        FROM step WHERE action IN ('APPROVE', 'REJECT', 'FLAG')
          AND came_from NOT IN ('PENDING', 'FLAGGED')
      """),

  DOUBLE_CLAIM(
      "double claims",
      """
      SELECT format('item %s: %s by %s at version %s while %s had it until %s', s.item, s.action,
          s.actor_id, s.version, s.held_by, s.held_until)
        FROM step s
        WHERE s.action IN ('CLAIM', 'APPROVE', 'REJECT', 'FLAG', 'MODIFY')
          AND s.held_by <> s.actor_id AND s.held_until > s.at
          AND NOT (s.action = 'CLAIM' AND EXISTS (SELECT FROM answer a
            WHERE a.item = s.item AND a.actor = s.actor_id AND a.action = 'CLAIM' AND a.takes_over
              AND (a.version = s.version OR a.outcome = 'LOST')))
      """),

  DOUBLE_DELIVERY(
      "double deliveries",
      """
      SELECT format('item %s: %s deliveries that were not taken back', subject_id, count(*))
        FROM delivery d JOIN item ON item.id = d.subject_id
        WHERE status <> 'CANCELLED' GROUP BY subject_id HAVING count(*) > 1
      UNION ALL
      SELECT format('item %s: %s messages came out', d.subject_id, count(*))
        FROM delivered_message m JOIN delivery d ON d.id = m.delivery_id
          JOIN item ON item.id = d.subject_id
        GROUP BY d.subject_id HAVING count(*) > 1
      UNION ALL
      SELECT format('item %s: the receiver had it %s times', item, count(*))
        FROM receipt JOIN item ON item.id = receipt.item GROUP BY item HAVING count(*) > 1
      """),

  WRONG_DELIVERY(
      "deliveries that no decision in force asks for, or that are missing",
      """
      SELECT format('item %s: decision %s (%s, %s) has delivery %s, %s messages, %s receipts',
          d.recommendation_id, d.id, d.kind,
          CASE WHEN d.undone_at IS NULL THEN 'in force' ELSE 'undone' END,
          coalesce(y.status, 'none'),
          (SELECT count(*) FROM delivered_message m WHERE m.delivery_id = y.id),
          (SELECT count(*) FROM receipt p WHERE p.delivery = y.id))
        FROM decision d JOIN item ON item.id = d.recommendation_id
          LEFT JOIN delivery y ON y.decision_id = d.id
        WHERE coalesce(y.status, 'none') <> CASE WHEN d.kind <> 'APPROVE' THEN 'none'
            WHEN d.undone_at IS NULL THEN 'DELIVERED' ELSE 'CANCELLED' END
          OR (y.status = 'CANCELLED') = EXISTS
            (SELECT FROM delivered_message m WHERE m.delivery_id = y.id)
          OR (y.status = 'DELIVERED' AND y.channel = 'WEBHOOK') <> EXISTS
            (SELECT FROM receipt p WHERE p.delivery = y.id)
      """),

  STATE_WITHOUT_ENTRY(
      "state without audit entry",
      """
      SELECT format('item %s: version %s, %s, decision %s, claimed by %s; the trail says %s, %s, %s, %s',
          r.id, r.version, r.status, r.decision_id, r.claimed_by, l.version, l.status, l.decision,
          l.claimed_by)
        FROM recommendation r JOIN item ON item.id = r.id LEFT JOIN last_step l ON l.item = r.id
        WHERE r.version > coalesce(l.version, 0) OR r.status IS DISTINCT FROM l.status
          OR r.claimed_by IS DISTINCT FROM l.claimed_by
          OR r.claim_expires_at IS DISTINCT FROM l.claimed_until
          OR (l.decision IS NOT NULL AND r.decision_id IS DISTINCT FROM l.decision)
      UNION ALL
      SELECT format('item %s: decision %s has %s entries', d.recommendation_id, d.id, count(s.item))
        FROM decision d JOIN item ON item.id = d.recommendation_id
          LEFT JOIN step s ON s.item = d.recommendation_id AND s.action = d.kind
            AND s.decision = d.id AND s.actor_id = d.decided_by
        GROUP BY d.recommendation_id, d.id HAVING count(s.item) <> 1
      UNION ALL
      SELECT format('item %s: decision %s was undone without an entry', d.recommendation_id, d.id)
        FROM decision d JOIN item ON item.id = d.recommendation_id
        WHERE d.undone_at IS NOT NULL AND NOT EXISTS (SELECT FROM step s
          WHERE s.item = d.recommendation_id AND s.undone = d.id AND s.actor_id = d.undone_by)
      UNION ALL
      SELECT format('item %s: the title %s is not on record', r.id, r.title)
        FROM recommendation r JOIN item ON item.id = r.id
        WHERE r.title <> (SELECT s.after ->> 'title' FROM step s WHERE s.item = r.id
          AND s.after ? 'title' ORDER BY s.sequence DESC LIMIT 1)
      """),

  ENTRY_WITHOUT_CHANGE(
      "audit entry without change",
      """
      SELECT format('item %s: version %s, and the trail says %s', r.id, r.version, l.version)
        FROM recommendation r JOIN item ON item.id = r.id JOIN last_step l ON l.item = r.id
        WHERE r.version < l.version
      UNION ALL
      SELECT format('item %s: %s at version %s, and there is no decision %s', item, action, version,
          decision)
        FROM step WHERE action IN ('APPROVE', 'REJECT', 'FLAG')
          AND NOT EXISTS (SELECT FROM decision d WHERE d.id = step.decision)
      UNION ALL
      SELECT format('item %s: decision %s was not undone at version %s', item, undone, version)
        FROM step WHERE action = 'UNDO' AND NOT EXISTS (SELECT FROM decision d
          WHERE d.id = step.undone AND d.undone_at IS NOT NULL)
      UNION ALL
      SELECT format('item %s: no text was replaced at version %s', item, version)
        FROM step WHERE action = 'MODIFY' AND NOT EXISTS (SELECT FROM revision v
          WHERE v.recommendation_id = step.item AND v.recommendation_version = step.version - 1)
      UNION ALL
      SELECT format('item %s: no flag was resolved at version %s', item, version)
        FROM step WHERE action = 'RESOLVE_FLAG' AND NOT EXISTS (SELECT FROM flag f
          WHERE f.id::text = step.after ->> 'flagId' AND f.resolution = step.after ->> 'resolution')
      """),

  LOST_PREDECESSOR(
      "decisions that do not know what they replaced",
      """
      SELECT format('item %s: %s at version %s came from %s, and replaced %s', s.item, s.action,
          s.version, s.came_from, coalesce(d.previous_decision_id::text, 'nothing'))
        FROM step s JOIN decision d ON d.id = s.decision
        WHERE d.previous_status <> s.came_from
          OR (s.came_from = 'FLAGGED') <> (d.previous_decision_id IS NOT NULL)
      """),

  OPEN_FLAG(
      "flagged without an open flag, or an open flag on what is not flagged",
      """
      SELECT format('item %s: %s with %s open flags', r.id, r.status, open.count)
        FROM recommendation r JOIN item ON item.id = r.id, LATERAL (SELECT count(*) FROM flag f
          WHERE f.recommendation_id = r.id AND f.resolved_at IS NULL AND f.withdrawn_at IS NULL) open
        WHERE (r.status = 'FLAGGED') <> (open.count > 0)
      """),

  VERSION_GAP(
      "versions that skip, repeat or go back",
      """
      SELECT format('item %s: entry %s (%s) says version %s -> %s, expected %s -> %s', item, sequence,
          action, before ->> 'version', after ->> 'version', version - 1, version)
        FROM step WHERE moves AND ((after ->> 'version')::integer <> version
          OR (before ->> 'version')::integer <> version - 1)
      UNION ALL
      SELECT format('item %s: entry %s (%s) says it was %s, and it was %s', item, sequence, action,
          before ->> 'status', came_from)
        FROM step WHERE moves AND before ->> 'status' <> came_from
      """),

  ANSWERED_NOT_STORED(
      "acknowledged and not there",
      """
      SELECT format('item %s: %s by %s was answered with version %s (%s, %s), and the trail has %s',
          a.item, a.action, a.actor, a.version, a.status, a.mark,
          coalesce((SELECT format('%s by %s (%s, %s)', s.action, s.actor_id, s.status, s.mark)
            FROM step s WHERE s.item = a.item AND s.version = a.version AND s.moves), 'nothing'))
        FROM answer a JOIN item ON item.id = a.item
        WHERE a.outcome = 'DONE' AND NOT EXISTS (SELECT FROM step s
          WHERE s.item = a.item AND s.version = a.version AND s.moves AND s.status = a.status
            AND (a.claimed_by IS NULL OR a.claimed_by = s.claimed_by)
            AND (a.decision IS NULL OR s.decision IS NULL OR a.decision = s.decision)
            AND (s.action = a.action AND s.actor_id = a.actor
                AND s.mark IS NOT DISTINCT FROM a.mark
              OR a.action = 'RELEASE' AND (s.claimed_by IS NULL OR s.claimed_until <= a.at)))
      """),

  STORED_NOT_ANSWERED(
      "refused, or never asked, and there all the same",
      """
      SELECT format('item %s: %s by %s (%s) is there at version %s; answered %s', s.item, s.action,
          s.actor_id, s.mark, s.version, coalesce((SELECT string_agg(a.outcome || ' ' || coalesce(a.code, ''), ', ')
            FROM answer a WHERE a.item = s.item AND a.action = s.action AND a.actor = s.actor_id
              AND a.mark IS NOT DISTINCT FROM s.mark), 'nothing'))
        FROM step s WHERE s.moves AND s.action <> 'CREATE' AND NOT EXISTS (SELECT FROM answer a
          WHERE a.item = s.item AND a.action = s.action AND a.actor = s.actor_id
            AND a.mark IS NOT DISTINCT FROM s.mark
            AND (a.outcome = 'LOST' OR a.outcome = 'DONE' AND a.version = s.version))
          AND NOT (s.action = 'CLAIM' AND s.actor_id IN (SELECT a.actor FROM answer a
            WHERE a.outcome = 'LOST' AND a.item IS NULL))
      """),

  ANSWERED_TWICE(
      "one change that two callers were told is theirs",
      """
      SELECT format('item %s: %s callers were told of %s at version %s', item, count(*), action,
          version)
        FROM answer a JOIN item ON item.id = a.item
        WHERE outcome = 'DONE' AND action <> 'RELEASE'
        GROUP BY item, version, action HAVING count(*) > 1
      """),

  WRONGLY_TOLD(
      "refusals that tell of a state that never was",
      """
      SELECT format('item %s: %s was refused (%s) as %s at version %s, and then it was %s', a.item,
          a.action, a.code, a.status, a.version, coalesce(s.status, 'nothing'))
        FROM answer a JOIN item ON item.id = a.item
          LEFT JOIN step s ON s.item = a.item AND s.version = a.version AND s.moves
        WHERE a.outcome = 'REFUSED' AND a.version IS NOT NULL
          AND (s.status IS DISTINCT FROM a.status
            OR a.code = 'NOTHING_TO_UNDO' AND a.status <> 'PENDING'
            OR a.code = 'ILLEGAL_TRANSITION' AND a.status IN ('PENDING', 'FLAGGED'))
      """),

  BROKEN_CHAIN(
      "broken audit chains",
      """
      SELECT format('item %s: %s at %s', subject_id, fault, sequence) FROM audit_faults(NULL, NULL)
        WHERE subject_type = 'Recommendation'
          AND subject_id IN (SELECT id::text FROM item)
      """);

  private final String words;
  private final String sql;

  RaceRule(String words, String sql) {
    this.words = words;
    this.sql = sql;
  }

  String words() {
    return words;
  }

  String sql() {
    return sql;
  }
}
