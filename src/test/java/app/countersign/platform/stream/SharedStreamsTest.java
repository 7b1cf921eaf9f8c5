package app.countersign.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.stream.TestRows.Row;
import app.countersign.testing.Waiting;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every row once and in order for each of many, read once for all of them. */
@MicronautTest(environments = "platform", transactional = false)
@Property(name = "countersign.stream.poll-every", value = "300ms")
@Property(name = "countersign.stream.window-rows", value = "20")
class SharedStreamsTest {
  private final SharedStreams streams;
  private final TestRows rows;
  private final AtomicInteger readings = new AtomicInteger();

  SharedStreamsTest(SharedStreams streams, TestRows rows) {
    this.streams = streams;
    this.rows = rows;
  }

  @Test
  void rowsThatAreThereAndRowsToComeAreGivenInOrder() {
    for (int i = 1; i <= 250; i++) {
      rows.addSilently("shared-many", "row " + i);
    }
    Collecting all = listen("shared-many", 0, Long.MAX_VALUE);
    Collecting late = listen("shared-many", 240, Long.MAX_VALUE);

    Waiting.until(() -> all.numbers().size() == 250 && late.numbers().size() == 10);
    rows.add("shared-many", "one more");

    Waiting.until(() -> all.numbers().size() == 251 && late.numbers().size() == 11);
    assertThat(all.numbers()).isEqualTo(to(1, 251));
    assertThat(late.numbers()).isEqualTo(to(241, 251));
    all.leave();
    late.leave();
  }

  @Test
  void aHundredSubscribersCostOneReadingAndAreGivenTheSame() {
    rows.add("shared-crowd", "zero");
    List<Collecting> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(listen("shared-crowd", 1, Long.MAX_VALUE));
    }
    rows.add("shared-crowd", "settle");
    Waiting.until(() -> crowd.stream().allMatch(each -> each.numbers().size() == 1));
    int before = readings.get();

    rows.add("shared-crowd", "one");
    Waiting.until(() -> crowd.stream().allMatch(each -> each.numbers().size() == 2));

    assertThat(readings.get() - before).isLessThanOrEqualTo(3);
    List<Row> given = crowd.getFirst().portions.getLast();
    assertThat(crowd).allSatisfy(each -> assertThat(each.portions.getLast()).isSameAs(given));
    crowd.forEach(Collecting::leave);
    Waiting.until(() -> streams.topics() == 0);
  }

  @Test
  void whoIsSlowIsGivenMoreAtATimeAndHoldsNobodyUp() {
    rows.add("shared-slow", "zero");
    Collecting slow = listen("shared-slow", 1, 1);
    Collecting quick = listen("shared-slow", 1, Long.MAX_VALUE);
    rows.add("shared-slow", "one");
    Waiting.until(() -> slow.numbers().size() == 1 && quick.numbers().size() == 1);

    for (int i = 0; i < 15; i++) {
      rows.add("shared-slow", "row " + i);
    }
    Waiting.until(() -> quick.numbers().size() == 16);
    assertThat(slow.numbers()).hasSize(1);
    slow.ask(1);

    Waiting.until(() -> slow.numbers().size() == 16);
    assertThat(slow.portions).hasSize(2);
    slow.leave();
    quick.leave();
  }

  @Test
  void whoFallsBehindTheRowsThatAreKeptReadsUntilItHasCaughtUp() {
    rows.add("shared-behind", "zero");
    Collecting slow = listen("shared-behind", 1, 1);
    Collecting quick = listen("shared-behind", 1, Long.MAX_VALUE);
    rows.add("shared-behind", "one");
    Waiting.until(() -> slow.numbers().size() == 1 && quick.numbers().size() == 1);

    for (int i = 0; i < 130; i++) {
      rows.add("shared-behind", "row " + i);
    }
    Waiting.until(() -> quick.numbers().size() == 131);
    slow.ask(1);
    Waiting.until(() -> slow.numbers().size() == 101);
    slow.ask(Long.MAX_VALUE);
    Waiting.until(() -> slow.numbers().size() == 131);
    rows.add("shared-behind", "last");

    Waiting.until(() -> slow.numbers().size() == 132);
    assertThat(slow.numbers()).isEqualTo(to(2, 133));
    slow.leave();
    quick.leave();
  }

  @Test
  void aRowThatNobodyAnnouncedIsFoundByLooking() {
    Collecting collecting = listen("shared-silent", 0, Long.MAX_VALUE);
    rows.add("shared-silent", "one");
    Waiting.until(() -> collecting.numbers().size() == 1);

    rows.addSilently("shared-silent", "two");

    Waiting.until(() -> collecting.numbers().size() == 2);
    collecting.leave();
  }

  @Test
  void rowsThatCannotBeReadEndTheStreamAndTheNextOneBeginsAnew() {
    SharedLog<Row, List<Row>> broken =
        new SharedLog<>(
            "shared-broken",
            (sequence, limit) -> List.of(),
            () -> {
              throw new IllegalStateException("no database");
            },
            Row::sequence,
            some -> some);
    Collecting first = new Collecting(1);
    streams.after(0, broken).subscribe(first);
    Waiting.until(() -> first.failure != null);

    Collecting second = listen("shared-broken", 0, Long.MAX_VALUE);
    rows.add("shared-broken", "one");

    Waiting.until(() -> second.numbers().size() == 1);
    second.leave();
  }

  @Test
  void whoAsksForNothingIsTold() {
    Collecting collecting = listen("shared-misuse", 0, 0);

    Waiting.until(() -> collecting.failure != null);
    assertThat(collecting.failure).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rowsOutOfOrderFail() {
    AtomicInteger turn = new AtomicInteger();
    LongSupplier last = () -> 0;
    SharedLog<Row, List<Row>> log =
        new SharedLog<>(
            "shared-disorder",
            (sequence, limit) -> List.of(new Row(2, "b"), new Row(turn.incrementAndGet(), "a")),
            last,
            Row::sequence,
            some -> some);
    Collecting collecting = new Collecting(Long.MAX_VALUE);
    streams.after(0, log).subscribe(collecting);

    Waiting.until(() -> collecting.failure != null);
    assertThat(collecting.failure).hasMessage("shared-disorder gave row 1 after row 2");
  }

  private Collecting listen(String topic, long after, long demand) {
    Collecting collecting = new Collecting(demand);
    streams.after(after, rows.sharedLog(topic, readings)).subscribe(collecting);
    return collecting;
  }

  private static List<Integer> to(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private static final class Collecting implements Flow.Subscriber<List<Row>> {
    private final List<List<Row>> portions = new CopyOnWriteArrayList<>();
    private final long demand;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;

    private Collecting(long demand) {
      this.demand = demand;
    }

    List<Integer> numbers() {
      return portions.stream().flatMap(List::stream).map(Row::sequence).toList();
    }

    void ask(long more) {
      Waiting.until(() -> subscription != null);
      Flow.Subscription there = subscription;
      if (there != null) {
        there.request(more);
      }
    }

    void leave() {
      Flow.Subscription there = subscription;
      if (there != null) {
        there.cancel();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(demand);
    }

    @Override
    public void onNext(List<Row> portion) {
      portions.add(portion);
    }

    @Override
    public void onError(Throwable problem) {
      failure = problem;
    }

    @Override
    public void onComplete() {
      throw new AssertionError("it never completes");
    }
  }
}
