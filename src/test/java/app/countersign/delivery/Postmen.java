package app.countersign.delivery;

import app.countersign.review.DeskFixture;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;

/** Servers that send by carriers of the test's own, and how their deliveries stand. */
@Singleton
@Requires(property = "countersign.test.clock")
public class Postmen {
  private final DeliveryRepository deliveries;
  private final DeliveryConfiguration configuration;
  private final DeliveryRecord records;
  private final TransactionOperations<Connection> transactions;
  private final DeskFixture desk;

  Postmen(
      DeliveryRepository deliveries,
      DeliveryConfiguration configuration,
      DeliveryRecord records,
      TransactionOperations<Connection> transactions,
      DeskFixture desk) {
    this.deliveries = deliveries;
    this.configuration = configuration;
    this.records = records;
    this.transactions = transactions;
    this.desk = desk;
  }

  /** Another server on the same database. */
  public Postman with(Carrier carrier) {
    return new Postman(
        deliveries,
        configuration,
        List.of(carrier),
        List.of(),
        List.of(),
        records,
        transactions,
        desk.clock());
  }

  /** The one delivery about the subject. */
  public Delivery about(UUID subjectId) {
    UUID id =
        desk.sql()
            .list(
                "SELECT id FROM delivery WHERE subject_id = ?",
                row -> row.getObject("id", UUID.class),
                subjectId)
            .getFirst();
    return deliveries.byIds(List.of(id)).getFirst();
  }

  public int mostAttempts() {
    return configuration.maxAttempts();
  }
}
