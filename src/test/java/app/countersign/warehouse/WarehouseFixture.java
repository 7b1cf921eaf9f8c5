package app.countersign.warehouse;

import app.countersign.remote.FakeService;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A warehouse on this machine, and a key for it that is made for each run. */
final class WarehouseFixture {
  static final KeyPair KEYS = keys();
  static final String PRIVATE_KEY =
      "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";

  private WarehouseFixture() {}

  static WarehouseConfiguration configuration(FakeService service, Map<String, String> queries) {
    return new WarehouseConfiguration(
        service.url(),
        "my.account",
        "reader",
        PRIVATE_KEY,
        "SPENDING",
        "PUBLIC",
        "SMALL",
        " ",
        queries,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        3,
        Duration.ofMillis(5),
        Duration.ofMillis(10));
  }

  /** A whole result in one partition or the first of several. */
  static String result(int partitions, String columns, String rows) {
    return """
    {"code": "090001", "sqlState": "00000", "message": "Statement executed successfully.",
     "statementHandle": "01b2-77", "createdOn": 1700000000000,
     "statementStatusUrl": "/api/v2/statements/01b2-77",
     "resultSetMetaData": {"numRows": 9, "format": "jsonv2", "rowType": [%s],
       "partitionInfo": [%s]},
     "data": [%s]}
    """
        .formatted(
            columns,
            String.join(",", java.util.Collections.nCopies(partitions, "{\"rowCount\": 1}")),
            rows);
  }

  static String column(String name, String type) {
    return "{\"name\": \"%s\", \"type\": \"%s\", \"nullable\": true}".formatted(name, type);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
