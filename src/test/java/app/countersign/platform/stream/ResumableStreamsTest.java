package app.countersign.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.stream.TestRows.Row;
import app.countersign.testing.Waiting;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every row once and in order, whatever is announced. */
@MicronautTest(environments = "platform", transactional = false)
@Property(name = "countersign.stream.poll-every", value = "300ms")
class ResumableStreamsTest {
  private final ResumableStreams streams;
  private final Announcements announcements;
  private final TestRows rows;

  ResumableStreamsTest(ResumableStreams streams, Announcements announcements, TestRows rows) {
    this.streams = streams;
    this.announcements = announcements;
    this.rows = rows;
  }

  @Test
  void rowsThatAreThereAndRowsToComeAreGivenInOrder() {
    for (int i = 1; i <= 250; i++) {
      rows.addSilently("many", "row " + i);
    }
    Collecting collecting = new Collecting(Long.MAX_VALUE);

    streams.after(0, rows.log("many")).subscribe(collecting);
    Waiting.until(() -> collecting.rows.size() == 250);
    rows.add("many", "end");

    Waiting.until(() -> collecting.isComplete);
    assertThat(collecting.rows)
        .extracting(Row::sequence)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 251).boxed().toList());
  }

  @Test
  void onlyRowsAfterTheNumberAreGiven() {
    rows.addSilently("after", "one");
    rows.addSilently("after", "two");
    rows.addSilently("after", "end");
    Collecting collecting = new Collecting(Long.MAX_VALUE);

    streams.after(1, rows.log("after")).subscribe(collecting);

    Waiting.until(() -> collecting.isComplete);
    assertThat(collecting.rows).extracting(Row::body).containsExactly("two", "end");
  }

  @Test
  void aRowThatNobodyAnnouncedIsFoundByLooking() {
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    streams.after(0, rows.log("silent")).subscribe(collecting);
    rows.add("silent", "one");
    Waiting.until(() -> collecting.rows.size() == 1);

    rows.addSilently("silent", "end");

    Waiting.until(() -> collecting.isComplete);
    assertThat(collecting.rows).extracting(Row::body).containsExactly("one", "end");
  }

  @Test
  void announcementsThatAreDoubledOrOldOrOfNothingChangeNothing() {
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    streams.after(0, rows.log("doubled")).subscribe(collecting);

    rows.add("doubled", "one");
    announcements.announce("doubled", 1);
    announcements.announce("doubled", 1);
    announcements.announce("doubled", 99);
    rows.add("doubled", "two");
    announcements.announce("doubled", 1);
    rows.add("doubled", "end");

    Waiting.until(() -> collecting.isComplete);
    assertThat(collecting.rows).extracting(Row::body).containsExactly("one", "two", "end");
  }

  @Test
  void writersSideBySideLoseNothing() throws InterruptedException {
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    streams.after(0, rows.log("race")).subscribe(collecting);

    List<Thread> writers =
        IntStream.range(0, 4)
            .mapToObj(
                writer ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = 0; i < 50; i++) {
                                rows.add("race", writer + "/" + i);
                              }
                            }))
            .toList();
    for (Thread writer : writers) {
      writer.join();
    }
    rows.add("race", "end");

    Waiting.until(() -> collecting.isComplete);
    assertThat(collecting.rows)
        .extracting(Row::sequence)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 201).boxed().toList());
  }

  @Test
  void noMoreIsGivenThanWasAskedFor() {
    for (int i = 1; i <= 10; i++) {
      rows.addSilently("asked", "row " + i);
    }
    Collecting collecting = new Collecting(3);

    streams.after(0, rows.log("asked")).subscribe(collecting);
    Waiting.until(() -> collecting.rows.size() == 3);
    collecting.ask(4);
    Waiting.until(() -> collecting.rows.size() == 7);

    assertThat(collecting.rows).hasSize(7);
    collecting.leave();
  }

  @Test
  void leavingEndsTheReadingAndTheListening() {
    int before = announcements.hearings();
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    streams.after(0, rows.log("left")).subscribe(collecting);
    Waiting.until(() -> announcements.hearings() == before + 1);

    collecting.leave();

    Waiting.until(() -> announcements.hearings() == before);
    assertThat(collecting.failure).isNull();
    assertThat(collecting.isComplete).isFalse();
  }

  @Test
  void aReadingThatFailsIsTriedAgain() {
    AtomicInteger reads = new AtomicInteger();
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    EventLog<Row> log =
        new EventLog<>(
            "trying",
            (sequence, limit) -> {
              if (reads.incrementAndGet() < 3) {
                throw new IllegalStateException("the database is away");
              }
              return List.of(new Row(1, "end"));
            },
            Row::sequence,
            row -> true);

    streams.after(0, log).subscribe(collecting);

    Waiting.until(() -> collecting.isComplete);
    assertThat(collecting.rows).containsExactly(new Row(1, "end"));
  }

  @Test
  void aReadingThatGoesOnFailingFailsTheStream() {
    AtomicInteger reads = new AtomicInteger();
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    EventLog<Row> log =
        new EventLog<>(
            "failing",
            (sequence, limit) -> {
              reads.incrementAndGet();
              throw new IllegalStateException("the database is away");
            },
            Row::sequence);

    streams.after(0, log).subscribe(collecting);

    Waiting.until(() -> collecting.failure != null);
    assertThat(collecting.failure).hasMessage("the database is away");
    assertThat(reads).hasValue(5);
  }

  @Test
  void rowsOutOfOrderAndDemandsOfNothingFailTheStream() {
    Collecting disordered = new Collecting(Long.MAX_VALUE);
    Collecting asksForNothing = new Collecting(0);

    streams
        .after(
            0,
            new EventLog<Row>(
                "disordered",
                (sequence, limit) -> List.of(new Row(2, "two"), new Row(1, "one")),
                Row::sequence))
        .subscribe(disordered);
    streams.after(0, rows.log("nothing")).subscribe(asksForNothing);

    Waiting.until(() -> disordered.failure != null && asksForNothing.failure != null);
    assertThat(disordered.failure).hasMessage("disordered gave row 1 after row 2");
    assertThat(asksForNothing.failure).isInstanceOf(IllegalArgumentException.class);
  }

  private static final class Collecting implements Flow.Subscriber<Row> {
    private final long first;
    private final List<Row> rows = new CopyOnWriteArrayList<>();
    private volatile boolean isComplete;
    private volatile @Nullable Throwable failure;
    private volatile Flow.@Nullable Subscription subscription;

    Collecting(long first) {
      this.first = first;
    }

    void ask(long count) {
      subscription().request(count);
    }

    void leave() {
      subscription().cancel();
    }

    private Flow.Subscription subscription() {
      Waiting.until(() -> subscription != null);
      return java.util.Objects.requireNonNull(subscription);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(first);
    }

    @Override
    public void onNext(Row row) {
      rows.add(row);
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown;
    }

    @Override
    public void onComplete() {
      isComplete = true;
    }
  }
}
