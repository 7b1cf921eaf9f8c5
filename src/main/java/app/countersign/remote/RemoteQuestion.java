package app.countersign.remote;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * What a service is asked.
 *
 * @param operation which of its operations, for metrics and logs; nothing that a caller gave
 * @param longest how long is waited, all attempts and the pauses between them together
 * @param request of an attempt, by its number from 1
 */
public record RemoteQuestion(
    String operation, Duration longest, IntFunction<HttpRequest.Builder> request) {}
