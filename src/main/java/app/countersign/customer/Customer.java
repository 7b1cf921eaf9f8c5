package app.countersign.customer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who signed up, as shown to that person alone.
 *
 * @param email in lower case
 * @param emailVerifiedAt null until the address was shown to be the person's
 * @param timeZone IANA name
 * @param version grows by one with every change
 */
public record Customer(
    UUID id,
    String name,
    String email,
    @Nullable Instant emailVerifiedAt,
    OnboardingStatus onboardingStatus,
    String timeZone,
    Instant passwordChangedAt,
    int version,
    Instant createdAt) {

  /** Whether the address was shown to be the person's. */
  public boolean isEmailVerified() {
    return emailVerifiedAt != null;
  }

  /** The id under which the ledger knows the person. */
  String userId() {
    return id.toString();
  }

  /** Without name and address, which belong in no log. */
  @Override
  public String toString() {
    return "Customer[%s, version %d]".formatted(id, version);
  }
}
