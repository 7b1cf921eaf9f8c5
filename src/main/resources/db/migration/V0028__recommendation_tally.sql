-- How many recommendations there are of each kind, kept by the database itself: counting the rows of
-- the queue takes longer than showing a page of it. Changes are added as rows of their own, so that
-- no two decisions wait for each other; the schedule sums them up now and then.
CREATE TABLE recommendation_tally (
  status text NOT NULL,
  persona_primary text NOT NULL,
  priority text NOT NULL,
  type text NOT NULL,
  number bigint NOT NULL CHECK (number <> 0)
);
GRANT SELECT, DELETE, INSERT ON recommendation_tally TO countersign_serving;

INSERT INTO recommendation_tally
  SELECT status, persona_primary, priority, type, count(*) FROM recommendation GROUP BY 1, 2, 3, 4;

CREATE FUNCTION recommendation_tally_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recommendation_tally
    SELECT status, persona_primary, priority, type, count(*) FROM added GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END
$$;

CREATE FUNCTION recommendation_tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recommendation_tally
    SELECT status, persona_primary, priority, type, sum(number)
    FROM (
      SELECT status, persona_primary, priority, type, 1 AS number FROM added
      UNION ALL
      SELECT status, persona_primary, priority, type, -1 FROM gone
    ) change
    GROUP BY 1, 2, 3, 4
    HAVING sum(number) <> 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION recommendation_tally_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recommendation_tally
    SELECT status, persona_primary, priority, type, -count(*) FROM gone GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END
$$;

CREATE TRIGGER recommendation_tally_added AFTER INSERT ON recommendation
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION recommendation_tally_added();
CREATE TRIGGER recommendation_tally_changed AFTER UPDATE ON recommendation
  REFERENCING NEW TABLE AS added OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION recommendation_tally_changed();
CREATE TRIGGER recommendation_tally_gone AFTER DELETE ON recommendation
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION recommendation_tally_gone();
