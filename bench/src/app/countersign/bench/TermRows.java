package app.countersign.bench;

import app.countersign.bench.Report.Row;
import app.countersign.bench.Report.Target.Figure;
import app.countersign.document.DocumentText;
import app.countersign.extraction.Reading;
import app.countersign.extraction.rules.RuleBasedReader;
import app.countersign.money.Money;
import app.countersign.refund.CancellationReason;
import app.countersign.refund.ProductKind;
import app.countersign.refund.RefundEngine;
import app.countersign.refund.RefundLaw;
import app.countersign.refund.RefundRequest;
import app.countersign.refund.RefundTerms;
import app.countersign.sample.SampleContract;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reading terms, submitting them, and quoting refunds of them. */
final class TermRows {
  private static final int READINGS = 300;
  private static final int SUBMISSIONS = 1_000;
  private static final int SUBMITTED_TO_WARM_UP = 20;
  private static final int QUOTES_ALONE = 20_000;
  private static final double READING = 200;
  private static final double COMPUTING = 1;
  private static final String SUBMITTED = "{\"status\":\"APPROVED\",\"notes\":null}";

  private final Scene scene;
  private final RuleBasedReader reader = new RuleBasedReader();
  private final RefundLaw law;

  TermRows(Scene scene) {
    this.scene = scene;
    this.law = scene.server().bean(RefundLaw.class);
  }

  void measure() throws Exception {
    scene
        .report()
        .add(
            Row.of(
                    "extractContract by rules, 30 pages, forced",
                    Stopwatch.time(
                        READINGS,
                        _ ->
                            scene
                                .client()
                                .ask(Operations.EXTRACT, Operations.extract(BenchData.LONG_TEXT))))
                .taking(
                    scene
                        .inProcess()
                        .statements(Operations.EXTRACT, Operations.extract(BenchData.LONG_TEXT))
                        .size())
                .within(Figure.P95, READING));
    scene
        .report()
        .add(
            Row.of("the reading alone, 30 pages", Stopwatch.time(READINGS, _ -> read()))
                .within(Figure.P95, READING));
    submissions();
    quotes();
  }

  /** One reading of the thirty pages, nothing kept from the one before. */
  void read() {
    SampleContract sample = scene.data().thirtyPages();
    Reading reading = reader.read(DocumentText.of(sample.text().content()), sample.jurisdiction());
    if (reading.refundMethod().value() == null) {
      throw new IllegalStateException("the refund method was not found");
    }
  }

  /** One refund computed, of one of several methods. */
  void compute(int index) {
    RefundMethod[] methods = {
      RefundMethod.PRO_RATA_DAILY, RefundMethod.PRO_RATA_MONTHLY, RefundMethod.RULE_OF_78
    };
    LocalDate begin = LocalDate.of(2023, 1, 1).plusDays(index % 300);
    RefundTerms terms =
        new RefundTerms(
            new Money(BigDecimal.valueOf(50_000 + index % 100_000, 2), "USD"),
            begin,
            begin,
            null,
            60,
            ProductKind.ofContractType("GAP"),
            methods[index % methods.length],
            null,
            null,
            List.of("US-TX", "US-CA", "US-MN").get(index / 7 % 3),
            null,
            null,
            RefundTerms.Conventions.SILENT,
            null);
    LocalDate end = begin.plusDays(40 + index % 1_000);
    RefundEngine.quote(terms, RefundRequest.of(end, CancellationReason.CUSTOMER_REQUEST, end), law);
  }

  private void submissions() throws Exception {
    List<String> statements =
        scene.inProcess().statements(Operations.SUBMIT, Operations.submit(scene.newReading()));
    for (int callers : new int[] {1, scene.options().clients()}) {
      Sample own =
          Stopwatch.time(
              callers,
              SUBMISSIONS,
              _ ->
                  _ ->
                      scene.client().ask(Operations.SUBMIT, Operations.submit(scene.newReading())));
      Sample plain =
          Replays.timed(
              scene,
              callers,
              SUBMISSIONS,
              SUBMITTED_TO_WARM_UP,
              statements,
              _ -> submitValues(statements));
      scene
          .report()
          .add(
              Row.of("submitExtraction, %d caller(s)".formatted(callers), own)
                  .beside(plain)
                  .taking(statements.size()));
    }
  }

  private List<Object[]> submitValues(List<String> statements) {
    int number = scene.newReading();
    List<Object[]> values = new ArrayList<>();
    for (String statement : statements) {
      values.add(submitValues(statement, number));
    }
    return values;
  }

  private Object[] submitValues(String statement, int number) {
    UUID extraction = BenchData.extraction(number);
    String contract = BenchData.contract(number);
    if (statement.startsWith("UPDATE extraction")) {
      return new Object[] {
        new BigDecimal("1150.00"),
        "USD",
        "PRO_RATA_DAILY",
        null,
        null,
        OffsetDateTime.now(ZoneOffset.UTC),
        scene.inProcess().actor().id(),
        extraction,
        1
      };
    }
    if (statement.startsWith("INSERT INTO audit_entry")) {
      return scene.entry(
          "Extraction",
          extraction.toString(),
          "SUBMIT",
          contract,
          "{\"status\":\"PENDING\"}",
          SUBMITTED);
    }
    if (statement.contains("pg_notify")) {
      return new Object[] {"bench", "extraction:" + extraction};
    }
    return statement.contains("e.id = ?") ? new Object[] {extraction} : new Object[] {contract};
  }

  private void quotes() throws Exception {
    Stopwatch.time(QUOTES_ALONE, this::compute);
    Sample alone = Stopwatch.time(QUOTES_ALONE, this::compute);
    scene
        .report()
        .add(Row.of("the refund computed alone (mean)", alone).within(Figure.MEAN, COMPUTING));
    scene
        .report()
        .add(Row.of("the refund computed alone (p99)", alone).within(Figure.P99, COMPUTING));
    int submitted = scene.submitted();
    scene
        .report()
        .add(
            Row.of(
                    "quoteRefund",
                    Stopwatch.time(
                        scene.options().samples(),
                        index ->
                            scene
                                .client()
                                .ask(Operations.QUOTE, Operations.quote(1 + index % submitted))))
                .taking(
                    scene.inProcess().statements(Operations.QUOTE, Operations.quote(1)).size()));
  }
}
