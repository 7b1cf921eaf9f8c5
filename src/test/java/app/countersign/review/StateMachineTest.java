package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays random operations on one item beside a model of a few lines that keeps whole states on a
 * stack: what the desk answers, and how the item stands, agree at every step.
 */
@DeskTest
@Property(name = "countersign.database.name", value = "desk_model")
class StateMachineTest {
  private static final String REASON = "The numbers are out of date.";
  private static final int STEPS = 120;

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject UndoDesk undos;
  @Inject FlagDesk flagDesk;

  private List<Actor> people = List.of();

  @BeforeEach
  void people() {
    people =
        List.of(
            desk.operator(Role.OPERATOR),
            desk.operator(Role.OPERATOR),
            desk.operator(Role.SENIOR_OPERATOR));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void theDeskDoesWhatTheModelDoes(long seed) {
    Random random = new Random(seed);
    Recommendation item =
        desk.item(random.nextInt(4) == 0 ? DeskFixture.JUDGES : DeskFixture.PASSED);
    Model model = new Model(item.guardrails().passed());

    for (int step = 0; step < STEPS; step++) {
      String played = play(random, item.id(), model);
      Recommendation now = desk.read(item.id());
      assertThat(now.status())
          .as("seed %d, step %d: %s", seed, step, played)
          .isEqualTo(model.status());
      assertThat(now.version())
          .as("seed %d, step %d: %s", seed, step, played)
          .isEqualTo(model.version);
      assertThat(now.decision() == null).isEqualTo(model.decisions.isEmpty());
      assertThat(desk.actions(item.id())).hasSize(model.entries);
      assertThat(openFlags(item.id())).isEqualTo(model.openFlags.size());
    }
  }

  private String play(Random random, UUID id, Model model) {
    int who = random.nextInt(people.size());
    Actor actor = people.get(who);
    boolean isSenior = who == 2;
    switch (random.nextInt(8)) {
      case 0 -> {
        return step(
            "approve", () -> reviews.approve(actor, id, null, null), model.approve(who, now()));
      }
      case 1 -> {
        return step(
            "reject", () -> reviews.reject(actor, id, REASON, null), model.reject(who, now()));
      }
      case 2 -> {
        return flag(actor, id, model, who);
      }
      case 3, 4 -> {
        return step("undo", () -> undos.undo(actor, id, null), model.undo(who, isSenior, now()));
      }
      case 5 -> {
        return step(
            "claim",
            () -> claims.claim(actor, id, isSenior, null),
            model.claim(who, isSenior, now()));
      }
      case 6 -> {
        return resolve(random, actor, model);
      }
      default -> {
        desk.clock().advance(Duration.ofSeconds(random.nextInt(240)));
        return "wait";
      }
    }
  }

  private String flag(Actor actor, UUID id, Model model, int who) {
    UUID[] raised = new UUID[1];
    Class<? extends Refusal> expected = model.flag(who, now());
    String played =
        step(
            "flag",
            () -> {
              ReviewDesk.Flagged flagged = reviews.flag(actor, id, REASON, null);
              raised[0] = flagged.flag().id();
              return flagged;
            },
            expected);
    if (raised[0] != null) {
      model.raised(raised[0]);
    }
    return played;
  }

  private String resolve(Random random, Actor actor, Model model) {
    if (model.allFlags.isEmpty()) {
      return "no flag to resolve";
    }
    UUID flag = model.allFlags.get(random.nextInt(model.allFlags.size()));
    return step(
        "resolve",
        () -> flagDesk.resolve(actor, flag, "Checked with the user's bank."),
        model.resolve(flag));
  }

  private static String step(
      String name, Supplier<Object> work, @Nullable Class<? extends Refusal> expected) {
    Class<? extends Refusal> refused = null;
    try {
      assertThat(work.get()).as(name).isNotNull();
    } catch (RefusedByDesk refusal) {
      refused = refusal.refusals().getFirst().getClass();
    }
    assertThat(refused).as(name).isEqualTo(expected);
    return name;
  }

  private long now() {
    return desk.clock().instant().getEpochSecond();
  }

  private int openFlags(UUID id) {
    return (int)
        desk.count(
            "flag WHERE recommendation_id = ? AND resolved_at IS NULL AND withdrawn_at IS NULL",
            id);
  }

  /** A decision that stands, and what it did to the flags. */
  private static final class Taken {
    private final RecommendationStatus kind;
    private final int who;
    private final long until;
    private final List<UUID> resolved = new ArrayList<>();
    private @Nullable UUID raised;

    private Taken(RecommendationStatus kind, int who, long until) {
      this.kind = kind;
      this.who = who;
      this.until = until;
    }
  }

  private static final class Model {
    private static final long WINDOW = 300;
    private static final long CLAIM = 600;

    private final boolean isApprovable;
    private final List<Taken> decisions = new ArrayList<>();
    private final List<UUID> openFlags = new ArrayList<>();
    private final List<UUID> allFlags = new ArrayList<>();
    private int version = 1;
    private int entries = 1;
    private int claimedBy = -1;
    private long claimedUntil;

    private Model(boolean isApprovable) {
      this.isApprovable = isApprovable;
    }

    RecommendationStatus status() {
      return decisions.isEmpty() ? RecommendationStatus.PENDING : decisions.getLast().kind;
    }

    @Nullable Class<? extends Refusal> approve(int who, long now) {
      Class<? extends Refusal> refusal = undecided(who, now);
      if (refusal == null && !isApprovable) {
        return Refusal.GuardrailsFailed.class;
      }
      return refusal == null ? close(RecommendationStatus.APPROVED, who, now) : refusal;
    }

    @Nullable Class<? extends Refusal> reject(int who, long now) {
      Class<? extends Refusal> refusal = undecided(who, now);
      return refusal == null ? close(RecommendationStatus.REJECTED, who, now) : refusal;
    }

    @Nullable Class<? extends Refusal> flag(int who, long now) {
      Class<? extends Refusal> refusal = undecided(who, now);
      if (refusal == null) {
        take(RecommendationStatus.FLAGGED, who, now);
      }
      return refusal;
    }

    void raised(UUID flag) {
      decisions.getLast().raised = flag;
      openFlags.add(flag);
      allFlags.add(flag);
    }

    @Nullable Class<? extends Refusal> undo(int who, boolean isSenior, long now) {
      if (decisions.isEmpty()) {
        return Refusal.NothingToUndo.class;
      }
      Taken last = decisions.getLast();
      if (last.who != who && !isSenior) {
        return Refusal.NotAllowed.class;
      }
      if (now >= last.until) {
        return Refusal.UndoExpired.class;
      }
      decisions.removeLast();
      openFlags.addAll(last.resolved);
      openFlags.remove(last.raised);
      settle();
      changed();
      return null;
    }

    @Nullable Class<? extends Refusal> claim(int who, boolean takesOver, long now) {
      Class<? extends Refusal> refusal = undecided(who, now);
      if (refusal == Refusal.ClaimedByOther.class && takesOver) {
        refusal = null;
      }
      if (refusal == null) {
        claimedBy = who;
        claimedUntil = now + CLAIM;
        changed();
      }
      return refusal;
    }

    @Nullable Class<? extends Refusal> resolve(UUID flag) {
      if (!openFlags.remove(flag)) {
        return Refusal.FlagClosed.class;
      }
      settle();
      changed();
      return null;
    }

    /** Without an open flag nothing stays flagged. */
    private void settle() {
      if (openFlags.isEmpty() && status() == RecommendationStatus.FLAGGED) {
        decisions.clear();
      }
    }

    private @Nullable Class<? extends Refusal> close(RecommendationStatus kind, int who, long now) {
      take(kind, who, now);
      decisions.getLast().resolved.addAll(openFlags);
      openFlags.clear();
      return null;
    }

    private void take(RecommendationStatus kind, int who, long now) {
      decisions.add(new Taken(kind, who, now + WINDOW));
      claimedBy = -1;
      changed();
    }

    private @Nullable Class<? extends Refusal> undecided(int who, long now) {
      if (!status().isUndecided()) {
        return Refusal.IllegalTransition.class;
      }
      return claimedBy >= 0 && claimedBy != who && now < claimedUntil
          ? Refusal.ClaimedByOther.class
          : null;
    }

    private void changed() {
      version++;
      entries++;
    }
  }
}
