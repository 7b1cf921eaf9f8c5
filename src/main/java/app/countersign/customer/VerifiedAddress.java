package app.countersign.customer;

import app.countersign.identity.SignInCondition;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer signs in once the address was shown to be theirs. */
@Singleton
class VerifiedAddress implements SignInCondition {
  private final CustomerRepository customers;

  VerifiedAddress(CustomerRepository customers) {
    this.customers = customers;
  }

  @Override
  public @Nullable UserError refusal(UUID personId) {
    return customers.isUnverified(personId)
        ? UserError.of(
            UserErrorCode.EMAIL_NOT_VERIFIED,
            "Verify your address by the letter first; `resendVerification` sends another.",
            "input",
            "email")
        : null;
  }
}
