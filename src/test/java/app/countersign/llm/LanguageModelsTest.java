package app.countersign.llm;

import static app.countersign.llm.ModelDesk.LONG;
import static app.countersign.llm.ModelServer.cut;
import static app.countersign.llm.ModelServer.cutInTheMiddle;
import static app.countersign.llm.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullMarked
class LanguageModelsTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"total":{"type":["string","null"],"description":"The sum."}},
       "required":["total"]}
      """;
  private static final StructuredAnswer FORM =
      new StructuredAnswer(
          "report_total",
          "Reports the total.",
          Wire.read(SCHEMA),
          answer -> answer.has("total") ? null : "total is missing");
  private static final ModelRequest QUESTION =
      ModelRequest.of("Follow the rules.", most -> "What is the total?")
          .answeredAs(FORM)
          .tuned(300, 0.1);
  private static final String GOOD = "{\"total\":\"12.50\"}";

  private final ModelServer server = new ModelServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aFormIsAskedForByAForcedToolAndReadBack(Wire wire) {
    server.then(json(200, wire.tool("report_total", GOOD)));

    ModelAnswer answer = answer(wire);

    JsonNode request = Wire.read(server.asked().getFirst().body());
    assertThat(answer.json()).isEqualTo(Wire.read(GOOD));
    assertThat(answer.text()).isEmpty();
    assertThat(server.asked().getFirst().path()).isEqualTo(wire.path());
    assertThat(wire.system(request)).isEqualTo("Follow the rules.");
    assertThat(wire.lastUser(request)).isEqualTo("What is the total?");
    assertThat(wire.forcedTool(request)).isEqualTo("report_total");
    assertThat(wire.schema(request)).isEqualTo(Wire.read(SCHEMA));
    assertThat(wire.maxTokens(request)).isEqualTo(300);
    assertThat(wire.temperature(request)).isEqualTo(0.1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerSaysWhatItTook(Wire wire) {
    server.then(json(200, wire.tool("report_total", GOOD)));

    ModelUse use = answer(wire).use();

    Map<Wire, String> costs =
        Map.of(Wire.OPENAI, "0.003600", Wire.ANTHROPIC, "0.006000", Wire.BEDROCK, "0.002000");
    assertThat(use.provider()).isEqualTo(wire.provider());
    assertThat(use.model()).isEqualTo(wire == Wire.BEDROCK ? "some.model-v1:0" : "model-2026-01");
    assertThat(use.promptTokens()).isEqualTo(1000);
    assertThat(use.completionTokens()).isEqualTo(200);
    assertThat(use.costUsd()).isEqualTo(new BigDecimal(costs.get(wire)));
    assertThat(use.attempts()).isEqualTo(1);
    assertThat(use.duration()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void wordsAreAnsweredWithoutATool(Wire wire) {
    server.then(json(200, wire.text("Twelve.")));
    ModelRequest question =
        ModelRequest.of("Rules.", most -> "And now?")
            .after(
                List.of(
                    new ModelRequest.Turn(ModelRequest.Speaker.USER, "How many?"),
                    new ModelRequest.Turn(ModelRequest.Speaker.ASSISTANT, "Eleven.")));

    ModelAnswer answer;
    try (ModelDesk desk = ModelDesk.over(wire, server)) {
      answer = desk.models().answer(question, LONG);
    }

    JsonNode request = Wire.read(server.asked().getFirst().body());
    assertThat(answer.text()).isEqualTo("Twelve.");
    assertThat(answer.json().isMissingNode()).isTrue();
    assertThat(wire.lastUser(request)).isEqualTo("And now?");
    assertThat(wire.forcedTool(request)).isEmpty();
    assertThat(wire.maxTokens(request)).isEqualTo(4000);
    assertThat(request.toString()).contains("How many?").contains("Eleven.");
  }

  @ParameterizedTest
  @EnumSource
  void theDeadlineIsKeptWhenNobodyAnswers(Wire wire) {
    server.then(json(200, wire.tool("report_total", GOOD))).always(server.never());
    try (ModelDesk desk = ModelDesk.over(wire, server).deadline(Duration.ofSeconds(1))) {
      desk.models().answer(QUESTION, LONG);

      long start = System.nanoTime();
      ModelException failure = failure(desk, Duration.ofMinutes(1));
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(took).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1100));
      assertThat(server.asked()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatFailsIsAskedThreeTimes(Wire wire) {
    server.always(json(500, wire.error("server_error", "out of order")));

    ModelException failure = failure(wire);

    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(server.asked()).hasSize(3);
    assertThat(failure.failures())
        .singleElement()
        .satisfies(one -> assertThat(one.detail()).startsWith("status 500"));
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerAfterFailuresCounts(Wire wire) {
    server
        .then(json(503, wire.error("overloaded", "busy")))
        .then(json(500, "not even JSON"))
        .then(json(200, wire.tool("report_total", GOOD)));

    ModelAnswer answer = answer(wire);

    assertThat(answer.json()).isEqualTo(Wire.read(GOOD));
    assertThat(answer.use().attempts()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void aCutConnectionIsTriedAgain(Wire wire) {
    server.then(cut()).then(cutInTheMiddle()).then(json(200, wire.tool("report_total", GOOD)));

    ModelAnswer answer = answer(wire);

    assertThat(answer.json()).isEqualTo(Wire.read(GOOD));
    assertThat(server.asked()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void aRateLimitWithoutATimeIsWaitedForTwiceThenFourTimesTheUnit(Wire wire) {
    server
        .then(json(429, wire.error("rate_limit_error", "slow down")))
        .then(json(429, wire.error("rate_limit_error", "slow down")))
        .then(json(200, wire.tool("report_total", GOOD)));
    try (ModelDesk desk = ModelDesk.over(wire, server).retryWait(Duration.ofMillis(50))) {

      ModelAnswer answer = desk.models().answer(QUESTION, LONG);

      assertThat(answer.use().attempts()).isEqualTo(3);
      assertThat(answer.use().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRateLimitWithATimeThatFitsIsWaitedFor(Wire wire) {
    server
        .then(json(429, wire.error("rate_limit_error", "slow down"), "Retry-After", "0.3"))
        .then(json(200, wire.tool("report_total", GOOD)));
    try (ModelDesk desk = ModelDesk.over(wire, server).retryWait(Duration.ofMinutes(1))) {

      ModelAnswer answer = desk.models().answer(QUESTION, LONG);

      assertThat(answer.use().attempts()).isEqualTo(2);
      assertThat(answer.use().duration())
          .isBetween(Duration.ofMillis(300), Duration.ofMillis(2500));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRateLimitWithATimeThatDoesNotFitEndsTheTurnAtOnce(Wire wire) {
    server.always(json(429, wire.error("rate_limit_error", "slow down"), "Retry-After", "60"));

    ModelException failure = failure(wire);

    assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatIsRefusedIsNotRepeated(Wire wire) {
    server.always(json(400, wire.error("invalid_request_error", "no such thing")));

    ModelException failure = failure(wire);

    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(server.asked()).hasSize(1);
    assertThat(failure)
        .hasMessage(
            "no language model answered: REJECTED (%s: status 400%s)",
            wire, wire == Wire.BEDROCK ? "" : " invalid_request_error");
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerOfTheWrongFormIsAskedForOnceMore(Wire wire) {
    server
        .then(json(200, wire.tool("report_total", "{\"sum\":1}")))
        .then(json(200, wire.tool("report_total", GOOD)));

    ModelAnswer answer = answer(wire);

    JsonNode second = Wire.read(server.asked().getLast().body());
    assertThat(answer.json()).isEqualTo(Wire.read(GOOD));
    assertThat(answer.use().promptTokens()).isEqualTo(2000);
    assertThat(answer.use().completionTokens()).isEqualTo(400);
    assertThat(wire.lastUser(second))
        .isEqualTo(
            "What is the total?\n\nYour last answer to this could not be used: total is missing."
                + " Answer again.");
  }

  @ParameterizedTest
  @EnumSource
  void aToolThatIsNotCalledTwiceIsMalformed(Wire wire) {
    server.always(json(200, wire.text("The total is 12.50.")));

    ModelException failure = failure(wire);

    assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
    assertThat(server.asked()).hasSize(2);
    assertThat(failure.failures().getFirst().detail())
        .isEqualTo("it does not call the tool report_total once");
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsNotJsonIsAskedForOnceMore(Wire wire) {
    server
        .then(json(200, "<html>sign in first</html>"))
        .then(json(200, wire.tool("report_total", GOOD)));

    if (wire == Wire.BEDROCK) {
      // AWS's client cannot tell an unreadable answer from a broken connection; it is repeated.
      assertThat(answer(wire).use().attempts()).isEqualTo(2);
    } else {
      assertThat(answer(wire).json()).isEqualTo(Wire.read(GOOD));
      assertThat(server.asked().getLast().body()).contains("could not be used");
    }
  }

  @Test
  void argumentsThatAreNotJsonAreMalformed() {
    server
        .then(json(200, Wire.OPENAI.tool("report_total", "{\"total\":")))
        .then(json(200, Wire.OPENAI.tool("report_total", "[1]")));

    ModelException failure = failure(Wire.OPENAI);

    assertThat(failure.failures().getFirst().detail())
        .isEqualTo("the tool's arguments are not a JSON object");
    assertThat(server.asked().getLast().body()).contains("the tool's arguments are not JSON");
  }

  @ParameterizedTest
  @EnumSource
  void anAbsentFieldIsNoFault(Wire wire) {
    server.then(json(200, wire.tool("report_total", "{\"total\":null}")));

    ModelAnswer answer = answer(wire);

    assertThat(answer.json().path("total").isNull()).isTrue();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void bedrockIsAskedWithASignature() {
    server.then(json(200, Wire.BEDROCK.tool("report_total", GOOD)));

    answer(Wire.BEDROCK);

    assertThat(server.asked().getFirst().header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/us-east-1/bedrock/aws4_request")
        .doesNotContain(ModelDesk.KEY);
  }

  @Test
  void aCutOffFormIsMalformedAndACutOffTextSaysSo() {
    String form = Wire.OPENAI.tool("report_total", GOOD).replace("tool_calls\"}]", "length\"}]");
    String text = Wire.OPENAI.text("Twelve and").replace("\"stop\"", "\"length\"");
    server.then(json(200, form)).then(json(200, form)).then(json(200, text));
    try (ModelDesk desk = ModelDesk.over(Wire.OPENAI, server)) {

      ModelException failure = failure(desk, LONG);
      ModelAnswer answer =
          desk.models().answer(ModelRequest.of("Rules.", most -> "How many?"), LONG);

      assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
      assertThat(answer.isCutShort()).isTrue();
      assertThat(answer.text()).isEqualTo("Twelve and");
    }
  }

  @Test
  void anAnswerThatTheProviderWithholdsIsRejected() {
    String withheld = Wire.OPENAI.text("Sorry").replace("\"stop\"", "\"content_filter\"");
    server.always(json(200, withheld));

    ModelException failure = failure(Wire.OPENAI);

    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(server.asked()).hasSize(1);
  }

  private ModelAnswer answer(Wire wire) {
    try (ModelDesk desk = ModelDesk.over(wire, server)) {
      return desk.models().answer(QUESTION, LONG);
    }
  }

  private ModelException failure(Wire wire) {
    try (ModelDesk desk = ModelDesk.over(wire, server)) {
      return failure(desk, LONG);
    }
  }

  private static ModelException failure(ModelDesk desk, Duration budget) {
    return catchThrowableOfType(ModelException.class, () -> desk.models().answer(QUESTION, budget));
  }
}
