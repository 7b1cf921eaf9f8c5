package app.countersign.job;

/** A user a job failed on, and why. */
public record JobFailure(String userId, String message) {}
