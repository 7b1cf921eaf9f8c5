package app.countersign.demo;

import app.countersign.annotation.AnnotationDesk;
import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.TagName;
import app.countersign.review.ClaimDesk;
import app.countersign.review.FlagDesk;
import app.countersign.review.ReviewDesk;
import app.countersign.review.RevisionDesk;
import app.countersign.review.UndoDesk;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A day at the desk: two operators claim what comes next and do to it what operators do, each thing
 * by the service that serves it and at its own time of the day.
 */
@Singleton
@Requires(condition = DemoCondition.class)
final class OperatorsAtWork {
  private static final int ITEMS_A_DAY = 20;
  private static final Duration BEGINS = Duration.ofHours(6);
  private static final Duration APART = Duration.ofMinutes(9);
  private static final Duration MOMENT = Duration.ofSeconds(40);

  private final ClaimDesk claims;
  private final ReviewDesk desk;
  private final RevisionDesk revisions;
  private final FlagDesk flags;
  private final UndoDesk undo;
  private final AnnotationDesk annotations;
  private final DemoOperators operators;
  private final TransactionOperations<Connection> transactions;

  OperatorsAtWork(
      ClaimDesk claims,
      ReviewDesk desk,
      RevisionDesk revisions,
      FlagDesk flags,
      UndoDesk undo,
      AnnotationDesk annotations,
      DemoOperators operators,
      TransactionOperations<Connection> transactions) {
    this.claims = claims;
    this.desk = desk;
    this.revisions = revisions;
    this.flags = flags;
    this.undo = undo;
    this.annotations = annotations;
    this.operators = operators;
    this.transactions = transactions;
  }

  /** Works through the day that was so long ago. */
  void day(Duration ago) {
    Actor jonas = operators.actor(DemoOperators.JONAS);
    Actor olivia = operators.actor(DemoOperators.OLIVIA);
    List<UUID> raised = new ArrayList<>();
    for (int number = 0; number < ITEMS_A_DAY; number++) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      Duration begins = ago.plus(BEGINS).minus(APART.multipliedBy(number));
      // The senior works on every third one.
      if (!item(begins, number, number % 3 == 2 ? olivia : jonas, raised)) {
        break;
      }
    }
    if (!raised.isEmpty()) {
      UUID first = raised.getFirst();
      at(
          ago.plus(Duration.ofHours(2)),
          () ->
              flags.resolve(olivia, first, "Read it with the ledger beside it: the numbers hold."));
    }
  }

  private boolean item(Duration begins, int number, Actor actor, List<UUID> raised) {
    Recommendation claimed = at(begins, () -> claims.claimNext(actor, null, null));
    if (claimed == null) {
      return false;
    }
    Duration decides = begins.minus(MOMENT.multipliedBy(1 + number % 4));
    if (!claimed.guardrails().passed()) {
      reject(decides, actor, claimed, "A check does not pass, and the text cannot mend that.");
      return true;
    }
    switch (number % 10) {
      case 3 -> reject(decides, actor, claimed, "The user got much the same last month.");
      case 5 -> flag(decides, actor, claimed, raised);
      case 8 -> modifyAndApprove(decides, actor, claimed);
      case 6 -> rejectAndThinkAgain(decides, actor, claimed);
      case 9 -> annotate(decides, actor, claimed);
      default -> at(decides, () -> desk.approve(actor, claimed.id(), null, claimed.version()));
    }
    return true;
  }

  private void reject(Duration when, Actor actor, Recommendation item, String reason) {
    at(when, () -> desk.reject(actor, item.id(), reason, item.version()));
  }

  private void flag(Duration when, Actor actor, Recommendation item, List<UUID> raised) {
    ReviewDesk.Flagged flagged =
        at(
            when,
            () ->
                desk.flag(
                    actor,
                    item.id(),
                    "Is this the right persona? The deposits look like two jobs.",
                    item.version()));
    raised.add(flagged.flag().id());
  }

  private void modifyAndApprove(Duration when, Actor actor, Recommendation item) {
    RevisionDesk.Change change =
        new RevisionDesk.Change(
            null, item.rationale() + " The page shows how it is counted.", null);
    Recommendation modified =
        at(when, () -> revisions.modify(actor, item.id(), change, item.version()));
    if (modified.guardrails().passed()) {
      at(
          when.minus(MOMENT),
          () -> desk.approve(actor, item.id(), "Said where to look.", modified.version()));
    }
  }

  /** A rejection is taken back: an approval of the past would be delivered before it could be. */
  private void rejectAndThinkAgain(Duration when, Actor actor, Recommendation item) {
    reject(when, actor, item, "The balance looks paid off since yesterday.");
    Recommendation again =
        at(when.minus(MOMENT), () -> undo.undo(actor, item.id(), item.version() + 1));
    at(
        when.minus(MOMENT.multipliedBy(2)),
        () -> desk.approve(actor, item.id(), "That was another card.", again.version()));
  }

  private void annotate(Duration when, Actor actor, Recommendation item) {
    at(when, () -> annotations.addNote(actor, item.id(), "Good wording; keep it as an example."));
    at(when, () -> annotations.addTag(actor, item.id(), TagName.GREAT_EXAMPLE));
    at(when.minus(MOMENT), () -> claims.release(actor, item.id()));
  }

  private <T> T at(Duration ago, Supplier<T> work) {
    List<T> answer = new ArrayList<>(1);
    DemoClock.ago(ago, () -> answer.add(transactions.executeWrite(_ -> work.get())));
    return answer.getFirst();
  }
}
