package app.countersign.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.testing.AtOnce;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers on one database, one of which stops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatsOnTwoServersTest {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "countersign.database.name", "chats_two_servers",
          "countersign.schedule.enabled", false,
          "testing.role-names-as-tokens", true);

  private EmbeddedServer first;
  private EmbeddedServer second;

  @BeforeAll
  void start() {
    first = ApplicationContext.run(EmbeddedServer.class, SETTINGS, Environment.TEST);
    second = ApplicationContext.run(EmbeddedServer.class, SETTINGS, Environment.TEST);
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void nothingIsLostOrDoubledWhenAServerStopsAndItsMembersGoOnAtTheOther() throws Exception {
    TestChats here = chats(first);
    TestChats there = chats(second);
    List<Actor> people = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      people.add(here.person("Servers " + i));
    }
    Actor owner = people.getFirst();
    UUID group = here.group("Both", owner, people.subList(1, people.size()).toArray(Actor[]::new));
    int begin = people.size();
    List<ChatSocket> sockets = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      EmbeddedServer server = i % 2 == 0 ? first : second;
      sockets.add(ChatSocket.of(server.getURI(), people.get(i), group, begin));
    }

    send(people, group, List.of(here, there), 40);
    sockets.forEach(socket -> socket.until(begin + 40));
    List<List<Integer>> seen = sockets.stream().map(ChatSocket::sequences).toList();
    second.close();
    send(people, group, List.of(here), 20);
    List<Integer> all = IntStream.rangeClosed(begin + 1, begin + 60).boxed().toList();

    for (int i = 0; i < people.size(); i++) {
      if (i % 2 == 0) {
        sockets.get(i).until(begin + 60);
        assertThat(sockets.get(i).sequences()).isEqualTo(all);
      } else {
        ChatSocket again =
            ChatSocket.of(first.getURI(), people.get(i), group, sockets.get(i).last());
        again.until(begin + 60);
        List<Integer> both = new ArrayList<>(seen.get(i));
        both.addAll(again.sequences());
        assertThat(both).isEqualTo(all);
        again.close();
      }
    }
    sockets.forEach(ChatSocket::close);
  }

  private static void send(List<Actor> people, UUID group, List<TestChats> servers, int count)
      throws Exception {
    List<Callable<Integer>> works = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      works.add(
          () ->
              servers
                  .get(number % servers.size())
                  .send(people.get(number % people.size()), group, "message " + number)
                  .data("sendMessage.message.sequence")
                  .asInt());
    }
    assertThat(AtOnce.run(works)).doesNotContain(0).doesNotHaveDuplicates();
  }

  private static TestChats chats(EmbeddedServer server) {
    ApplicationContext context = server.getApplicationContext();
    return context.getBean(TestChats.class);
  }
}
