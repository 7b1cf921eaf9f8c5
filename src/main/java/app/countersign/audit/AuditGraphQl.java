package app.countersign.audit;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;

/** The audit trail in the schema. */
@Singleton
class AuditGraphQl implements GraphQlModule {
  private final AuditLog log;
  private final AuditVerifier verifier;

  AuditGraphQl(AuditLog log, AuditVerifier verifier) {
    this.log = log;
    this.verifier = verifier;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("AuditEntry", AuditEntry.class);
    wiring.type("AuditVerification", AuditVerification.class);
    wiring.type("AuditFault", AuditFault.class);
    wiring.query(
        "auditLog",
        call -> Connection.of(log.page(call.require("filter", AuditFilter.class), call.page())));
    wiring.query("verifyAudit", this::verify);
    wiring.nodes("AuditEntry", AuditEntry.class, Role.ANALYST, log::byIds);
  }

  private AuditVerification verify(Call call) {
    String subjectId = call.argument("subjectId", String.class);
    String subjectType = call.argument("subjectType", String.class);
    if (subjectId != null && subjectType == null) {
      throw RequestError.badRequest("'subjectId' needs 'subjectType' beside it.");
    }
    return verifier.verify(subjectType, subjectId);
  }
}
