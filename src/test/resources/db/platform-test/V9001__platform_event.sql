-- What the tests of streams write to.
CREATE TABLE platform_topic (
  topic text PRIMARY KEY,
  last_sequence bigint NOT NULL DEFAULT 0
);
CREATE TABLE platform_event (
  topic text NOT NULL REFERENCES platform_topic,
  sequence bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (topic, sequence)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_topic, platform_event TO countersign_serving;
