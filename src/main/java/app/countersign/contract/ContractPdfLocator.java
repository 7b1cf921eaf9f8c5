package app.countersign.contract;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.store.DocumentLocator;
import app.countersign.store.ObjectKey;
import jakarta.inject.Singleton;

/** Where the PDF of a contract lies, and who opened it. */
@Singleton
class ContractPdfLocator implements DocumentLocator {
  private final ContractRepository contracts;
  private final ContractCache cache;
  private final ContractViews views;

  ContractPdfLocator(ContractRepository contracts, ContractCache cache, ContractViews views) {
    this.contracts = contracts;
    this.cache = cache;
    this.views = views;
  }

  @Override
  public Located locate(Actor actor, String contractId) {
    Contract contract =
        actor.role().includes(Role.ANALYST) ? cache.contract(contractId, contracts::find) : null;
    if (contract == null) {
      return new Located.NoContract();
    }
    return contract.objectKey() == null
        ? new Located.NoDocument()
        : new Located.Found(
            new ObjectKey(contract.objectKey()), "contract-%s.pdf".formatted(contract.id()));
  }

  @Override
  public void viewed(Actor actor, String contractId, View view) {
    views.pdfViewed(actor, contractId, view);
  }
}
