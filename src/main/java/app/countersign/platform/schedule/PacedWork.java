package app.countersign.platform.schedule;

import java.time.Duration;

/**
 * Something that every server does again and again for as long as it runs; one bean each. Several
 * servers may be at it at once, so what it takes up it takes up in the database. In return nobody
 * waits for a server that died at it, and setting a clock neither stops nor hurries it.
 *
 * @param name for the log
 * @param pause between the end of one time and the beginning of the next
 * @param work is interrupted where it goes on for too long while the server stops
 */
public record PacedWork(String name, Duration pause, Runnable work) {}
