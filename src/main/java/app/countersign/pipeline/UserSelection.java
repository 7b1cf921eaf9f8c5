package app.countersign.pipeline;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user, a list of them, or all; the schema sees to it that exactly one is given. */
record UserSelection(
    @Nullable String userId, @Nullable List<String> userIds, @Nullable Boolean all) {

  static final int MOST_USERS = 10_000;

  /** What a selection means. */
  sealed interface Meaning {}

  record One(String userId) implements Meaning {}

  record Listed(List<String> userIds) implements Meaning {}

  record All() implements Meaning {}

  record Wrong(String field, String message) implements Meaning {}

  Meaning meaning() {
    if (userId != null) {
      return new One(userId);
    }
    if (userIds == null) {
      return Boolean.TRUE.equals(all)
          ? new All()
          : new Wrong("all", "Only true selects anybody: leave it out, or say true.");
    }
    if (userIds.isEmpty()) {
      return new Wrong("userIds", "Name at least one user.");
    }
    return userIds.size() > MOST_USERS
        ? new Wrong(
            "userIds", "At most %,d users at once, not %,d.".formatted(MOST_USERS, userIds.size()))
        : new Listed(List.copyOf(new LinkedHashSet<>(userIds)));
  }
}
