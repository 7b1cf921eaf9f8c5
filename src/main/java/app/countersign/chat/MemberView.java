package app.countersign.chat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What one member is told of a chat: nothing of messages from before the member came, and nothing
 * after the member goes.
 */
final class MemberView implements Flow.Subscriber<ChatEvents> {
  private final ChatMember member;
  private final Flow.Subscriber<? super ChatEvents> subscriber;
  private Flow.@Nullable Subscription source;
  private boolean isOver;

  MemberView(ChatMember member, Flow.Subscriber<? super ChatEvents> subscriber) {
    this.member = member;
    this.subscriber = subscriber;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscriber.onSubscribe(subscription);
  }

  @Override
  public void onNext(ChatEvents some) {
    if (isOver) {
      return;
    }
    int end = departure(some.events(), member.personId());
    boolean isWhole =
        end == some.events().size() && some.events().stream().noneMatch(this::isHidden);
    if (isWhole) {
      // The very same for everybody, so that its answer is worked out once.
      subscriber.onNext(some);
      return;
    }
    boolean goes = end < some.events().size();
    // Of what happens the last that the member is told is that the member goes.
    List<ChatEvent> told =
        some.events().subList(0, goes ? end + 1 : end).stream()
            .filter(event -> !isHidden(event))
            .toList();
    int upTo = goes ? told.getLast().sequence() : some.toSequence();
    subscriber.onNext(ChatEvents.of(some.chatId(), upTo, told));
    if (goes) {
      isOver = true;
      Objects.requireNonNull(source).cancel();
      subscriber.onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!isOver) {
      subscriber.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!isOver) {
      subscriber.onComplete();
    }
  }

  private boolean isHidden(ChatEvent event) {
    return event.isAboutOlderThan(member.joinedSequence());
  }

  /** Where the person goes; the number of events when nowhere. */
  private static int departure(List<ChatEvent> events, UUID personId) {
    int place = 0;
    while (place < events.size() && !events.get(place).isDepartureOf(personId)) {
      place++;
    }
    return place;
  }
}
