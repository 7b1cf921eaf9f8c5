package app.countersign.persona;

import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.RequestError;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads the arguments that the fields about personas share; null counts as left out. */
@Singleton
class PersonaArguments {
  private static final int MOST_DAYS = 366;
  private static final int MOST_PATTERNS = 100;

  private final Clock clock;

  PersonaArguments(Clock clock) {
    this.clock = clock;
  }

  static SignalWindow window(Call call, SignalWindow otherwise) {
    SignalWindow window = call.argument("window", SignalWindow.class);
    return window == null ? otherwise : window;
  }

  /** The period of {@code days} up to {@code asOf}. */
  DayPeriod period(Call call, int defaultDays) {
    LocalDate asOf = asOf(call);
    return new DayPeriod(
        asOf == null ? today() : asOf, between(call, "days", defaultDays, MOST_DAYS));
  }

  static int limit(Call call, int otherwise) {
    return between(call, "limit", otherwise, MOST_PATTERNS);
  }

  /** The day asked for, which has come; null when none is. */
  @Nullable LocalDate asOf(Call call) {
    LocalDate asked = call.argument("asOf", LocalDate.class);
    LocalDate today = today();
    if (asked != null && asked.isAfter(today)) {
      throw RequestError.badRequest(
          "'asOf' may not be after today, %s in UTC, but is %s.".formatted(today, asked));
    }
    return asked;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static int between(Call call, String name, int otherwise, int most) {
    Integer asked = call.argument(name, Integer.class);
    if (asked == null) {
      return otherwise;
    }
    if (asked < 1 || asked > most) {
      throw RequestError.badRequest("'%s' takes 1 to %d, not %d.".formatted(name, most, asked));
    }
    return asked;
  }
}
