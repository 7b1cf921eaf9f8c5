-- What the platform's own tests write to.
CREATE TABLE platform_note (
  id uuid PRIMARY KEY,
  author_id uuid NOT NULL,
  text text NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_note TO countersign_serving;
