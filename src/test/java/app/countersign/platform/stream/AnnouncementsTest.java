package app.countersign.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.Sql;
import app.countersign.platform.stream.Announcements.Hearing;
import app.countersign.testing.Waiting;
import io.micronaut.context.ApplicationContext;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Announcements between two servers on one database. */
@MicronautTest(environments = "platform", transactional = false)
class AnnouncementsTest {
  /** By which the one connection that hears is known at the database. */
  private static final String LISTENER = "countersign listener";

  private final Announcements announcements;
  private final TestRows rows;
  private final Sql sql;

  AnnouncementsTest(Announcements announcements, TestRows rows, Sql sql) {
    this.announcements = announcements;
    this.rows = rows;
    this.sql = sql;
  }

  @Test
  void anAnnouncementReachesEveryServerWhenItsTransactionCommits() {
    List<Long> here = new CopyOnWriteArrayList<>();
    List<Long> there = new CopyOnWriteArrayList<>();
    try (ApplicationContext other = otherServer();
        Hearing one = announcements.hear("both", here::add);
        Hearing two = other.getBean(Announcements.class).hear("both", there::add)) {
      Waiting.until(
          () -> {
            announcements.announce("both", 0);
            return here.contains(0L) && there.contains(0L);
          });

      rows.announceInVain("both", 77);
      rows.add("both", "something");

      Waiting.until(() -> here.contains(1L) && there.contains(1L));
      assertThat(here).doesNotContain(77L);
      assertThat(there).doesNotContain(77L);
    }
  }

  @Test
  void whoListensToAnotherTopicOrNoMoreHearsNothing() {
    List<Long> heard = new CopyOnWriteArrayList<>();
    List<Long> other = new CopyOnWriteArrayList<>();
    List<Long> left = new CopyOnWriteArrayList<>();
    int before = announcements.hearings();
    Hearing leaving = announcements.hear("mine", left::add);
    try (Hearing mine = announcements.hear("mine", heard::add);
        Hearing theirs = announcements.hear("theirs", other::add)) {
      leaving.close();

      announcements.announce("mine", 5);

      Waiting.until(() -> heard.contains(5L));
      assertThat(other).doesNotContain(5L);
      assertThat(left).doesNotContain(5L);
    }
    assertThat(announcements.hearings()).isEqualTo(before);
  }

  @Test
  void whoIsBusyIsToldTheHighestOfWhatCameMeanwhile() throws InterruptedException {
    List<Long> heard = new CopyOnWriteArrayList<>();
    java.util.concurrent.CountDownLatch busy = new java.util.concurrent.CountDownLatch(1);
    Hearer hearer =
        new Hearer(
            sequence -> {
              heard.add(sequence);
              try {
                busy.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });

    hearer.tell(1);
    Waiting.until(() -> heard.size() == 1);
    for (int i = 2; i <= 1000; i++) {
      hearer.tell(i);
    }
    busy.countDown();

    Waiting.until(() -> heard.size() == 2);
    assertThat(heard).containsExactly(1L, 1000L);
  }

  @Test
  void aListenerThatFailsIsCalledAgain() {
    List<Long> heard = new CopyOnWriteArrayList<>();
    Hearer hearer =
        new Hearer(
            sequence -> {
              heard.add(sequence);
              throw new IllegalStateException("a listener with a bug");
            });

    hearer.tell(1);
    Waiting.until(() -> heard.size() == 1);
    hearer.tell(2);

    Waiting.until(() -> heard.size() == 2);
    assertThat(heard).containsExactly(1L, 2L);
  }

  @Test
  void aBrokenConnectionIsOpenedAnewAndEverybodyIsToldToLook() {
    List<Long> heard = new CopyOnWriteArrayList<>();
    try (Hearing hearing = announcements.hear("broken", heard::add)) {
      Waiting.until(() -> backends() == 1);
      announcements.announce("broken", 1);
      Waiting.until(() -> heard.contains(1L));
      int before = heard.size();

      sql.list(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
              + " current_database() AND application_name = ?",
          row -> true,
          LISTENER);

      Waiting.until(() -> heard.size() > before && heard.getLast() == Announcements.MISSED);
      announcements.announce("broken", 2);
      Waiting.until(() -> heard.contains(2L));
    }
  }

  @Test
  void aServerThatStopsLeavesNoConnection() {
    Waiting.until(() -> backends() <= 1);
    int before = backends();
    ApplicationContext other = otherServer();
    try (Hearing hearing = other.getBean(Announcements.class).hear("stopping", sequence -> {})) {
      Waiting.until(() -> backends() == before + 1);
    }

    other.close();

    Waiting.until(() -> backends() == before);
  }

  @Test
  void aTopicHasANameOfReasonableLength() {
    assertThatThrownBy(() -> announcements.announce("", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> announcements.hear("x".repeat(501), sequence -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int backends() {
    return sql.list(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND"
                + " application_name = ?",
            row -> true,
            LISTENER)
        .size();
  }

  private static ApplicationContext otherServer() {
    return ApplicationContext.run(Map.of(), "platform", "test");
  }
}
