package app.countersign.identity;

import app.countersign.platform.access.Role;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.time.Instant;
import java.util.UUID;

/** An operator or customer as stored, with the hash of the password; never leaves this package. */
@MappedEntity("person")
record PersonRow(
    @Id UUID id,
    String email,
    String name,
    Role role,
    String passwordHash,
    @MappedProperty("active") boolean isActive,
    int version,
    Instant createdAt) {
  boolean isOfTheDesk() {
    return role != Role.CUSTOMER;
  }

  Operator operator() {
    return new Operator(id, name, email, role, isActive, version, createdAt);
  }

  @Override
  public String toString() {
    return "PersonRow[%s, %s, version %d]".formatted(id, role, version);
  }
}
