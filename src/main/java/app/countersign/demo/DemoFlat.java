package app.countersign.demo;

import app.countersign.platform.access.Actor;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Two who share a flat, and their group: the assistant divides what each of them paid, one division
 * is countersigned and the other waits.
 */
@Singleton
@Requires(condition = DemoCondition.class)
class DemoFlat {
  /** How long the assistant is waited for; without its answers the demo goes on. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final Duration LOOKS_APART = Duration.ofMillis(100);

  private static final String STATUSES =
      "{ chats(first: 10) { nodes { messages(first: 50) { nodes { status } } } } }";
  private static final String PROPOSALS =
      """
      query($chatId: ID!) {
        bills(filter: { chatId: $chatId, status: [PROPOSED] }, first: 10) {
          nodes { id proposedBy { personId } }
        }
      }
      """;

  private final DemoCaller caller;

  DemoFlat(DemoCaller caller) {
    this.caller = caller;
  }

  /** Makes the group, has both ask, and has the second countersign what the first proposed. */
  void play(Actor mia, Actor noah) {
    String chatId = together(mia, noah);
    say(mia, chatId, "Welcome to the flat! Bills go in here.");
    say(mia, chatId, "@assistant I paid $84.60 for groceries, split it with Noah");
    say(noah, chatId, "@assistant split the $64 internet bill equally with Mia");
    awaitAnswers(mia);
    for (JsonNode bill : caller.ask(noah, PROPOSALS, Map.of("chatId", chatId)).path("nodes")) {
      if (bill.at("/proposedBy/personId").asText().equals(mia.id().toString())) {
        caller.change(noah, "countersignBill", Map.of("billId", bill.path("id").asText()));
      }
    }
    say(noah, chatId, "Thanks for the groceries! Could you look at the internet bill?");
  }

  private String together(Actor mia, Actor noah) {
    JsonNode chat =
        caller
            .change(
                mia,
                "createGroup",
                Map.of("title", "Flat", "emails", List.of(DemoCustomers.NOAH.email())),
                "chat { id invitations { id } }")
            .path("chat");
    caller.change(
        noah,
        "acceptInvitation",
        Map.of("invitation", Map.of("id", chat.at("/invitations/0/id").asText())));
    return chat.path("id").asText();
  }

  private void say(Actor actor, String chatId, String text) {
    caller.change(actor, "sendMessage", Map.of("chatId", chatId, "text", text));
  }

  private void awaitAnswers(Actor actor) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (isAnyPending(actor) && System.nanoTime() < until) {
        Thread.sleep(LOOKS_APART);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnyPending(Actor actor) {
    return caller.ask(actor, STATUSES, Map.of()).findValuesAsText("status").contains("PENDING");
  }
}
