-- Operators and customers sign in alike: one table of everybody who can.
-- A customer's bank data and consents stand with the user of the same id, written as text.

ALTER TABLE operator RENAME TO person;
ALTER INDEX operator_email RENAME TO person_email;
ALTER TABLE person DROP CONSTRAINT operator_role_check;
ALTER TABLE person ADD CONSTRAINT person_role_check
  CHECK (role IN ('ANALYST', 'OPERATOR', 'SENIOR_OPERATOR', 'ADMIN', 'CUSTOMER'));
CREATE INDEX person_desk ON person (created_at DESC, id DESC) WHERE role <> 'CUSTOMER';

ALTER TABLE session RENAME COLUMN operator_id TO person_id;
ALTER INDEX session_operator RENAME TO session_person;

-- What a customer has besides a way to sign in.
CREATE TABLE customer (
  person_id uuid PRIMARY KEY REFERENCES person,
  user_id text NOT NULL UNIQUE REFERENCES app_user,
  email_verified_at timestamptz,
  onboarding_status text NOT NULL DEFAULT 'INCOMPLETE'
    CHECK (onboarding_status IN ('INCOMPLETE', 'COMPLETE', 'SKIPPED')),
  time_zone text NOT NULL DEFAULT 'UTC' CHECK (length(time_zone) BETWEEN 1 AND 64),
  password_changed_at timestamptz NOT NULL,
  -- Set when the person had everything of theirs erased; name and address are gone then.
  erased_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CHECK (user_id = person_id::text)
);

GRANT SELECT, INSERT, UPDATE ON customer TO countersign_serving;
