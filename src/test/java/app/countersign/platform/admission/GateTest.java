package app.countersign.platform.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.testing.Waiting;
import io.micronaut.core.propagation.PropagatedContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final long LONG = Duration.ofMinutes(1).toNanos();

  @Test
  void soManyRunSoManyWaitAndTheOthersAreSentAway() throws Exception {
    Gate gate = new Gate(2, 1);
    Pass first = gate.enter(LONG);
    Pass second = gate.enter(LONG);
    Thread third = Thread.ofVirtual().start(() -> enterAndLeave(gate));
    Waiting.until(() -> gate.waiting() == 1);

    assertThat(gate.isFull()).isTrue();
    assertThat(gate.enter(LONG)).isNull();
    assertThat(gate.running()).isEqualTo(2);

    first.close();
    third.join();
    second.close();
    assertThat(gate.running()).isZero();
    assertThat(gate.isFull()).isFalse();
  }

  @Test
  void whoWaitsTooLongIsSentAway() throws Exception {
    Gate gate = new Gate(1, 10);
    Pass only = gate.enter(LONG);

    assertThat(gate.enter(Duration.ofMillis(5).toNanos())).isNull();
    assertThat(gate.enter(-1)).isNull();

    only.close();
    assertThat(gate.enter(-1)).isNotNull();
  }

  @Test
  void whoWaitsComesInTheOrderOfComing() throws Exception {
    Gate gate = new Gate(1, 10);
    Pass only = gate.enter(LONG);
    List<Integer> order = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(5);
    for (int number = 0; number < 5; number++) {
      int place = number;
      Thread.ofVirtual()
          .start(
              () -> {
                try (Pass pass = gate.enter(LONG)) {
                  order.add(place);
                  done.countDown();
                } catch (InterruptedException stopped) {
                  throw new IllegalStateException(stopped);
                }
              });
      Waiting.until(() -> gate.waiting() == place + 1);
    }

    only.close();
    done.await();

    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void whoIsOnTheWayTakesAPlace() throws Exception {
    Gate gate = new Gate(1, 1);
    Arrival first = coming(gate);
    assertThat(gate.turnsAway()).isFalse();
    Arrival second = coming(gate);

    assertThat(gate.turnsAway()).isTrue();
    first.over();
    first.over();
    assertThat(gate.turnsAway()).isFalse();
    Pass only = gate.enter(0);
    assertThat(gate.turnsAway()).isTrue();
    second.over();
    assertThat(gate.turnsAway()).isFalse();
    only.close();
  }

  @Test
  void whoHasNotSetOutOrIsThereAlreadyTakesNone() {
    Gate gate = new Gate(1, 0);
    Arrival early = gate.announce();
    assertThat(gate.turnsAway()).isFalse();

    early.over();
    early.setOut();

    assertThat(gate.turnsAway()).isFalse();
    coming(gate);
    assertThat(gate.turnsAway()).isTrue();
  }

  @Test
  void onceSomebodyWasSentAwayFewerWaitForASecondHoweverManyTryAgainMeanwhile() throws Exception {
    AtomicLong now = new AtomicLong();
    Gate gate = new Gate(1, 8, now::get);
    Pass only = gate.enter(LONG);
    List<Arrival> coming = IntStream.range(0, 7).mapToObj(_ -> coming(gate)).toList();
    assertThat(gate.turnsAway()).isFalse();
    coming(gate);
    assertThat(gate.turnsAway()).isTrue();

    coming.subList(2, 7).forEach(Arrival::over);
    now.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(gate.turnsAway()).isTrue();

    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(gate.turnsAway()).isFalse();
    only.close();
  }

  @Test
  void aPassIsGivenBackOnce() throws Exception {
    Gate gate = new Gate(1, 0);
    Pass only = gate.enter(0);

    only.close();
    only.close();

    assertThat(gate.running()).isZero();
    assertThat(gate.enter(0)).isNotNull();
    assertThat(gate.enter(0)).isNull();
  }

  @Test
  void whoWaitsForAnotherServerMakesRoomAndComesBackWhoeverIsThere() throws Exception {
    Gate gate = new Gate(1, 0);
    Pass pass = gate.enter(0);

    Pass other =
        PropagatedContext.getOrEmpty()
            .plus(pass)
            .propagate(() -> Pass.outside(() -> Pass.outside(() -> entered(gate))));

    assertThat(other).isNotNull();
    assertThat(gate.running()).isEqualTo(2);
    pass.close();
    other.close();
    assertThat(gate.running()).isZero();
  }

  @Test
  void whoseRequestIsAnsweredMeanwhileDoesNotComeBack() throws Exception {
    Gate gate = new Gate(1, 0);
    Pass pass = gate.enter(0);

    PropagatedContext.getOrEmpty()
        .plus(pass)
        .propagate(
            () ->
                Pass.outside(
                    () -> {
                      pass.close();
                      return true;
                    }));

    assertThat(gate.running()).isZero();
  }

  @Test
  void outsideOfARequestThereIsNothingToLeave() {
    assertThat(Pass.outside(() -> 7)).isEqualTo(7);
  }

  @Test
  void aGateThatLetsNobodyInIsRefused() {
    assertThatThrownBy(() -> new Gate(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Gate(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Arrival coming(Gate gate) {
    Arrival arrival = gate.announce();
    arrival.setOut();
    return arrival;
  }

  private static Pass entered(Gate gate) {
    try {
      return gate.enter(0);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static void enterAndLeave(Gate gate) {
    try (Pass pass = gate.enter(LONG)) {
      assertThat(pass).isNotNull();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
