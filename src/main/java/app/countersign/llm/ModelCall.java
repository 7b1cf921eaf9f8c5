package app.countersign.llm;

import app.countersign.llm.ModelException.ProviderFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question on its way: to one provider after the other until one answers. */
final class ModelCall {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCall.class);
  private static final int CHARACTERS_OF_A_TOKEN = 3;

  private final ModelRequest request;
  private final TimeLeft time;
  private final @Nullable Words words;
  private final LanguageModelSettings settings;
  private final SpendLedger spend;
  private final ModelMetrics metrics;
  private final List<ProviderFailure> failures = new ArrayList<>();
  private final CallCosts costs = new CallCosts();
  private boolean hasAskedAgain;

  ModelCall(
      ModelRequest request,
      TimeLeft time,
      @Nullable Words words,
      LanguageModelSettings settings,
      SpendLedger spend,
      ModelMetrics metrics) {
    this.request = request;
    this.time = time;
    this.words = words;
    this.settings = settings;
    this.spend = spend;
    this.metrics = metrics;
  }

  /**
   * Asks in this order.
   *
   * @throws ModelException when nobody answers
   */
  ModelAnswer ask(List<ProviderLine> lines) {
    for (ProviderLine line : lines) {
      if (time.isOver()) {
        break;
      }
      Duration before = time.elapsed();
      Provider provider = line.settings().provider();
      try {
        ModelAnswer answer = askOne(line);
        metrics.answered(provider, time.elapsed().minus(before));
        return answer;
      } catch (ModelFailure failure) {
        metrics.failed(provider, failure.kind(), time.elapsed().minus(before));
        LOG.info("{} gave no answer: {}", provider, failure.detail());
        failures.add(new ProviderFailure(provider, failure.kind(), failure.detail()));
        if (failure.kind() == FailureKind.CANCELLED || (words != null && words.hasBegun())) {
          throw new ModelException(failure.kind(), failures);
        }
      }
    }
    throw new ModelException(kind(lines), failures);
  }

  private FailureKind kind(List<ProviderLine> lines) {
    if (lines.isEmpty()) {
      return FailureKind.NOT_CONFIGURED;
    }
    return time.isOver() ? FailureKind.TIMEOUT : failures.getFirst().kind();
  }

  private ModelAnswer askOne(ProviderLine line) {
    String user = request.user().within(line.settings().maxInputCharacters());
    String fault;
    try {
      ReadReply read = replyOf(line, user);
      if (read.fault() == null) {
        return answer(line, read);
      }
      fault = read.fault();
    } catch (ModelFailure failure) {
      if (failure.kind() != FailureKind.MALFORMED) {
        throw failure;
      }
      fault = failure.detail();
    }
    if (hasAskedAgain || (words != null && words.hasBegun())) {
      throw ModelFailure.malformed(fault);
    }
    hasAskedAgain = true;
    ReadReply again = replyOf(line, again(user, fault));
    if (again.fault() != null) {
      throw ModelFailure.malformed(again.fault());
    }
    return answer(line, again);
  }

  private static String again(String user, String fault) {
    return user + "\n\nYour last answer to this could not be used: " + fault + ". Answer again.";
  }

  private ReadReply replyOf(ProviderLine line, String user) {
    ModelClient.Prompt prompt = prompt(line.settings(), user);
    ModelReply reply =
        new RetryCycle(line, settings, time).run(limit -> attempt(line, prompt, limit));
    return ReadReply.of(reply, request.structure());
  }

  private ModelClient.Prompt prompt(ProviderSettings provider, String user) {
    Double heat = request.temperature() == null ? provider.temperature() : request.temperature();
    return new ModelClient.Prompt(
        request,
        user,
        Objects.requireNonNullElse(request.maxTokens(), provider.maxOutputTokens()),
        provider.takesTemperature() ? heat : null);
  }

  private ModelReply attempt(ProviderLine line, ModelClient.Prompt prompt, Duration limit) {
    BigDecimal most = most(line.settings(), prompt);
    BigDecimal settled = most;
    spend.setAside(most);
    costs.attempted();
    try {
      String name = "llm-" + line.settings().provider().name().toLowerCase(Locale.ROOT);
      ModelReply reply = Attempt.within(limit, name, () -> line.client().ask(prompt, words));
      BigDecimal cost = line.settings().cost(reply.promptTokens(), reply.completionTokens());
      settled = cost == null ? most : cost;
      costs.replied(reply, cost);
      metrics.used(line.settings().provider(), reply, cost);
      return reply;
    } catch (ModelFailure failure) {
      settled = failure.mayHaveCost() ? most : BigDecimal.ZERO;
      throw words != null && words.hasBegun() ? failure.afterWords() : failure;
    } finally {
      spend.settle(most, settled);
    }
  }

  /** The most that an attempt may cost; the question's tokens are estimated on the high side. */
  private static BigDecimal most(ProviderSettings provider, ModelClient.Prompt prompt) {
    int characters = prompt.request().system().length() + prompt.user().length();
    for (ModelRequest.Turn turn : prompt.request().history()) {
      characters += turn.text().length();
    }
    StructuredAnswer form = prompt.request().structure();
    if (form != null) {
      characters += form.description().length() + form.schema().toString().length();
    }
    BigDecimal most = provider.cost(characters / CHARACTERS_OF_A_TOKEN + 1, prompt.maxTokens());
    return most == null ? BigDecimal.ZERO : most;
  }

  private ModelAnswer answer(ProviderLine line, ReadReply read) {
    ModelReply reply = read.reply();
    ModelUse use = costs.use(line.settings().provider(), reply.model(), time.elapsed());
    return request.structure() == null
        ? ModelAnswer.ofText(Objects.requireNonNullElse(reply.text(), ""), reply.isCutShort(), use)
        : ModelAnswer.ofJson(read.json(), use);
  }
}
