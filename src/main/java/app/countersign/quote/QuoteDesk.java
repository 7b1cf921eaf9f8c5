package app.countersign.quote;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.extraction.Extraction;
import app.countersign.extraction.ExtractionRepository;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.refund.InvalidRefundInput;
import app.countersign.refund.RefundEngine;
import app.countersign.refund.RefundLaw;
import app.countersign.refund.RefundQuote;
import app.countersign.refund.RefundRequest;
import app.countersign.refund.RefundTerms;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where refunds are quoted: computed from submitted terms, stored as given, put on record. */
@Singleton
public class QuoteDesk {
  private static final int MOST_EVENTS = 20;
  private static final String REQUEST = "request.";

  private final ContractRepository contracts;
  private final ExtractionRepository extractions;
  private final QuoteRepository quotes;
  private final RefundLaw law;
  private final AuditTrail audit;
  private final Clock clock;

  QuoteDesk(
      ContractRepository contracts,
      ExtractionRepository extractions,
      QuoteRepository quotes,
      RefundLaw law,
      AuditTrail audit,
      Clock clock) {
    this.contracts = contracts;
    this.extractions = extractions;
    this.quotes = quotes;
    this.law = law;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Computes and stores.
   *
   * @throws RefusedException NOT_FOUND, TERMS_MISSING, INVALID_INPUT with its path
   */
  @Transactional
  public StoredQuote quote(Actor actor, QuoteRefundInput input) {
    // Held, so that the terms and the text are the same when the quote is stored.
    Contract contract = contracts.hold(input.contractId());
    if (contract == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no contract with this id.", "input", "contractId");
    }
    Extraction submitted = extractions.lastSubmitted(contract.id());
    RefundTerms terms = ContractTerms.of(contract, submitted);
    LocalDate asOf = Objects.requireNonNullElseGet(input.asOf(), () -> LocalDate.now(clock));
    RefundQuote answer = computed(terms, request(contract, input, asOf));
    StoredQuote quote =
        new StoredQuote(
            Ids.next(),
            contract.id(),
            Objects.requireNonNull(submitted).id(),
            answer.cancelledOn(),
            asOf,
            input.reason(),
            QuoteAnswer.of(answer),
            submitted.isStale(),
            clock.instant(),
            actor.id());
    quotes.insert(quote, input);
    audit.record(actor, event(quote));
    return quote;
  }

  private RefundQuote computed(RefundTerms terms, RefundRequest request) {
    try {
      return RefundEngine.quote(terms, request, law);
    } catch (InvalidRefundInput invalid) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          Objects.requireNonNullElse(invalid.getMessage(), "No refund can be computed from this."),
          "input",
          field(invalid.field()));
    }
  }

  /** The computation speaks of its own records; a caller knows the input's names. */
  private static String field(String place) {
    return switch (place) {
      case "request.lienBalance" -> "lienholderBalance";
      case "request.claimOpen" -> "hasOpenClaim";
      default ->
          place.startsWith(REQUEST)
              ? place.substring(REQUEST.length()).replaceAll("[.\\[].*", "")
              : "contractId";
    };
  }

  private RefundRequest request(Contract contract, QuoteRefundInput input, LocalDate asOf) {
    List<QuoteRefundInput.EventInput> events =
        Objects.requireNonNullElse(input.events(), List.of());
    if (input.cancelledOn() == null && events.isEmpty()) {
      throw invalid("Say when it ends: 'cancelledOn', 'events' or both.", "cancelledOn");
    }
    if (events.size() > MOST_EVENTS) {
      throw invalid("At most %d events.".formatted(MOST_EVENTS), "events");
    }
    for (int i = 0; i < events.size(); i++) {
      LocalDate day = events.get(i).on();
      if (day.isAfter(asOf)) {
        throw invalid(
            "%s is later than %s.".formatted(day, asOf), "events", String.valueOf(i), "on");
      }
    }
    return new RefundRequest(
        input.cancelledOn(),
        events.stream().map(QuoteRefundInput.EventInput::event).toList(),
        asOf,
        input.reason(),
        input.odometer(),
        money(input.claimsPaid(), "claimsPaid"),
        Boolean.TRUE.equals(input.hasOpenClaim()),
        money(input.lienholderBalance(), "lienholderBalance"),
        contract.loan() == null ? null : contract.loan().lender());
  }

  private static @Nullable Money money(@Nullable MoneyInput input, String field) {
    if (input == null) {
      return null;
    }
    MoneyInput.Fault fault = input.fault();
    if (fault != null) {
      throw invalid(fault.message(), field, fault.field());
    }
    return input.money();
  }

  private static RefusedException invalid(String message, String... place) {
    List<String> path = new ArrayList<>(List.of("input"));
    path.addAll(List.of(place));
    return new RefusedException(
        List.of(new UserError(UserErrorCode.INVALID_INPUT, message, path, null, null)));
  }

  private static AuditEvent event(StoredQuote quote) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    after.put("quoteId", quote.id());
    after.put("extractionId", quote.extractionId());
    after.put("cancelledOn", quote.cancelledOn());
    after.put("reason", quote.reason());
    after.put("amount", quote.amount());
    after.put("lawVersion", quote.lawVersion());
    return AuditEvent.ofContract(
        Contract.SUBJECT,
        quote.contractId(),
        AuditAction.QUOTE_REFUND,
        quote.contractId(),
        null,
        after);
  }
}
