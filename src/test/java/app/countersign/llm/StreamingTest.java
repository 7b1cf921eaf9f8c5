package app.countersign.llm;

import static app.countersign.llm.ModelDesk.LONG;
import static app.countersign.llm.ModelServer.events;
import static app.countersign.llm.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StreamingTest {
  private static final ModelRequest QUESTION = ModelRequest.of("Rules.", most -> "How many?");
  private static final String[] OPENAI_WORDS = {
    openAi("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
    openAi("{\"content\":\"Twelve\"}", "null"),
    openAi("{\"content\":\" or so.\"}", "null")
  };
  private static final String[] OPENAI_END = {
    openAi("{}", "\"stop\""),
    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"model-2026-01\",\"choices\":[],\"usage\":{\"prompt_tokens\":1000,"
        + "\"completion_tokens\":200,\"total_tokens\":1200}}",
    "data: [DONE]"
  };
  private static final String[] ANTHROPIC_WORDS = {
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\","
        + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"model-2026-01\",\"content\":[],"
        + "\"stop_reason\":null,\"usage\":{\"input_tokens\":1000,\"output_tokens\":1}}}",
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
        + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
    "event: ping\ndata: {\"type\":\"ping\"}",
    anthropic("Twelve"),
    anthropic(" or so.")
  };
  private static final String[] ANTHROPIC_END = {
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}",
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
        + "\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":200}}",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}"
  };

  private final ModelServer server = new ModelServer();
  private final ModelServer other = new ModelServer();
  private final ModelDesk desk = new ModelDesk();
  private final List<String> words = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    desk.close();
    server.close();
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void wordsComeInOrderAndTheAnswerSaysWhatItTook(Wire wire) {
    desk.with(wire, server);
    server.then(wire == Wire.BEDROCK ? json(200, wire.text("Twelve or so.")) : whole(wire));

    ModelAnswer answer = stream(words::add);

    assertThat(words)
        .isEqualTo(wire == Wire.BEDROCK ? List.of("Twelve or so.") : List.of("Twelve", " or so."));
    assertThat(answer.text()).isEqualTo("Twelve or so.");
    assertThat(answer.isCutShort()).isFalse();
    assertThat(answer.use().promptTokens()).isEqualTo(1000);
    assertThat(answer.use().completionTokens()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BEDROCK")
  void aFailureBeforeTheFirstWordIsTriedAgainAndThenElsewhere(Wire wire) {
    Wire next = wire == Wire.OPENAI ? Wire.ANTHROPIC : Wire.OPENAI;
    desk.with(wire, server).with(next, other).order(wire.provider(), next.provider());
    server.always(json(529, wire.error("overloaded_error", "busy")));
    other.then(whole(next));

    ModelAnswer answer = stream(words::add);

    assertThat(server.asked()).hasSize(3);
    assertThat(answer.use().provider()).isEqualTo(next.provider());
    assertThat(String.join("", words)).isEqualTo("Twelve or so.");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BEDROCK")
  void aStreamThatIsCutAfterAWordIsNotBegunAgain(Wire wire) {
    desk.with(wire, server).with(Wire.BEDROCK, other);
    server.always(events(wire == Wire.OPENAI ? OPENAI_WORDS : ANTHROPIC_WORDS));

    ModelException failure = failure(LONG);

    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure.failures())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.detail()).isEqualTo("the connection failed, after the first words"));
    assertThat(words).containsExactly("Twelve", " or so.");
    assertThat(server.asked()).hasSize(1);
    assertThat(other.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BEDROCK")
  void aStreamThatFallsSilentEndsAtTheDeadline(Wire wire) {
    desk.with(wire, server).deadline(Duration.ofMillis(700));
    server.always(server.eventsThenSilence(wire == Wire.OPENAI ? OPENAI_WORDS : ANTHROPIC_WORDS));
    desk.models();

    long start = System.nanoTime();
    ModelException failure = failure(LONG);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(took).isBetween(Duration.ofMillis(700), Duration.ofMillis(770));
    assertThat(words).containsExactly("Twelve", " or so.");
  }

  @Test
  void anErrorInTheStreamBeforeTheFirstWordIsTriedAgain() {
    desk.with(Wire.ANTHROPIC, server);
    server
        .then(
            events(
                ANTHROPIC_WORDS[0],
                "event: error\ndata: {\"type\":\"error\",\"error\":"
                    + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"))
        .then(whole(Wire.ANTHROPIC));

    ModelAnswer answer = stream(words::add);

    assertThat(answer.text()).isEqualTo("Twelve or so.");
    assertThat(answer.use().attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BEDROCK")
  void anEventThatCannotBeReadEndsTheAnswer(Wire wire) {
    desk.with(wire, server);
    String[] begun = wire == Wire.OPENAI ? OPENAI_WORDS : ANTHROPIC_WORDS;
    server.always(
        events(
            Stream.concat(
                    Arrays.stream(begun), Stream.of("event: content_block_delta\ndata: {\"ty"))
                .toArray(String[]::new)));

    ModelException failure = failure(LONG);

    assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheTakerThrowsEndsTheCallAndIsThrown(Wire wire) {
    desk.with(wire, server);
    server.always(wire == Wire.BEDROCK ? json(200, wire.text("Twelve.")) : whole(wire));
    RuntimeException gone = new IllegalStateException("the reader has gone");

    assertThatThrownBy(
            () ->
                stream(
                    part -> {
                      words.add(part);
                      throw gone;
                    }))
        .isSameAs(gone);

    assertThat(words).hasSize(1);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aFormIsNotStreamed() {
    ModelRequest form =
        QUESTION.answeredAs(new StructuredAnswer("t", "T.", Wire.read("{}"), answer -> null));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> desk.models().stream(form, LONG, words::add));
  }

  private ModelAnswer stream(Consumer<String> taker) {
    return desk.models().stream(QUESTION, LONG, taker);
  }

  private ModelException failure(Duration budget) {
    return catchThrowableOfType(
        ModelException.class, () -> desk.models().stream(QUESTION, budget, words::add));
  }

  private static ModelServer.Reply whole(Wire wire) {
    String[] begin = wire == Wire.OPENAI ? OPENAI_WORDS : ANTHROPIC_WORDS;
    String[] end = wire == Wire.OPENAI ? OPENAI_END : ANTHROPIC_END;
    return events(Stream.concat(Arrays.stream(begin), Arrays.stream(end)).toArray(String[]::new));
  }

  private static String openAi(String delta, String finish) {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"model-2026-01\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}";
  }

  private static String anthropic(String words) {
    return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
        + "\"delta\":{\"type\":\"text_delta\",\"text\":"
        + Wire.quoted(words)
        + "}}";
  }
}
