package app.countersign.ledger;

import app.countersign.ledger.ImportResult.Reason;
import app.countersign.ledger.ImportedLedger.Holder;
import app.countersign.ledger.ImportedLedger.StatedProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the accounts of one Plaid document into a ledger. Used once for each document. */
final class PlaidLedgerBuilder {

  static final int MAX_NAME = 200;
  static final int MAX_EMAIL = 254;

  private static final int MIN_EMAIL = 3;
  private static final int MAX_SUBTYPE = 50;
  private static final int MAX_ACCOUNT_NUMBER = 64;
  private static final int MAX_DESCRIPTION = 1_000;
  private static final int MASK_LENGTH = 4;

  /** A row that states no currency anywhere is in the currency of Plaid's own default. */
  private static final String DEFAULT_CURRENCY = "USD";

  private final MerchantRules rules;
  private final Supplier<UUID> ids;
  private final List<Account> accounts = new ArrayList<>();
  private final List<Liability> liabilities = new ArrayList<>();
  private final List<LedgerTransaction> transactions = new ArrayList<>();
  private final List<ImportWarning> warnings = new ArrayList<>();
  private @Nullable String holderName;
  private @Nullable String holderEmail;

  PlaidLedgerBuilder(MerchantRules rules, Supplier<UUID> ids) {
    this.rules = rules;
    this.ids = ids;
  }

  ImportedLedger ledger(DocumentNode document, @Nullable StatedProfile profile, String hash) {
    var nodes = document.objects("override_accounts", PlaidDocumentReader.MAX_ACCOUNTS);
    if (nodes.isEmpty()) {
      throw document.refuse(
          Reason.MISSING, "override_accounts", "At least one account is required.");
    }
    nodes.forEach(this::addAccount);
    return new ImportedLedger(
        new Holder(holderName, holderEmail),
        profile,
        List.copyOf(accounts),
        List.copyOf(liabilities),
        List.copyOf(transactions),
        List.copyOf(warnings),
        hash);
  }

  private void addAccount(DocumentNode node) {
    var id = ids.get();
    var type = accountType(node);
    var subtype = node.requiredText("subtype", MAX_SUBTYPE);
    if (subtype.isBlank()) {
      throw node.refuse(Reason.MISSING, "subtype", "This is required and is blank.");
    }
    var stated = node.number("starting_balance");
    var available = node.number("force_available_balance");
    var currency = node.currency("currency");
    var meta = node.object("meta");
    var mask = mask(node.object("numbers"));
    var debt = LiabilityNode.of(node);
    boolean declaredInflow = hasInflowModel(node);
    var account =
        new Account(
            id,
            type,
            subtype,
            meta == null ? null : meta.text("name", MAX_NAME),
            meta == null ? null : meta.text("official_name", MAX_NAME),
            mask,
            available,
            stated == null && debt != null ? debt.principal() : stated,
            meta == null ? null : meta.number("limit"),
            currency == null ? DEFAULT_CURRENCY : currency,
            declaredInflow);
    accounts.add(account);
    if (debt != null) {
      liabilities.add(debt.liability(ids.get(), id));
    }
    readIdentity(node);
    warnOf(node, account);
    addTransactions(node, account);
  }

  private void warnOf(DocumentNode node, Account account) {
    if (account.hasDeclaredInflow()) {
      warn(ImportWarning.Kind.DECLARED_INFLOW, node.pathOf("inflow_model"), 1);
    }
    if (account.currentBalance() == null) {
      warn(ImportWarning.Kind.UNKNOWN_BALANCE, node.pathOf("starting_balance"), 1);
    }
  }

  private static AccountType accountType(DocumentNode node) {
    return switch (node.requiredText("type", MAX_SUBTYPE)) {
      case "depository" -> AccountType.DEPOSITORY;
      case "credit" -> AccountType.CREDIT;
      case "loan" -> AccountType.LOAN;
      case "investment", "brokerage" -> AccountType.INVESTMENT;
      case "other" -> AccountType.OTHER;
      default ->
          throw node.refuse(
              Reason.UNKNOWN_VALUE,
              "type",
              "One of depository, credit, loan, investment and other is expected here.");
    };
  }

  /** The last four characters; a number so short that they would be nearly all of it has none. */
  private static @Nullable String mask(@Nullable DocumentNode numbers) {
    var number = numbers == null ? null : numbers.text("account", MAX_ACCOUNT_NUMBER);
    var trimmed = number == null ? "" : number.strip();
    int characters = trimmed.codePointCount(0, trimmed.length());
    return characters <= MASK_LENGTH
        ? null
        : trimmed.substring(trimmed.offsetByCodePoints(0, characters - MASK_LENGTH));
  }

  private static boolean hasInflowModel(DocumentNode node) {
    var model = node.object("inflow_model");
    return model != null && model.text("type", MAX_NAME) != null;
  }

  private void readIdentity(DocumentNode node) {
    var identity = node.object("identity");
    if (identity == null) {
      return;
    }
    var name = identity.firstText("names", MAX_NAME);
    if (holderName == null && name != null && !name.isBlank()) {
      holderName = name;
    }
    for (var email : identity.objects("emails", Integer.MAX_VALUE)) {
      var address = address(email, "data");
      holderEmail = holderEmail == null ? address : holderEmail;
    }
  }

  /** An e-mail address; a blank one is an absent one. */
  static @Nullable String address(DocumentNode node, String field) {
    var address = node.words(field, MAX_EMAIL);
    if (address != null && address.length() < MIN_EMAIL) {
      throw node.refuse(Reason.BAD_TEXT, field, "An e-mail address is expected here.");
    }
    return address;
  }

  private void addTransactions(DocumentNode node, Account account) {
    int room = PlaidDocumentReader.MAX_TRANSACTIONS - transactions.size();
    var doubts = new RowDoubts();
    for (var row : node.objects("transactions", room)) {
      var transaction = transaction(row, account);
      transactions.add(transaction);
      doubts.note(transaction, account, row);
    }
    warnings.addAll(doubts.warnings());
  }

  private LedgerTransaction transaction(DocumentNode row, Account account) {
    var transacted = row.date("date_transacted");
    var posted = row.requiredDate("date_posted");
    var amount = row.requiredNumber("amount").negate();
    var description = row.requiredText("description", MAX_DESCRIPTION);
    var stated = row.currency("currency");
    var currency = stated == null ? account.currency() : stated;
    var meaning = rules.classify(description, amount, account.type());
    return new LedgerTransaction(
        ids.get(),
        account.id(),
        posted,
        transacted,
        inCurrency(amount, currency),
        currency,
        description,
        meaning.merchant(),
        meaning.category(),
        transactions.size());
  }

  private static BigDecimal inCurrency(BigDecimal amount, String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return amount.scale() < digits ? amount.setScale(digits) : amount;
  }

  private void warn(ImportWarning.Kind kind, String path, int count) {
    warnings.add(new ImportWarning(kind, path, count));
  }
}
