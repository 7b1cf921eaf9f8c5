package app.countersign.contract;

import app.countersign.audit.AuditEntry;
import app.countersign.audit.AuditLog;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contracts in the schema; what is read off them and made of them is wired elsewhere. */
@Singleton
class ContractGraphQl implements GraphQlModule {
  private static final ContractFilter ALL =
      new ContractFilter(null, null, null, null, null, null, null);

  /** Of several texts together; one alone may be as long as it is. */
  private static final long MOST_TEXT_BYTES = 10_000_000;

  private final ContractDesk desk;
  private final ContractImport imports;
  private final DocumentRepository documents;
  private final AuditLog log;

  ContractGraphQl(
      ContractDesk desk, ContractImport imports, DocumentRepository documents, AuditLog log) {
    this.desk = desk;
    this.imports = imports;
    this.documents = documents;
    this.log = log;
  }

  /** What became of an import. */
  record ImportContractPayload(
      @Nullable Contract contract, @Nullable ImportOutcome outcome, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Contract", Contract.class)
        .batchedNullable("document", Contract::id, documents::inForce)
        .batchedConnection(
            "documents",
            Contract::id,
            (ids, page, call) -> Connection.ofAll(documents.pagesByContract(ids, page)));
    wiring
        .type("ContractDocument", ContractDocument.class)
        .nullable("pages", (document, call) -> document.pageCount())
        .batchedNullable("text", ContractDocument::id, this::texts);
    wiring.type("Vehicle", Vehicle.class);
    wiring.type("ContractLoan", ContractLoan.class);
    wiring.type("ContractSearchResult", ContractSearchResult.class);
    wiring.nullableQuery("contract", call -> desk.view(call.actor(), call.text("id")));
    wiring.query("contracts", this::contracts);
    wiring.query("searchContracts", call -> desk.search(call.actor(), call.text("accountNumber")));
    wiring.query("contractAudit", this::audit);
    wiring.textNodes("Contract", Contract.class, Role.ANALYST, desk::viewAll);
    wiring.mutation(
        "importContract",
        ImportContractInput.class,
        ImportContractPayload.class,
        this::importContract,
        errors -> new ImportContractPayload(null, null, errors));
  }

  private Map<UUID, String> texts(Set<UUID> documentIds) {
    if (documentIds.size() > 1) {
      long bytes = documents.textBytes(documentIds);
      if (bytes > MOST_TEXT_BYTES) {
        throw RequestError.limit("text", "the bytes of all texts", MOST_TEXT_BYTES, bytes);
      }
    }
    return documents.texts(documentIds);
  }

  private Connection<Contract> contracts(Call call) {
    ContractFilter filter = call.argument("filter", ContractFilter.class);
    return Connection.of(desk.list(call.actor(), filter == null ? ALL : filter, call.page()));
  }

  private Connection<AuditEntry> audit(Call call) {
    return Connection.of(log.ofContract(call.text("contractId"), call.page()));
  }

  private ImportContractPayload importContract(Actor actor, ImportContractInput input) {
    StoredContract stored = imports.store(actor, input.contract());
    return new ImportContractPayload(stored.contract(), stored.outcome(), List.of());
  }
}
