package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.survive.Desk.Person;
import app.countersign.testing.process.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One of many at the desk, who does whatever its seed says, now at one server, now at another. */
final class Racer implements Callable<Integer>, AutoCloseable {
  private static final int MOST_IN_BULK = 12;
  private static final int FEW = 20;
  private static final String ITEM =
      "recommendation { id version status decision { id } claim { operatorId } }";
  private static final String ERRORS = "userErrors { code currentVersion currentStatus }";
  private static final String DOCUMENT =
      "mutation($input: %s!) { %s(input: $input) { %s " + ERRORS + " } }";
  private static final String BULK =
      DOCUMENT.formatted(
          "BulkApproveInput",
          "bulkApprove",
          "results { recommendationId isApproved "
              + ITEM
              + " error { code currentVersion currentStatus } }");

  private final RaceCourse course;
  private final Person person;
  private final Random random;
  private final String name;
  private final List<Caller> callers;
  private int moves;

  Racer(RaceCourse course, Person person, List<URI> servers, long seed, int number) {
    this.course = course;
    this.person = person;
    this.random = new Random(seed * 1_000 + number);
    this.name = seed + "-" + number;
    this.callers = servers.stream().map(server -> new Caller(server, person.token())).toList();
  }

  /**
   * Plays until all moves are played; answers how many were its own. Who may do nothing has tried
   * enough after a few.
   */
  @Override
  public Integer call() {
    boolean mayAct = person.role().includes(Role.OPERATOR);
    for (int move = course.next(); move >= 0 && (mayAct || moves < FEW); move = course.next()) {
      moves++;
      play(move);
    }
    return moves;
  }

  @Override
  public void close() throws IOException {
    for (Caller caller : callers) {
      caller.close();
    }
  }

  private void play(int move) {
    UUID item = course.near(move, random);
    int roll = random.nextInt(100);
    if (roll < 20 || (isForSeniors(roll) && !isSenior() && random.nextInt(20) > 0)) {
      change("APPROVE", "approve", "ApproveInput", item, "notes");
    } else if (roll < 30) {
      change("REJECT", "reject", "RejectInput", item, "reason");
    } else if (roll < 42) {
      change("FLAG", "flag", "FlagInput", item, "reason");
    } else if (roll < 49) {
      change("MODIFY", "modify", "ModifyInput", item, "title");
    } else if (roll < 55) {
      bulk(move);
    } else if (roll < 69) {
      claim(item);
    } else if (roll < 73) {
      claimNext();
    } else if (roll < 81) {
      send("RELEASE", "releaseClaim", "ReleaseClaimInput", item, false, null, of(item));
    } else if (roll < 94) {
      UUID decided = random.nextBoolean() ? item : course.behind(move, random);
      Map<String, Object> input = expecting(decided);
      send("UNDO", "undoDecision", "UndoDecisionInput", decided, false, null, input);
    } else {
      resolve(item);
    }
  }

  private static boolean isForSeniors(int roll) {
    return (roll >= 42 && roll < 55) || roll >= 94;
  }

  private boolean isSenior() {
    return person.role().includes(Role.SENIOR_OPERATOR);
  }

  /** A change that takes words, which tell it from every other. */
  private void change(String action, String field, String type, UUID item, String words) {
    String mark = mark();
    Map<String, Object> input = expecting(item);
    input.put(words, mark);
    send(action, field, type, item, false, mark, input);
  }

  private void claim(UUID item) {
    boolean takesOver = random.nextInt(4) == 0;
    Map<String, Object> input = expecting(item);
    input.put("takeOver", takesOver);
    send(
        "CLAIM",
        "claimRecommendation",
        "ClaimRecommendationInput",
        item,
        takesOver && isSenior(),
        null,
        input);
  }

  private void claimNext() {
    RaceAnswer asked = RaceAnswer.asked(person.id(), "CLAIM", null, false, null);
    String document =
        DOCUMENT.formatted("ClaimNextRecommendationInput", "claimNextRecommendation", ITEM);
    settle(asked, document, Map.of());
  }

  private void resolve(UUID item) {
    String flag = course.flag(item);
    if (flag != null) {
      String mark = mark();
      Map<String, Object> input = new HashMap<>(Map.of("flagId", flag, "resolution", mark));
      send("RESOLVE_FLAG", "resolveFlag", "ResolveFlagInput", item, false, mark, input);
    }
  }

  private void bulk(int move) {
    Set<UUID> items = new LinkedHashSet<>();
    for (int count = 2 + random.nextInt(MOST_IN_BULK); count > 0; count--) {
      items.add(course.near(move, random));
    }
    String mark = mark();
    List<RaceAnswer> asked = new ArrayList<>();
    items.forEach(item -> asked.add(RaceAnswer.asked(person.id(), "APPROVE", item, false, mark)));
    Map<String, Object> input =
        Map.of("recommendationIds", items, "notes", mark, "allOrNothing", random.nextInt(4) == 0);
    try {
      Caller.Answer answer = caller().ask(BULK, Map.of("input", input));
      String error = answer.error() == null ? answer.refusal() : answer.error();
      JsonNode results = answer.field().path("results");
      for (int index = 0; index < asked.size(); index++) {
        JsonNode result = results.path(index);
        course.told(
            error != null
                ? asked.get(index).refused(error)
                : result.path("isApproved").booleanValue()
                    ? asked.get(index).done(result.path("recommendation"))
                    : asked.get(index).refused(result.path("error")));
      }
    } catch (IOException lost) {
      asked.forEach(course::told);
    }
  }

  private void send(
      String action,
      String field,
      String type,
      UUID item,
      boolean takesOver,
      @Nullable String mark,
      Map<String, Object> input) {
    boolean hasFlag = action.equals("FLAG");
    String document = DOCUMENT.formatted(type, field, hasFlag ? "flag { id } " + ITEM : ITEM);
    RaceAnswer asked = RaceAnswer.asked(person.id(), action, item, takesOver, mark);
    JsonNode answer = settle(asked, document, input);
    if (answer.path("flag").has("id")) {
      course.flagged(item, answer.path("flag"));
    }
  }

  private JsonNode settle(RaceAnswer asked, String document, Map<String, Object> input) {
    try {
      Caller.Answer answer = caller().ask(document, Map.of("input", input));
      JsonNode refusals = answer.field().path("userErrors");
      JsonNode item = answer.field().path("recommendation");
      if (answer.error() != null) {
        course.told(asked.refused(answer.error()));
      } else if (!refusals.isEmpty()) {
        course.told(asked.refused(refusals.path(0)));
      } else if (item.isObject()) {
        course.told(asked.done(item));
      }
      return answer.field();
    } catch (IOException lost) {
      course.told(asked);
      return MissingNode.getInstance();
    }
  }

  private Caller caller() {
    return callers.get(random.nextInt(callers.size()));
  }

  private String mark() {
    return "How it was decided by racer " + name + " in move " + moves;
  }

  private static Map<String, Object> of(UUID item) {
    return new HashMap<>(Map.of("recommendationId", item));
  }

  /** One in four insists on the version that was last heard of. */
  private Map<String, Object> expecting(UUID item) {
    Map<String, Object> input = of(item);
    Integer version = course.version(item);
    if (version != null && random.nextInt(4) == 0) {
      input.put("expectedVersion", version);
    }
    return input;
  }
}
