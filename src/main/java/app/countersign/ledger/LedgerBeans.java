package app.countersign.ledger;

import app.countersign.platform.db.Ids;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Reads the rules when the server starts: a bad one ends the start. */
@Factory
final class LedgerBeans {

  @Context
  MerchantRules merchantRules() {
    return MerchantRules.bundled();
  }

  @Singleton
  PlaidDocumentReader plaidDocumentReader(MerchantRules rules) {
    return new PlaidDocumentReader(rules, Ids::next);
  }
}
