package app.countersign.warehouse;

import static app.countersign.remote.FakeService.cut;
import static app.countersign.remote.FakeService.json;
import static app.countersign.remote.FakeService.packed;
import static app.countersign.remote.FakeService.with;
import static app.countersign.warehouse.WarehouseFixture.column;
import static app.countersign.warehouse.WarehouseFixture.result;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.insight.DatedFinding;
import app.countersign.insight.Finding;
import app.countersign.insight.InsightFigure;
import app.countersign.insight.InsightKind;
import app.countersign.insight.InsightPeriod;
import app.countersign.insight.InsightSeverity;
import app.countersign.insight.OutsideAnswer;
import app.countersign.money.Money;
import app.countersign.platform.db.Json;
import app.countersign.remote.FakeService;
import app.countersign.remote.MovedClock;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A warehouse that speaks the SQL API, well or not. */
@Timeout(30)
class WarehouseInsightsTest {
  private static final UUID PERSON = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String QUERY = "SELECT * FROM top_merchant WHERE person = ?";
  private static final String COLUMNS =
      String.join(
          ",",
          column("TITLE", "text"),
          column("text", "TEXT"),
          column("DATA_AS_OF", "date"),
          column("CURRENCY", "text"),
          column("SUBJECT", "text"),
          column("SEVERITY", "text"),
          column("AMOUNT_TOTAL_SPENT", "fixed"),
          column("COUNT_ORDERS", "fixed"),
          column("PERCENT_SHARE", "real"),
          column("PERIOD_FROM", "date"),
          column("PERIOD_TO", "date"),
          column("LOADED_AT", "timestamp_ltz"));

  /** 20,513 days after 1970 is 1 March 2026. */
  private static final String ROW =
      """
      ["Most at Aldi", "You spent most at Aldi.", "20513", "USD", "Aldi", "notice", "40.125", "3",
       "12.5", "20483", "20512", "1772000000.123456789"]
      """;

  private static final InsightPeriod FEBRUARY =
      new InsightPeriod(LocalDate.of(2026, 1, 30), LocalDate.of(2026, 2, 28));
  private static final DatedFinding FOUND =
      new DatedFinding(
          new Finding(
              InsightKind.TOP_MERCHANT,
              InsightSeverity.NOTICE,
              "Aldi",
              "USD",
              "Aldi",
              "Most at Aldi",
              "You spent most at Aldi.",
              List.of(
                  InsightFigure.amount(
                      "totalSpent", new Money(new BigDecimal("40.13"), "USD"), FEBRUARY),
                  InsightFigure.count("orders", 3, FEBRUARY),
                  InsightFigure.percent("share", new BigDecimal("12.50"), FEBRUARY))),
          LocalDate.of(2026, 3, 1));

  private final MovedClock clock = new MovedClock(NOW);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private FakeService service;
  private WarehouseInsights warehouse;

  @BeforeEach
  void start() throws Exception {
    service = new FakeService();
    warehouse = warehouse(Map.of("top-merchant", QUERY));
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("app.countersign");
    logger.setLevel(Level.ALL);
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    Logger logger = (Logger) LoggerFactory.getLogger("app.countersign");
    logger.detachAppender(log);
    logger.setLevel(null);
    warehouse.close();
    service.close();
    assertThat(log.list)
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage())
                    .doesNotContain(PERSON.toString(), "Bearer", "PRIVATE", "Aldi"));
  }

  private WarehouseInsights warehouse(Map<String, String> queries) {
    return new WarehouseInsights(
        WarehouseFixture.configuration(service, queries), meters, clock, clock);
  }

  private OutsideAnswer ask() {
    return warehouse.of(PERSON);
  }

  private double counted(String meter, String outcome) {
    return meters.get(meter).tag("outcome", outcome).counter().count();
  }

  @Test
  void aRowBecomesAFindingWithItsFigures() throws Exception {
    service.always(json(200, result(1, COLUMNS, ROW)));

    OutsideAnswer answer = ask();

    assertThat(answer.kinds()).containsExactly(InsightKind.TOP_MERCHANT);
    assertThat(answer.findings()).containsExactly(FOUND);
    FakeService.Question question = service.questions().getFirst();
    assertThat(question.method()).isEqualTo("POST");
    assertThat(question.uri()).matches("/api/v2/statements\\?requestId=[0-9a-f-]{36}&retry=false");
    assertThat(question.headers())
        .containsEntry("x-snowflake-authorization-token-type", "KEYPAIR_JWT")
        .containsEntry("content-type", "application/json")
        .containsEntry("user-agent", "countersign/1.0");
    JsonNode body = Json.mapper().readTree(question.body());
    assertThat(body)
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"statement": "SELECT * FROM top_merchant WHERE person = ?", "timeout": 30,
                     "database": "SPENDING", "schema": "PUBLIC", "warehouse": "SMALL",
                     "bindings": {"1": {"type": "TEXT",
                       "value": "00000000-0000-0001-0000-000000000002"}}}
                    """));
  }

  @Test
  void whoAsksIsKnownByAKeyPair() throws Exception {
    service.always(json(200, result(1, COLUMNS, "")));
    ask();
    clock.set(NOW.plus(Duration.ofMinutes(49)));
    ask();
    clock.set(NOW.plus(Duration.ofMinutes(50)));
    ask();

    List<String> tokens =
        service.questions().stream()
            .map(question -> question.headers().getOrDefault("authorization", "").substring(7))
            .toList();
    SignedJWT token = SignedJWT.parse(tokens.getFirst());
    String fingerprint =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(WarehouseFixture.KEYS.getPublic().getEncoded()));
    assertThat(token.verify(new RSASSAVerifier((RSAPublicKey) WarehouseFixture.KEYS.getPublic())))
        .isTrue();
    assertThat(token.getJWTClaimsSet().getIssuer())
        .isEqualTo("MY-ACCOUNT.READER.SHA256:" + fingerprint);
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("MY-ACCOUNT.READER");
    assertThat(token.getJWTClaimsSet().getIssueTime()).isEqualTo(NOW);
    assertThat(token.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(NOW.plus(Duration.ofMinutes(55)));
    assertThat(tokens.get(1)).isEqualTo(tokens.getFirst());
    assertThat(tokens.get(2)).isNotEqualTo(tokens.getFirst());
  }

  @Test
  void aStatementThatIsStillRunningIsLookedAtUntilItIsOver() {
    String running = "{\"code\": \"333334\", \"statementHandle\": \"01b2-77\"}";
    service.then(json(202, running), json(202, running), packed(200, result(1, COLUMNS, ROW)));

    assertThat(ask().findings()).containsExactly(FOUND);
    assertThat(service.questions())
        .extracting(question -> question.method() + " " + question.uri().replaceAll("\\?.*", ""))
        .containsExactly(
            "POST /api/v2/statements",
            "GET /api/v2/statements/01b2-77",
            "GET /api/v2/statements/01b2-77");
  }

  @Test
  void aStatementThatRunsForTooLongIsCancelled() {
    service.always(json(202, "{\"statementHandle\": \"01b2-77\"}"));
    warehouse.close();
    WarehouseConfiguration patient = WarehouseFixture.configuration(service, Map.of());
    warehouse =
        new WarehouseInsights(
            new WarehouseConfiguration(
                patient.url(),
                patient.account(),
                patient.user(),
                patient.privateKey(),
                null,
                null,
                null,
                null,
                Map.of("warning", QUERY),
                patient.timeout(),
                patient.statementTimeout(),
                Duration.ofMillis(300),
                1,
                Duration.ZERO,
                Duration.ofMillis(50)),
            meters,
            clock,
            clock);

    OutsideAnswer answer = ask();

    assertThat(answer.kinds()).isEmpty();
    assertThat(counted("warehouse.statements", "timeout")).isEqualTo(1);
    assertThat(service.questions().getLast().uri()).isEqualTo("/api/v2/statements/01b2-77/cancel");
    assertThat(service.questions().getLast().method()).isEqualTo("POST");
  }

  @Test
  void everyPartitionIsRead() {
    service.then(
        json(200, result(3, COLUMNS, ROW)),
        packed(200, "{\"data\": [%s]}".formatted(ROW.replace("Aldi", "Lidl"))),
        packed(200, "{\"data\": [%s]}".formatted(ROW.replace("Aldi", "Rewe"))));

    assertThat(ask().findings())
        .extracting(dated -> dated.finding().subject())
        .containsExactly("Aldi", "Lidl", "Rewe");
    assertThat(service.questions().get(2).uri())
        .isEqualTo("/api/v2/statements/01b2-77?partition=2");
  }

  @Test
  void halfAResultIsNone() {
    service.then(json(200, result(2, COLUMNS, ROW)), json(404, "{}"));

    assertThat(ask()).isEqualTo(new OutsideAnswer(java.util.Set.of(), List.of()));
    assertThat(counted("warehouse.statements", "partition")).isEqualTo(1);
  }

  @Test
  void rowsThatAreNoneAreSkippedAndCounted() {
    String nullTitle = ROW.replace("\"Most at Aldi\"", "null");
    String tomorrow = ROW.replace("20513", "20515");
    String wordForNumber = ROW.replace("40.125", "much");
    String fraction = ROW.replace("\"3\"", "\"3.5\"");
    String noCurrency = ROW.replace("\"USD\"", "null");
    String strangeCurrency = ROW.replace("\"USD\"", "\"XQZ\"");
    String strangeSeverity = ROW.replace("\"notice\"", "\"loud\"");
    String backwards = ROW.replace("20483", "20513");
    String huge = ROW.replace("40.125", "1e999999999");
    String tooShort = "[\"a\"]";
    String noRow = "{}";
    service.always(
        json(
            200,
            result(
                1,
                COLUMNS,
                String.join(
                    ",",
                    ROW,
                    nullTitle,
                    tomorrow,
                    wordForNumber,
                    fraction,
                    noCurrency,
                    strangeCurrency,
                    strangeSeverity,
                    backwards,
                    huge,
                    tooShort,
                    noRow))));

    OutsideAnswer answer = ask();

    assertThat(answer.kinds()).hasSize(1);
    assertThat(answer.findings()).containsExactly(FOUND);
    assertThat(counted("warehouse.rows", "skipped")).isEqualTo(11);
    assertThat(counted("warehouse.rows", "read")).isEqualTo(1);
  }

  @Test
  void whatIsNullIsLeftOut() {
    service.always(
        json(
            200,
            result(
                1,
                COLUMNS,
                """
                ["Title", "Text", "20513", null, null, null, null, "3", null, null, "20512", null]
                """)));

    Finding finding = ask().findings().getFirst().finding();

    assertThat(finding.severity()).isEqualTo(InsightSeverity.INFO);
    assertThat(finding.topic()).isEmpty();
    assertThat(finding.currency()).isNull();
    assertThat(finding.figures()).containsExactly(InsightFigure.count("orders", 3, null));
  }

  @Test
  void aColumnOfAnotherTypeIsNotTaken() {
    String columns =
        COLUMNS.replace("\"DATA_AS_OF\", \"type\": \"date\"", "\"DATA_AS_OF\", \"type\": \"text\"");
    service.always(json(200, result(1, columns, ROW)));

    assertThat(ask().findings()).isEmpty();
    assertThat(counted("warehouse.rows", "skipped")).isEqualTo(1);
  }

  @Test
  void oneKindThatFailsLeavesTheOthers() {
    warehouse.close();
    warehouse = warehouse(Map.of("top-merchant", QUERY, "warning", "SELECT ? AS x"));
    service.then(
        json(422, "{\"code\": \"002003\", \"message\": \"Object does not exist: Aldi\"}"),
        json(200, result(1, COLUMNS, ROW)));

    OutsideAnswer answer = ask();

    assertThat(answer.kinds()).containsExactly(InsightKind.WARNING);
    assertThat(answer.findings()).hasSize(1);
    assertThat(counted("warehouse.statements", "statement_failed")).isEqualTo(1);
    assertThat(counted("warehouse.statements", "answered")).isEqualTo(1);
  }

  @Test
  void aTroubledWarehouseIsAskedAgainWithTheSameRequest() {
    service.then(
        with("Retry-After", "0", json(429, "{}")), cut(), json(200, result(1, COLUMNS, ROW)));

    assertThat(ask().findings()).containsExactly(FOUND);
    List<String> uris =
        service.questions().stream().map(FakeService.Question::uri).distinct().toList();
    assertThat(uris).hasSize(2);
    assertThat(uris.get(1)).isEqualTo(uris.get(0).replace("retry=false", "retry=true"));
  }

  @Test
  void aWarehouseThatIsDownTellsNothingAndIsLeftAlone() {
    service.always(json(503, "{}"));

    for (int number = 0; number < 6; number++) {
      assertThat(ask().kinds()).isEmpty();
    }
    assertThat(service.questions()).hasSize(15);
    assertThat(counted("warehouse.statements", "failed")).isEqualTo(5);
    assertThat(counted("warehouse.statements", "left_alone")).isEqualTo(1);
  }

  @Test
  void answersThatAreNoneAreRefused() {
    service.then(
        json(200, "no json"),
        json(200, "{\"data\": []}"),
        json(200, "{\"resultSetMetaData\": {\"rowType\": []}}"),
        json(202, "{\"statementHandle\": \"../other\"}"),
        json(202, "no json"),
        json(401, "{\"code\": \"390144\"}"),
        json(302, ""));

    for (int number = 0; number < 7; number++) {
      assertThat(ask().kinds()).isEmpty();
    }
    assertThat(counted("warehouse.statements", "malformed")).isEqualTo(5);
    assertThat(counted("warehouse.statements", "not_allowed")).isEqualTo(1);
    assertThat(counted("warehouse.statements", "refused")).isEqualTo(1);
  }

  @Test
  void noMoreThanFiftyFindingsAreTakenOfOneKind() {
    String rows = String.join(",", java.util.Collections.nCopies(51, ROW));
    service.always(json(200, result(1, COLUMNS, rows)));

    assertThat(ask().findings()).hasSize(50);
    assertThat(counted("warehouse.rows", "skipped")).isEqualTo(1);
  }
}
