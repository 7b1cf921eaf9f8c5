package app.countersign.bench;

import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Measures how soon messages reach who listens; {@code bench/README.md} says how to read it. */
public final class ChatBench {
  private static final Duration SETTLE = Duration.ofSeconds(40);
  private static final String SEND =
      """
      {"query":"mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { message { sequence } userErrors { code } } }","variables":{"input":{"chatId":"%s","text":"%s from a member of the group","idempotencyKey":"%s"}}}\
      """;

  private final ChatOptions options;
  private final ChatServers servers;
  private final List<ChatPeople.Member> members;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final ChatHttp http = new ChatHttp();
  private final ChatSockets sockets;
  private final ChatTimes times = new ChatTimes();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private final ChatTimes storing = new ChatTimes();

  private ChatBench(ChatOptions options, ChatServers servers, List<ChatPeople.Member> members)
      throws IOException {
    this.sockets = new ChatSockets();
    this.options = options;
    this.servers = servers;
    this.members = members;
  }

  /** Runs it; arguments are {@code name=value}. */
  public static void main(String[] arguments) throws Exception {
    ChatOptions options = ChatOptions.of(arguments);
    Files.createDirectories(options.log());
    try (ChatServers servers = ChatServers.start(options)) {
      List<ChatPeople.Member> members;
      try (Connection owner = servers.connect()) {
        members = new ChatPeople(ServerProcess.SECRET).load(owner, options);
      }
      System.out.printf(
          "commit %s, %d processors, load %.1f; %d groups of %d, %d messages a second%n",
          System.getProperty("bench.commit"),
          Runtime.getRuntime().availableProcessors(),
          load(),
          options.groups(),
          options.members(),
          options.rate());
      ChatBench bench = new ChatBench(options, servers, members);
      bench.run("two servers", false);
      if (options.kills()) {
        bench.run("one killed in the middle", true);
      }
    }
    System.exit(0);
  }

  private void run(String name, boolean kills) throws Exception {
    Map<UUID, Integer> begin = lasts();
    List<ChatListener> listeners = listen(begin);
    send(options.warmUp(), options.warmUpRate(), null);
    times.clear();
    storing.clear();
    retried.set(0);
    failed.set(0);
    int messagesBefore = listeners.stream().mapToInt(ChatListener::messages).sum();
    System.out.println("measuring " + name);
    ChatCost before = ChatCost.now(servers);
    long began = System.nanoTime();
    @Nullable ServerProcess victim = kills ? servers.second() : null;
    int sent = send(options.time(), options.rate(), victim);
    settle(listeners);
    ChatCost cost = ChatCost.now(servers).since(before);
    double took = (System.nanoTime() - began) / 1e6;
    int messages = listeners.stream().mapToInt(ChatListener::messages).sum() - messagesBefore;
    Map<UUID, Integer> end = lasts();
    int lost = 0;
    int doubled = 0;
    for (ChatListener listener : listeners) {
      UUID group = listener.member().groupId();
      lost += listener.missing(end.get(group)) - begin.get(group);
      doubled += listener.doubled();
    }
    double[] millis = times.millis();
    System.out.printf(
        "%n%s: %d messages sent (%d retried, %d failed) to %d listeners, load %.1f%n",
        name, sent, retried.getAndSet(0), failed.getAndSet(0), listeners.size(), load());
    print("from send to receipt", millis);
    print("from send to answer", storing.millis());
    System.out.printf(
        "  deliveries %d in %d WebSocket messages, lost %d, doubled or out of order %d,"
            + " subscriptions tried again %d%n",
        millis.length,
        messages,
        lost,
        doubled,
        listeners.stream().mapToInt(ChatListener::refused).sum());
    (kills ? cost.withoutSecond() : cost).print(sent, millis.length, took);
    listeners.forEach(ChatListener::done);
    if (kills) {
      servers.renewSecond();
    }
    TimeUnit.SECONDS.sleep(1);
  }

  private List<ChatListener> listen(Map<UUID, Integer> begin) throws Exception {
    List<ChatListener> listeners = new ArrayList<>();
    URI first = servers.first().uri();
    URI second = servers.second().uri();
    for (ChatPeople.Member member : members) {
      boolean isFirst = member.number() % 2 == 0;
      ChatListener listener =
          new ChatListener(
              sockets, member, isFirst ? first : second, isFirst ? second : first, times);
      listener.beginAfter(begin.get(member.groupId()));
      listeners.add(listener);
      // Not all at once: how fast connections are made is not what is measured.
      listener.connect().get(30, TimeUnit.SECONDS);
    }
    return listeners;
  }

  /** Sends at a steady rate for a time, and kills a server in its middle; how many. */
  private int send(Duration time, int rate, @Nullable ServerProcess victim) throws Exception {
    int count = (int) (time.toMillis() * rate / 1000);
    long step = TimeUnit.SECONDS.toNanos(1) / rate;
    long start = System.nanoTime();
    AtomicInteger open = new AtomicInteger(count);
    for (int number = 0; number < count; number++) {
      long at = start + number * step;
      long wait;
      while ((wait = at - System.nanoTime()) > 0) {
        LockSupport.parkNanos(wait);
      }
      if (victim != null && number == count / 2) {
        victim.kill();
      }
      // A prime step, so that the groups and the members take turns.
      ChatPeople.Member sender = members.get((int) (number * 7919L % members.size()));
      work.execute(
          () -> {
            send(sender);
            open.decrementAndGet();
          });
    }
    long end = System.nanoTime() + SETTLE.toNanos();
    while (open.get() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return count;
  }

  /** Sends, and sends again at the other server with the same key when that does not succeed. */
  private void send(ChatPeople.Member sender) {
    String key = UUID.randomUUID().toString();
    long sent = System.nanoTime();
    String body = SEND.formatted(sender.groupId(), ChatListener.letters(sent), key);
    boolean isFirst = sender.number() % 2 == 0;
    for (int attempt = 0; attempt < 4; attempt++) {
      URI server = (isFirst == (attempt % 2 == 0) ? servers.first() : servers.second()).uri();
      try {
        String answer = http.post(server, sender.token(), body);
        if (answer.contains("\"sequence\":")) {
          storing.add(System.nanoTime() - sent);
          return;
        }
        System.err.println(answer);
      } catch (IOException gone) {
        retried.incrementAndGet();
      }
    }
    failed.incrementAndGet();
  }

  /** Waits until everybody has everything, or long enough. */
  private void settle(List<ChatListener> listeners) throws Exception {
    Map<UUID, Integer> lasts = lasts();
    long end = System.nanoTime() + SETTLE.toNanos();
    while (System.nanoTime() < end
        && listeners.stream().anyMatch(each -> each.last() < lasts.get(each.member().groupId()))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Map<UUID, Integer> lasts() throws SQLException {
    Map<UUID, Integer> lasts = new HashMap<>();
    try (Connection owner = servers.connect();
        Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, last_sequence FROM chat")) {
      while (rows.next()) {
        lasts.put(rows.getObject(1, UUID.class), rows.getInt(2));
      }
    }
    return lasts;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "  %-22s p50 %8.1f ms  p95 %8.1f ms  p99 %8.1f ms  highest %8.1f ms%n",
        what, at(millis, 0.5), at(millis, 0.95), at(millis, 0.99), at(millis, 1));
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
