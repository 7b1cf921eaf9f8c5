package app.countersign.persona;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** One assignment in a user's history for one window. */
public record AssignedPersona(UUID id, Instant asOf, PersonaKind persona) {
  /** By {@code asOf}, then by id as the database orders ids: byte by byte, without a sign. */
  public static final Comparator<AssignedPersona> HISTORY =
      Comparator.comparing(AssignedPersona::asOf)
          .thenComparing(
              (one, other) ->
                  Long.compareUnsigned(
                      one.id().getMostSignificantBits(), other.id().getMostSignificantBits()))
          .thenComparing(
              (one, other) ->
                  Long.compareUnsigned(
                      one.id().getLeastSignificantBits(), other.id().getLeastSignificantBits()));
}
