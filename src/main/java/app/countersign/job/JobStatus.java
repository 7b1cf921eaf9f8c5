package app.countersign.job;

/** Where a job stands; the same values as in the schema. */
public enum JobStatus {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED
}
