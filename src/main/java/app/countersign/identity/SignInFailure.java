package app.countersign.identity;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often signing in to an address failed in a row; known by the hash of the address alone. */
@SuppressWarnings("ArrayRecordComponent") // a row of a table, never compared
@MappedEntity("sign_in_failure")
record SignInFailure(
    @Id byte[] emailHash, int failures, Instant lastFailedAt, @Nullable Instant lockedUntil) {}
