package app.countersign.customer;

import app.countersign.identity.CurrentSession;
import app.countersign.identity.Session;
import app.countersign.identity.Viewer;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers in the schema, each to themselves alone. */
@Singleton
class CustomerGraphQl implements GraphQlModule {
  private static final ActionLimit EXPORTS = new ActionLimit("exports", 6, 30);

  private final Profiles profiles;
  private final Consents consents;
  private final DataRights rights;

  CustomerGraphQl(Profiles profiles, Consents consents, DataRights rights) {
    this.profiles = profiles;
    this.consents = consents;
    this.rights = rights;
  }

  record UpdateProfileInput(
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {
    @Override
    public String toString() {
      return "UpdateProfileInput[…]";
    }
  }

  record SetOnboardingStatusInput(OnboardingStatus status, @Nullable String idempotencyKey) {}

  record GiveConsentInput(ConsentKind kind, String textVersion, @Nullable String idempotencyKey) {}

  record WithdrawConsentInput(ConsentKind kind, @Nullable String idempotencyKey) {}

  record CustomerPayload(@Nullable Customer customer, List<UserError> userErrors) {
    static CustomerPayload done(Customer customer) {
      return new CustomerPayload(customer, List.of());
    }

    static CustomerPayload refused(List<UserError> errors) {
      return new CustomerPayload(null, errors);
    }
  }

  record ExportMyDataInput(@Nullable List<String> sections) {}

  record ExportMyDataPayload(@Nullable JsonNode export, List<UserError> userErrors) {
    @Override
    public String toString() {
      return "ExportMyDataPayload[…]";
    }
  }

  @Override
  public void wire(Wiring wiring) {
    wireTypes(wiring);
    wireProfile(wiring);
    wireConsents(wiring);
    wiring.secretMutation(
        "exportMyData",
        ExportMyDataInput.class,
        ExportMyDataPayload.class,
        (actor, input) ->
            new ExportMyDataPayload(rights.export(actor, input.sections()), List.of()),
        errors -> new ExportMyDataPayload(null, errors));
    wiring.limit("exportMyData", EXPORTS);
  }

  private void wireTypes(Wiring wiring) {
    wiring.type("Customer", Customer.class).batched("consents", Customer::userId, consents::all);
    wiring.type("Viewer", Viewer.class).batchedNullable("customer", Viewer::id, profiles::byIds);
    wiring
        .type("Session", Session.class)
        .batchedNullable("customer", Session::personId, profiles::byIds);
    wiring
        .type("CurrentSession", CurrentSession.class)
        .batchedNullable("customer", CurrentSession::personId, profiles::byIds);
    wiring.nodes("Customer", Customer.class, Role.CUSTOMER, this::onlyOneself);
  }

  private Map<UUID, Customer> onlyOneself(Actor actor, Set<UUID> ids) {
    return ids.contains(actor.id()) ? profiles.byIds(Set.of(actor.id())) : Map.of();
  }

  private void wireProfile(Wiring wiring) {
    wiring.mutation(
        "updateProfile",
        UpdateProfileInput.class,
        CustomerPayload.class,
        (actor, input) ->
            CustomerPayload.done(
                profiles.update(actor, input.name(), input.timeZone(), input.expectedVersion())),
        CustomerPayload::refused);
    wiring.mutation(
        "setOnboardingStatus",
        SetOnboardingStatusInput.class,
        CustomerPayload.class,
        (actor, input) -> CustomerPayload.done(profiles.setOnboarding(actor, input.status())),
        CustomerPayload::refused);
  }

  private void wireConsents(Wiring wiring) {
    wiring.mutation(
        "giveConsent",
        GiveConsentInput.class,
        CustomerPayload.class,
        (actor, input) ->
            CustomerPayload.done(profiles.giveConsent(actor, input.kind(), input.textVersion())),
        CustomerPayload::refused);
    wiring.mutation(
        "withdrawConsent",
        WithdrawConsentInput.class,
        CustomerPayload.class,
        (actor, input) -> CustomerPayload.done(profiles.withdrawConsent(actor, input.kind())),
        CustomerPayload::refused);
  }
}
