package app.countersign.demo;

import app.countersign.extraction.ExtractContractInput;
import app.countersign.extraction.Extraction;
import app.countersign.extraction.Extractions;
import app.countersign.extraction.SubmissionDesk;
import app.countersign.extraction.SubmitExtractionInput;
import app.countersign.extraction.SubmitExtractionInput.CancellationFeeInput;
import app.countersign.extraction.SubmitExtractionInput.CorrectedTermInput;
import app.countersign.extraction.SubmitExtractionInput.CorrectionInput;
import app.countersign.extraction.SubmitExtractionInput.PercentageFeeInput;
import app.countersign.extraction.TermName;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Actor;
import app.countersign.quote.QuoteDesk;
import app.countersign.quote.QuoteRefundInput;
import app.countersign.refund.CancellationReason;
import app.countersign.sample.Answer;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the sample contracts read, and plays the clerks who check them: most are submitted with what
 * the text really says, some of those get a refund quote, the others wait for whoever tries the
 * desk.
 */
@Singleton
@Requires(condition = DemoCondition.class)
final class ClerksStep implements DemoStep {
  static final int ORDER = ContractsStep.ORDER + 10;

  private static final int DAYS = 30;
  private static final int EVERY_WAITING = 3;
  private static final int EVERY_QUOTED = 2;

  private final Extractions extractions;
  private final SubmissionDesk submissions;
  private final QuoteDesk quotes;
  private final DemoOperators operators;
  private final Clock clock;

  ClerksStep(
      Extractions extractions,
      SubmissionDesk submissions,
      QuoteDesk quotes,
      DemoOperators operators,
      Clock clock) {
    this.extractions = extractions;
    this.submissions = submissions;
    this.quotes = quotes;
    this.operators = operators;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public String title() {
    return "contracts read, checked and quoted";
  }

  @Override
  public void play() {
    List<SampleContract> samples = SampleContracts.load();
    // The first is left as it came in: the tour of the product begins with it.
    for (int number = 1; number < samples.size(); number++) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      SampleContract sample = samples.get(number);
      int place = number;
      DemoClock.ago(Duration.ofDays(DAYS - number), () -> work(sample, place));
    }
  }

  private void work(SampleContract sample, int number) {
    Actor clerk = operators.actor(number % 2 == 0 ? DemoOperators.JONAS : DemoOperators.OLIVIA);
    Extraction read = read(clerk, sample.contractId());
    if (number % EVERY_WAITING == 0) {
      return;
    }
    submissions.submit(
        clerk, new SubmitExtractionInput(read.id(), corrections(read, sample), null, null, null));
    if (number % EVERY_QUOTED == 0 && sample.answers().premium() != null) {
      quote(clerk, sample);
    }
  }

  private Extraction read(Actor clerk, String contractId) {
    ExtractContractInput input = new ExtractContractInput(contractId, null, null, null);
    return extractions.store(clerk, extractions.prepare(clerk, input)).extraction();
  }

  private void quote(Actor clerk, SampleContract sample) {
    LocalDate today = LocalDate.now(clock);
    quotes.quote(
        clerk,
        new QuoteRefundInput(
            sample.contractId(),
            today,
            null,
            CancellationReason.EARLY_PAYOFF,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static List<CorrectionInput> corrections(Extraction read, SampleContract sample) {
    Money premium = value(sample.answers().premium());
    RefundMethod method = value(sample.answers().refundMethod());
    CancellationFee fee = value(sample.answers().cancellationFee());
    List<CorrectionInput> corrections = new ArrayList<>();
    correct(
        corrections,
        TermName.PREMIUM,
        read.premium(),
        premium,
        premium == null ? null : new CorrectedTermInput(input(premium), null, null, null));
    correct(
        corrections,
        TermName.REFUND_METHOD,
        read.refundMethod(),
        method,
        new CorrectedTermInput(null, method, null, null));
    correct(
        corrections,
        TermName.CANCELLATION_FEE,
        read.cancellationFee(),
        fee,
        fee == null ? null : new CorrectedTermInput(null, null, input(fee), null));
    return corrections;
  }

  private static void correct(
      List<CorrectionInput> corrections,
      TermName term,
      @Nullable Object shown,
      @Nullable Object right,
      @Nullable CorrectedTermInput corrected) {
    if (right == null && shown != null) {
      corrections.add(
          new CorrectionInput(
              new CorrectedTermInput(null, null, null, term), "The text does not say."));
    } else if (right != null && corrected != null && !right.equals(shown)) {
      corrections.add(new CorrectionInput(corrected, "Read it in the contract."));
    }
  }

  private static <T> @Nullable T value(@Nullable Answer<T> answer) {
    return answer == null ? null : answer.value();
  }

  private static MoneyInput input(Money money) {
    return new MoneyInput(money.amount(), money.currency());
  }

  private static CancellationFeeInput input(CancellationFee fee) {
    return switch (fee) {
      case CancellationFee.Fixed(Money amount) -> new CancellationFeeInput(input(amount), null);
      case CancellationFee.Percentage share ->
          new CancellationFeeInput(
              null,
              new PercentageFeeInput(
                  share.percent(), share.base(), share.cap() == null ? null : input(share.cap())));
    };
  }
}
