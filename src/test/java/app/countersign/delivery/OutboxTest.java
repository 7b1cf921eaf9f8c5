package app.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.recommendation.Recommendation;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.review.ReviewDesk;
import app.countersign.review.UndoDesk;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "outbox")
class OutboxTest {
  @Inject Outbox outbox;
  @Inject Postman postman;
  @Inject Deliveries deliveries;
  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject UndoDesk undos;

  private Instant now = Instant.EPOCH;

  @BeforeEach
  void nothingWaits() {
    deliveries.clear();
    now = desk.clock().instant();
  }

  @Test
  void aMessageWaitsAsItWasQueued() {
    Instant dueAt = now.plusSeconds(300);

    OutboxMessage message = deliveries.queue(outbox, 1, dueAt).getFirst();

    Delivery queued = deliveries.of(message);
    assertThat(queued)
        .isEqualTo(
            new Delivery(
                queued.id(),
                "Recommendation",
                message.subjectId(),
                message.decisionId(),
                DeskFixture.USER,
                DeliveryChannel.LOG,
                DeliveryStatus.QUEUED,
                "{\"title\": \"Käse & \\\"Brot\\\"\"}",
                dueAt,
                dueAt,
                0,
                null,
                now,
                null,
                null));
  }

  @Test
  void aQueuedMessageCanBeTakenBackOnce() {
    OutboxMessage message = deliveries.queue(outbox, 1, now.plusSeconds(300)).getFirst();

    assertThat(cancel(message.decisionId())).isTrue();
    assertThat(cancel(message.decisionId())).isFalse();

    desk.clock().advance(Duration.ofHours(1));
    assertThat(postman.sendDue()).isZero();
    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(deliveries.of(message).finishedAt()).isEqualTo(now);
    assertThat(deliveries.delivered(message)).isZero();
  }

  @Test
  void whatWasDeliveredOrNeverQueuedCannotBeTakenBack() {
    OutboxMessage message = deliveries.queue(outbox, 1, now).getFirst();
    postman.sendDue();

    assertThat(cancel(message.decisionId())).isFalse();
    assertThat(cancel(new UUID(3, 3))).isFalse();

    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aDecisionSendsOnce() {
    OutboxMessage message = deliveries.queue(outbox, 1, now.plusSeconds(300)).getFirst();

    assertThatThrownBy(
            () ->
                deliveries.inTransaction(
                    () -> {
                      outbox.enqueue(List.of(message));
                      return true;
                    }))
        .rootCause()
        .hasMessageContaining("delivery_decision_id_key");
  }

  @Test
  void nothingIsQueuedOrTakenBackOutsideOfATransaction() {
    assertThatThrownBy(() -> outbox.enqueue(List.of(deliveries.message(now))))
        .hasMessageContaining("mandatory");
    assertThatThrownBy(() -> outbox.cancel(new UUID(3, 3))).hasMessageContaining("mandatory");
  }

  @Test
  void theLatestDeliveryOfASubjectIsShown() {
    OutboxMessage first = deliveries.queue(outbox, 1, now).getFirst();
    desk.clock().advance(Duration.ofSeconds(1));
    OutboxMessage second =
        new OutboxMessage(
            "Recommendation", first.subjectId(), new UUID(5, 5), DeskFixture.USER, "text", now);
    deliveries.inTransaction(
        () -> {
          outbox.enqueue(List.of());
          outbox.enqueue(List.of(second));
          return true;
        });

    assertThat(outbox.latestBySubject(Set.of(first.subjectId(), new UUID(7, 7))).values())
        .extracting(Delivery::decisionId)
        .containsExactly(new UUID(5, 5));
  }

  @Test
  void undoingAnApprovalCancelsItsDeliveryForGood() {
    Actor operator = desk.operator(Role.OPERATOR);
    Recommendation item = desk.item();
    UUID decision =
        Objects.requireNonNull(reviews.approve(operator, item.id(), null, null).decision()).id();
    desk.clock().advance(Duration.ofMinutes(4));
    assertThat(postman.sendDue()).isZero();

    undos.undo(operator, item.id(), null);
    desk.clock().advance(Duration.ofHours(1));

    assertThat(postman.sendDue()).isZero();
    assertThat(desk.deliveries(item.id())).containsExactly("CANCELLED");
    assertThat(cancel(decision)).isFalse();
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "APPROVE", "UNDO");
  }

  private boolean cancel(UUID decisionId) {
    return deliveries.inTransaction(() -> outbox.cancel(decisionId));
  }
}
