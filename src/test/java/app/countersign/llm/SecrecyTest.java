package app.countersign.llm;

import static app.countersign.llm.ModelDesk.KEY;
import static app.countersign.llm.ModelDesk.LONG;
import static app.countersign.llm.ModelServer.cut;
import static app.countersign.llm.ModelServer.events;
import static app.countersign.llm.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class SecrecyTest {
  private static final String QUESTION = "Has Ms Confidential paid?";
  private static final String ANSWER = "Ms Confidential owes 12.";

  private final ModelServer server = new ModelServer();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void neitherLogsNorErrorsHoldAKeyAQuestionOrAnAnswer(Wire wire) {
    String echo = "wrong key " + KEY + " for " + QUESTION;
    List<ModelServer.Reply> replies =
        List.of(
            json(400, wire.error("invalid_request_error", echo)),
            json(401, wire.error(KEY, echo)),
            json(429, wire.error("rate_limit_error", echo), "Retry-After", "99"),
            json(500, echo),
            json(200, "{\"content\":\"" + ANSWER),
            json(200, wire.tool("unknown", "{\"a\":\"" + ANSWER + "\"}")),
            events("event: content_block_delta\ndata: {\"" + ANSWER),
            cut());
    List<String> said = new ArrayList<>();
    try (ModelDesk desk = ModelDesk.over(wire, server)) {
      ModelRequest request = ModelRequest.of("Rules.", most -> QUESTION);
      for (ModelServer.Reply reply : replies) {
        server.always(reply);
        said.add(told(() -> desk.models().answer(request, LONG)));
        said.add(told(() -> desk.models().stream(request, LONG, words -> {})));
      }
    }
    log.list.forEach(
        event ->
            said.add(
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()))));

    assertThat(said)
        .hasSizeGreaterThanOrEqualTo(2 * replies.size())
        .noneMatch(text -> text.contains("4711"))
        .noneMatch(text -> text.contains("Confidential"));
  }

  private static String told(Runnable call) {
    ModelException failure = catchThrowableOfType(ModelException.class, call::run);
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return failure.failures() + trace.toString();
  }
}
