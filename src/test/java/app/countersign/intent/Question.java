package app.countersign.intent;

import app.countersign.platform.data.DataNode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A question of our own set, with what it asks for and what it names. */
record Question(
    String text,
    Set<Intent> intents,
    MessageContext context,
    boolean heldOut,
    List<String> amounts,
    List<String> dates,
    List<String> times,
    List<String> people) {
  private static final DataNode FILE = DataNode.read("intent/questions.yml");
  static final ZonedDateTime AS_OF =
      FILE.date("asOf").atTime(12, 0).atZone(ZoneId.of("America/New_York"));

  static List<Question> all() {
    List<String> members = FILE.texts("members");
    return FILE.children("questions").stream()
        .map(
            node ->
                new Question(
                    node.text("text"),
                    EnumSet.copyOf(node.someOf("intents", Intent.class)),
                    node.flag("group") ? new MessageContext(true, members) : MessageContext.SOLO,
                    node.flag("heldOut"),
                    node.texts("amounts"),
                    node.texts("dates"),
                    node.texts("times"),
                    node.texts("people")))
        .toList();
  }

  Entities found() {
    return Entities.find(text, AS_OF, context);
  }
}
