package app.countersign.ledger;

/**
 * The rules' file cannot be used; the message names the rule. The server does not start with it.
 */
public final class InvalidMerchantRules extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidMerchantRules(String rule, String problem) {
    super("Merchant rule '" + rule + "': " + problem);
  }
}
