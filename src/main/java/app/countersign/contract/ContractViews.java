package app.countersign.contract;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.store.DocumentLocator;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts on record who saw which contracts. A view joins the contract's chain; what was searched for
 * joins a chain of whoever searched, so that nobody waits for another's search.
 */
@Singleton
class ContractViews {
  private final AuditTrail audit;

  ContractViews(AuditTrail audit) {
    this.audit = audit;
  }

  @Transactional
  void viewed(Actor actor, Collection<Contract> contracts) {
    audit.recordAll(
        actor,
        contracts.stream()
            .map(
                contract ->
                    AuditEvent.ofContract(
                        Contract.SUBJECT,
                        contract.id(),
                        AuditAction.VIEW,
                        contract.id(),
                        null,
                        Map.of("version", contract.version())))
            .toList());
  }

  @Transactional
  void pdfViewed(Actor actor, String contractId, DocumentLocator.View view) {
    audit.record(
        actor,
        AuditEvent.ofContract(
            Contract.SUBJECT,
            contractId,
            AuditAction.VIEW_PDF,
            contractId,
            null,
            Map.of("view", view)));
  }

  @Transactional
  void searched(Actor actor, ContractSearchResult result) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("accountNumber", AccountNumber.masked(result.accountNumber()));
    facts.put("answeredFrom", result.answeredFrom());
    facts.put("isStale", result.isStale());
    facts.put("contractIds", ids(result.matches()));
    search(actor, facts);
  }

  @Transactional
  void listed(Actor actor, Map<String, Object> filter, List<Contract> contracts) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("filter", filter);
    facts.put("contractIds", ids(contracts));
    search(actor, facts);
  }

  private void search(Actor actor, Map<String, Object> facts) {
    audit.record(
        actor,
        AuditEvent.of(
            Contract.SEARCHES, actor.id().toString(), AuditAction.SEARCH, null, null, facts));
  }

  private static List<String> ids(List<Contract> contracts) {
    return contracts.stream().map(Contract::id).toList();
  }
}
