-- Chats of one person with the assistant, and groups.

CREATE TABLE chat (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('SOLO', 'GROUP')),
  title text CHECK (length(trim(title)) BETWEEN 1 AND 100),
  created_by uuid NOT NULL REFERENCES person,
  -- The last number given out: locks the chat for the next event, so that numbers become visible
  -- in their order.
  last_sequence bigint NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  last_activity_at timestamptz NOT NULL,
  -- Nobody is in it any more; what others' records point at stays.
  closed_at timestamptz,
  CHECK (kind = 'SOLO' OR title IS NOT NULL)
) WITH (fillfactor = 70);

CREATE TABLE chat_member (
  chat_id uuid NOT NULL REFERENCES chat,
  person_id uuid NOT NULL REFERENCES person,
  role text NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'MEMBER')),
  shares_purchases boolean NOT NULL DEFAULT false,
  -- A member sees what was said from here on.
  joined_sequence bigint NOT NULL,
  read_sequence bigint NOT NULL,
  joined_at timestamptz NOT NULL,
  left_at timestamptz,
  PRIMARY KEY (chat_id, person_id)
);
CREATE UNIQUE INDEX chat_owner ON chat_member (chat_id) WHERE role = 'OWNER' AND left_at IS NULL;
CREATE INDEX chat_member_person ON chat_member (person_id) WHERE left_at IS NULL;

CREATE TABLE chat_message (
  id uuid PRIMARY KEY,
  chat_id uuid NOT NULL REFERENCES chat,
  sequence bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('PERSON', 'ASSISTANT', 'NOTICE')),
  -- Who wrote it; nobody but a person's message has a sender.
  sender_id uuid REFERENCES person,
  -- The message that an answer answers.
  answers_id uuid REFERENCES chat_message,
  status text NOT NULL CHECK (status IN ('COMPLETE', 'PENDING', 'FAILED')),
  text text NOT NULL CHECK (length(text) <= 20000),
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  -- When its writer had everything erased; the text is empty then.
  erased_at timestamptz,
  UNIQUE (chat_id, sequence),
  CHECK ((kind = 'PERSON') = (sender_id IS NOT NULL)),
  CHECK (kind = 'ASSISTANT' OR status = 'COMPLETE'),
  CHECK ((status = 'PENDING') = (finished_at IS NULL))
);
CREATE INDEX chat_message_answers ON chat_message (answers_id) WHERE answers_id IS NOT NULL;
CREATE INDEX chat_message_sender ON chat_message (sender_id) WHERE sender_id IS NOT NULL;

-- What a subscriber is told, by number.
CREATE TABLE chat_event (
  chat_id uuid NOT NULL REFERENCES chat,
  sequence bigint NOT NULL,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 30),
  message_id uuid REFERENCES chat_message,
  -- Who came or went.
  person_id uuid REFERENCES person,
  at timestamptz NOT NULL,
  PRIMARY KEY (chat_id, sequence)
);

-- An address that was asked into a group. Whether somebody has it is not known here until the
-- person who has it accepts.
CREATE TABLE chat_invitation (
  id uuid PRIMARY KEY,
  chat_id uuid NOT NULL REFERENCES chat,
  -- In lower case; forgotten once it does not wait any more.
  email text NOT NULL CHECK (length(email) <= 254),
  invited_by uuid NOT NULL REFERENCES person,
  status text NOT NULL CHECK (status IN ('PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXPIRED')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  answered_by uuid REFERENCES person,
  answered_at timestamptz,
  CHECK ((status = 'PENDING') = (email <> '')),
  CHECK ((status = 'PENDING') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX chat_invitation_pending ON chat_invitation (chat_id, email)
  WHERE status = 'PENDING';
CREATE INDEX chat_invitation_email ON chat_invitation (email) WHERE status = 'PENDING';
CREATE INDEX chat_invitation_chat ON chat_invitation (chat_id, created_at DESC, id DESC);

GRANT SELECT, INSERT, UPDATE ON chat, chat_member, chat_message, chat_invitation
  TO countersign_serving;
GRANT SELECT, INSERT ON chat_event TO countersign_serving;
