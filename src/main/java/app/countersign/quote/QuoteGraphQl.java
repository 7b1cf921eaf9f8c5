package app.countersign.quote;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.extraction.ExtractionRepository;
import app.countersign.identity.Operators;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import app.countersign.refund.RefundComputation;
import app.countersign.refund.RefundLaw;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refund quotes, comparisons, schedules and rules in the schema. */
@Singleton
class QuoteGraphQl implements GraphQlModule {
  private final QuoteDesk desk;
  private final QuoteRepository quotes;
  private final RefundFigures figures;
  private final RefundLaw law;
  private final ContractRepository contracts;
  private final ExtractionRepository extractions;
  private final Operators operators;

  QuoteGraphQl(
      QuoteDesk desk,
      QuoteRepository quotes,
      RefundFigures figures,
      RefundLaw law,
      ContractRepository contracts,
      ExtractionRepository extractions,
      Operators operators) {
    this.desk = desk;
    this.quotes = quotes;
    this.figures = figures;
    this.law = law;
    this.contracts = contracts;
    this.extractions = extractions;
    this.operators = operators;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("RefundQuote", StoredQuote.class)
        .batchedNullable("contract", StoredQuote::contractId, contracts::byIds)
        .batchedNullable("extraction", StoredQuote::extractionId, extractions::byIds)
        .batchedNullable("quotedBy", StoredQuote::quotedBy, operators::byIds);
    wiring
        .type("Contract", Contract.class)
        .batchedConnection(
            "refundQuotes",
            Contract::id,
            (ids, page, call) -> Connection.ofAll(quotes.pagesByContract(ids, page)));
    wiring
        .type("RefundComputation", RefundComputation.class)
        .field("dayCountConvention", (computation, call) -> computation.dayCount());
    wiring.type("RefundRule", RuleView.class);
    wiring.type("RefundComparison", RefundFigures.Comparison.class);
    wiring.type("RefundSchedule", RefundFigures.Schedule.class);
    wiring
        .nullableQuery("refundQuote", this::quote)
        .nullableQuery("compareRefunds", this::compare)
        .nullableQuery(
            "refundSchedule",
            call ->
                figures.schedule(
                    call.text("contractId"),
                    call.list("formulas", RefundComputation.Formula.class)))
        .query("refundRules", this::rules);
    wiring.mutation(
        "quoteRefund",
        QuoteRefundInput.class,
        QuoteRefundPayload.class,
        (actor, input) -> QuoteRefundPayload.done(desk.quote(actor, input)),
        QuoteRefundPayload::refused);
    wiring.nodes("RefundQuote", StoredQuote.class, Role.ANALYST, quotes::byIds);
  }

  private @Nullable StoredQuote quote(Call call) {
    UUID id = call.id("id");
    return id == null ? null : quotes.byIds(Set.of(id)).get(id);
  }

  private RefundFigures.@Nullable Comparison compare(Call call) {
    return figures.compare(
        call.text("contractId"),
        call.require("cancelledOn", LocalDate.class),
        call.argument("odometer", Integer.class));
  }

  private List<RuleView> rules(Call call) {
    String place = call.argument("jurisdiction", String.class);
    return law.rules().stream()
        .map(RuleView::of)
        .filter(
            rule ->
                place == null
                    || rule.jurisdiction().equals("US")
                    || rule.jurisdiction().equals(place))
        .toList();
  }
}
