-- Work in the background, shared by all servers on this database.

-- The table of db-scheduler, as its documentation gives it for PostgreSQL.
CREATE TABLE scheduled_tasks (
  task_name text NOT NULL,
  task_instance text NOT NULL,
  task_data bytea,
  execution_time timestamptz NOT NULL,
  picked boolean NOT NULL,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint NOT NULL,
  priority smallint,
  state text,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_priority ON scheduled_tasks (priority DESC, execution_time ASC);

-- A job over many users, cut into chunks that any server may take.
CREATE TABLE job (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('ASSIGN_PERSONAS', 'GENERATE_RECOMMENDATIONS')),
  status text NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  input jsonb NOT NULL,
  total integer NOT NULL CHECK (total >= 0),
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  failed integer NOT NULL DEFAULT 0 CHECK (failed >= 0),
  created_by uuid NOT NULL,
  created_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  CHECK (done + failed <= total)
);
CREATE INDEX job_newest ON job (created_at DESC, id DESC);

CREATE TABLE job_chunk (
  job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
  number integer NOT NULL,
  user_ids text[] NOT NULL CHECK (cardinality(user_ids) BETWEEN 1 AND 1000),
  finished_at timestamptz,
  PRIMARY KEY (job_id, number)
);

CREATE TABLE job_failure (
  job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
  user_id text NOT NULL,
  message text NOT NULL CHECK (length(message) <= 500),
  PRIMARY KEY (job_id, user_id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_tasks, job, job_chunk, job_failure TO countersign_serving;
