package app.countersign.delivery;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Puts on record how deliveries ended. */
@Singleton
class DeliveryRecord {
  private static final Actor ACTOR = Actor.system("delivery");
  private static final String LETTER = "Letter";

  private final AuditTrail audit;

  DeliveryRecord(AuditTrail audit) {
    this.audit = audit;
  }

  /** Records each; answers how many there are. */
  int finished(List<Delivery> deliveries) {
    audit.recordAll(ACTOR, deliveries.stream().map(DeliveryRecord::event).toList());
    return deliveries.size();
  }

  /** A letter has a chain of its own: what it is about may be known by its owner only. */
  private static AuditEvent event(Delivery delivery) {
    boolean isLetter = delivery.channel() == DeliveryChannel.EMAIL;
    boolean isRecommendation =
        !isLetter && delivery.subjectType().equals(AuditEvent.RECOMMENDATION);
    return new AuditEvent(
        isLetter ? LETTER : delivery.subjectType(),
        (isLetter ? delivery.id() : delivery.subjectId()).toString(),
        AuditAction.DELIVERY,
        isRecommendation ? delivery.subjectId() : null,
        delivery.userId(),
        null,
        null,
        Map.of("delivery", DeliveryStatus.QUEUED),
        after(delivery, isLetter));
  }

  private static Map<String, Object> after(Delivery delivery, boolean isLetter) {
    Map<String, Object> after =
        new java.util.HashMap<>(
            Map.of(
                "delivery", delivery.status(),
                "deliveryId", delivery.id(),
                "channel", delivery.channel(),
                "attempts", delivery.attempts()));
    if (isLetter) {
      after.put("letter", delivery.subjectType());
    }
    return after;
  }
}
