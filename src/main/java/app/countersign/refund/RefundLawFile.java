package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import app.countersign.refund.LawRule.DateBasis;
import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.terms.LenderKind;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules of law from their data file and checks each: no unknown field, every value of its
 * kind, and a verified rule's quote found word for word in the kept text of the law.
 */
@Factory
public final class RefundLawFile {
  private static final String FILE = "refunds/law.yml";
  private static final String TEXTS = "documents/public-law/";
  private static final String UNITED_STATES_DOLLAR = "USD";
  private static final String[] RULE_FIELDS = {
    "id",
    "jurisdiction",
    "products",
    "cancelledBy",
    "reasons",
    "lender",
    "onlyWithoutClaim",
    "effectiveFrom",
    "effectiveTo",
    "dateBasis",
    "dateNote",
    "kind",
    "days",
    "start",
    "amount",
    "currency",
    "formula",
    "dayCount",
    "partMonth",
    "alsoAllowed",
    "exception",
    "duty",
    "citation",
    "source",
    "verified",
    "verifiedBy",
    "verifiedOn",
    "text",
    "quote",
    "note"
  };

  /**
   * The law that the product holds; read when the server starts, so that a fault stops it.
   *
   * @throws DataFault when anything in it is wrong
   */
  @Context
  public RefundLaw shippedLaw() {
    return load();
  }

  /**
   * The law that the product holds.
   *
   * @throws DataFault when anything in it is wrong
   */
  public static RefundLaw load() {
    return of(DataNode.read(FILE));
  }

  static RefundLaw of(DataNode file) {
    file.allowOnly("version", "rules");
    return new RefundLaw(
        file.text("version"), file.children("rules").stream().map(RefundLawFile::rule).toList());
  }

  private static LawRule rule(DataNode unnamed) {
    String id = unnamed.text("id");
    DataNode node = unnamed.named(id);
    node.allowOnly(RULE_FIELDS);
    LocalDate from = optionalDate(node, "effectiveFrom");
    LocalDate until = optionalDate(node, "effectiveTo");
    if (from != null && until != null && until.isBefore(from)) {
      throw node.fault("effectiveTo", "is before effectiveFrom");
    }
    return new LawRule(
        id,
        scope(node),
        from,
        until,
        optional(node, "dateBasis", DateBasis.class, DateBasis.CONTRACT_DATE),
        dateNote(node, from),
        effect(node),
        node.text("citation"),
        node.text("source"),
        verification(node),
        node.optionalText("quote"),
        node.text("note"));
  }

  private static @Nullable String dateNote(DataNode node, @Nullable LocalDate from) {
    String note = node.optionalText("dateNote");
    if (from == null && note == null) {
      throw node.fault("dateNote", "is missing: say why there is no effectiveFrom");
    }
    return note;
  }

  private static LawRule.Scope scope(DataNode node) {
    Set<ProductKind> products = Set.copyOf(node.someOf("products", ProductKind.class));
    if (products.isEmpty()) {
      throw node.fault("products", "is missing");
    }
    String jurisdiction = node.text("jurisdiction");
    if (!jurisdiction.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")) {
      throw node.fault("jurisdiction", "must be as US or US-CA, not " + jurisdiction);
    }
    return new LawRule.Scope(
        jurisdiction,
        products,
        Set.copyOf(node.someOf("cancelledBy", CancelledBy.class)),
        Set.copyOf(node.someOf("reasons", CancellationReason.class)),
        node.optionalText("lender") == null ? null : node.oneOf("lender", LenderKind.class),
        node.flag("onlyWithoutClaim"));
  }

  private static RuleEffect effect(DataNode node) {
    return switch (node.oneOf("kind", RuleEffect.Kind.class)) {
      case FREE_LOOK ->
          new RuleEffect.FreeLook(
              days(node),
              optional(node, "start", RuleEffect.Start.class, RuleEffect.Start.CONTRACT_DATE));
      case FREE_LOOK_FEE -> new RuleEffect.FreeLookFee(money(node));
      case METHOD_FLOOR ->
          new RuleEffect.MethodFloor(
              computation(node),
              Set.copyOf(node.someOf("alsoAllowed", Formula.class)),
              node.optionalText("exception"));
      case REFUND_DUE -> new RuleEffect.RefundDue();
      case FEE_CAP -> new RuleEffect.FeeCap(money(node), node.optionalCount("days"));
      case SMALL_SUMS -> new RuleEffect.SmallSums(money(node));
      case WHOLE_UNITS -> new RuleEffect.WholeUnits();
      case CLAIMS_DEDUCTED -> new RuleEffect.ClaimsDeducted();
      case STARTED_MONTH -> new RuleEffect.StartedMonth(node.oneOf("partMonth", PartMonth.class));
      case EARLIEST_EVENT -> new RuleEffect.EarliestEvent();
      case NO_REFUND_CONDITION -> new RuleEffect.NoRefundCondition();
      case DEADLINE ->
          new RuleEffect.Deadline(days(node), node.oneOf("duty", RuleEffect.Duty.class));
      case NOTICE -> new RuleEffect.Notice();
    };
  }

  private static RefundComputation computation(DataNode node) {
    Formula formula = node.oneOf("formula", Formula.class);
    if (formula == Formula.SHORT_RATE || formula == Formula.NONE) {
      throw node.fault("formula", formula + " is no floor");
    }
    return new RefundComputation(
        formula,
        optional(node, "partMonth", PartMonth.class, PartMonth.FREE),
        optional(node, "dayCount", DayCount.class, DayCount.ACTUAL),
        null,
        List.of());
  }

  private static LawRule.@Nullable Verification verification(DataNode node) {
    if (!node.flag("verified")) {
      if (node.optionalText("verifiedBy") != null || node.optionalText("verifiedOn") != null) {
        throw node.fault("verifiedBy", "belongs to a verified rule only");
      }
      return null;
    }
    String quote = node.text("quote");
    if (!folded(textOf(node)).contains(folded(quote))) {
      throw node.fault("quote", "is not in " + node.text("text"));
    }
    return new LawRule.Verification(node.text("verifiedBy"), node.date("verifiedOn"));
  }

  private static String textOf(DataNode node) {
    String name = TEXTS + node.text("text");
    try (InputStream stream = RefundLawFile.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw node.fault("text", "there is no " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw node.fault("text", "cannot be read: " + failure.getMessage());
    }
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static int days(DataNode node) {
    Integer days = node.optionalCount("days");
    if (days == null) {
      throw node.fault("days", "is missing");
    }
    return days;
  }

  private static Money money(DataNode node) {
    BigDecimal amount = node.optionalDecimal("amount");
    if (amount == null || amount.signum() < 0) {
      throw node.fault("amount", "must be an amount that is not negative");
    }
    String currency = node.optionalText("currency");
    return Money.of(amount, currency == null ? UNITED_STATES_DOLLAR : currency);
  }

  private static @Nullable LocalDate optionalDate(DataNode node, String field) {
    return node.optionalText(field) == null ? null : node.date(field);
  }

  private static <E extends Enum<E>> E optional(
      DataNode node, String field, Class<E> type, E otherwise) {
    return node.optionalText(field) == null ? otherwise : node.oneOf(field, type);
  }
}
