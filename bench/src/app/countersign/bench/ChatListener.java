package app.countersign.bench;

import java.net.URI;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A member who listens over graphql-transport-ws and, cut off, goes on at another server behind the
 * last number seen. Texts begin with the moment they were sent at.
 */
final class ChatListener implements ChatSockets.Receiver {
  private static final String SUBSCRIBE =
      """
      {"id":"1","type":"subscribe","payload":{"query":"subscription Listen($id: ID!, $after: NonNegativeInt) { chatEvents(chatId: $id, afterSequence: $after) { toSequence events { sequence kind messageId message { text sender { id name } } } } }","variables":{"id":"%s","after":%d}}}\
      """;
  private static final String SEQUENCE = "\"sequence\":";
  private static final String TEXT = "\"text\":\"";
  private static final String TO = "\"toSequence\":";

  private final ChatSockets sockets;
  private final ChatPeople.Member member;
  private final ChatTimes times;
  private final BitSet seen = new BitSet();
  private final AtomicInteger doubled = new AtomicInteger();
  private final AtomicInteger disordered = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger messages = new AtomicInteger();
  private volatile URI server;
  private volatile URI other;
  private volatile int last;
  private volatile boolean isDone;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private volatile ChatSocket socket;

  /**
   * @param times takes, for each delivery, how long it took from when it was sent
   */
  ChatListener(
      ChatSockets sockets, ChatPeople.Member member, URI server, URI other, ChatTimes times) {
    this.sockets = sockets;
    this.member = member;
    this.server = server;
    this.other = other;
    this.times = times;
  }

  ChatPeople.Member member() {
    return member;
  }

  URI server() {
    return server;
  }

  int last() {
    return last;
  }

  int doubled() {
    return doubled.get() + disordered.get();
  }

  /** How often its subscription was refused, to be tried again. */
  int refused() {
    return refused.get();
  }

  /** WebSocket messages so far. */
  int messages() {
    return messages.get();
  }

  /** How many numbers up to this one never came. */
  int missing(int upTo) {
    synchronized (seen) {
      return upTo - seen.get(0, upTo + 1).cardinality();
    }
  }

  /** Listens to what comes behind this number. */
  void beginAfter(int sequence) {
    last = sequence;
  }

  CompletableFuture<Boolean> connect() {
    sockets.connect(server, this);
    return ready;
  }

  void done() {
    isDone = true;
    ChatSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void opened(ChatSocket opened) {
    socket = opened;
    opened.send(
        "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer %s\"}}"
            .formatted(member.token()));
  }

  @Override
  public void closed() {
    again();
  }

  private void again() {
    if (!isDone) {
      URI next = other;
      other = server;
      server = next;
      CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(this::connect);
    }
  }

  @Override
  public void received(ChatSocket from, String text, long now) {
    if (text.contains(TO)) {
      messages.incrementAndGet();
      events(text, now);
    } else if (text.contains("connection_ack")) {
      from.send(SUBSCRIBE.formatted(member.groupId(), last));
      // Its subscription is taken in turn; nothing is missed before that, for it has a number.
      ready.complete(true);
    } else if (text.contains("\"type\":\"ping\"")) {
      from.send("{\"type\":\"pong\"}");
    } else {
      // Refused, or an event that could not be told: a connection anew, behind the last number.
      refused.incrementAndGet();
      from.abort();
      again();
    }
  }

  private void events(String text, long now) {
    int at = text.indexOf(SEQUENCE);
    while (at >= 0) {
      int sequence = (int) number(text, at + SEQUENCE.length());
      took(sequence);
      int next = text.indexOf(SEQUENCE, at + 1);
      int sent = text.indexOf(TEXT, at);
      if (sent >= 0 && (next < 0 || sent < next)) {
        times.add(now - time(text, sent + TEXT.length()));
      }
      at = next;
    }
    last = Math.max(last, (int) number(text, text.indexOf(TO) + TO.length()));
  }

  private void took(int sequence) {
    synchronized (seen) {
      if (seen.get(sequence)) {
        doubled.incrementAndGet();
      } else if (seen.length() > sequence) {
        disordered.incrementAndGet();
      }
      seen.set(sequence);
    }
  }

  private static long number(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return Long.parseLong(text, from, end, 10);
  }

  /** A time as letters, for so many digits in a row could be a payment card's number. */
  static String letters(long time) {
    StringBuilder letters = new StringBuilder();
    Long.toString(time).chars().forEach(digit -> letters.append((char) ('a' + digit - '0')));
    return letters.toString();
  }

  private static long time(String text, int from) {
    long time = 0;
    for (int at = from; at < text.length() && Character.isLetter(text.charAt(at)); at++) {
      time = time * 10 + text.charAt(at) - 'a';
    }
    return time;
  }
}
