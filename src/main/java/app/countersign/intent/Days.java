package app.countersign.intent;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days read from tokens: first and last, none where no certain ones are meant. */
record Days(@Nullable LocalDate from, @Nullable LocalDate to, boolean assumed, int next) {
  static Days one(LocalDate day, boolean assumed, int next) {
    return new Days(day, day, assumed, next);
  }

  static Days range(LocalDate from, LocalDate to, int next) {
    return new Days(from, to, false, next);
  }

  static Days uncertain(int next) {
    return new Days(null, null, true, next);
  }
}
