package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.review.DeskTest;
import app.countersign.review.TestClock;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "idempotency_retention")
class IdempotencyKeyRetentionTest {
  @Inject IdempotencyKeyRetention retention;
  @Inject IdempotencyKeys keys;
  @Inject Sql sql;
  @Inject TestClock clock;

  @Test
  void aKeyHoldsForSevenDaysAndNoLonger() {
    keys.take(new UUID(1, 1), "approve", "old", new byte[] {1}, clock.instant());
    clock.advance(Duration.ofSeconds(1));
    keys.take(new UUID(1, 1), "approve", "newer", new byte[] {1}, clock.instant());

    clock.advance(Duration.ofDays(7).minusSeconds(1));
    retention.purge();
    assertThat(kept()).containsExactly("newer", "old");

    clock.advance(Duration.ofNanos(1_000));
    retention.purge();
    assertThat(kept()).containsExactly("newer");
  }

  @Test
  void itIsATaskOfTheSchedule() {
    assertThat(retention.task().getName()).isEqualTo("forget-idempotency-keys");
    assertThat(retention.task()).isSameAs(retention.task());
  }

  private List<String> kept() {
    return sql.list("SELECT key FROM idempotency_key ORDER BY key", row -> Rows.text(row, "key"));
  }
}
