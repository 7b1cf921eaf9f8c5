package app.countersign.inbox;

import app.countersign.recommendation.Content;
import app.countersign.recommendation.ContentType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as a customer got it.
 *
 * @param content what the customer may read; of it only the page and who offers it are shown
 */
record DeliveredRecommendation(
    UUID id,
    ContentType type,
    String title,
    String rationale,
    String disclaimer,
    Content content,
    Instant deliveredAt) {
  @Nullable String contentUrl() {
    return content.url();
  }

  @Nullable String provider() {
    return content.provider();
  }

  /** What the outbox keeps of it: the words that were approved. */
  record Words(
      ContentType type, String title, String rationale, String disclaimer, Content content) {}
}
