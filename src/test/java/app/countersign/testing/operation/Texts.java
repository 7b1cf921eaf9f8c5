package app.countersign.testing.operation;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Values of scalars: what one would send, and now and then what one would not. */
final class Texts {
  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "\n\t ",
          "null",
          "'; DROP TABLE person; --",
          "\\' OR 1=1 --",
          "%_\\%",
          "${jndi:ldap://localhost/x}",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "🙂👩‍👩‍👧‍👦",
          "\u202Ecod\u0301e\u200F",
          "\u0001\u001F\u007F",
          "İıſK",
          "-1",
          "1e400",
          "x".repeat(300),
          "ä ".repeat(3_000));
  private static final List<String> ODD_TIMES =
      List.of(
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
          "2024-02-29t23:59:59.5z",
          "1969-12-31T23:59:59-12:00",
          "2026-03-29T02:30:00+01:00");
  private static final List<String> ODD_DAYS =
      List.of("0001-01-01", "9999-12-31", "2024-02-29", "1969-12-31");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia");
  private static final List<Integer> ODD_NUMBERS =
      List.of(0, -1, 366, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE);
  private static final List<String> WORDS =
      List.of(
          "rent", "a reason that is long enough", "Coffee", "12345", "DoorDash", "a b c", "MEM-1");

  private final Draft draft;

  Texts(Draft draft) {
    this.draft = draft;
  }

  Object scalar(String type, String name) {
    boolean isOdd = draft.random().nextDouble() < draft.options().oddity();
    return switch (type) {
      case "Boolean" -> draft.chance(50);
      case "Int" -> isOdd ? draft.pick(ODD_NUMBERS) : 1 + draft.random().nextInt(90);
      case "NonNegativeInt" ->
          isOdd ? draft.pick(List.of(0, Integer.MAX_VALUE)) : draft.random().nextInt(20);
      case "Float" ->
          isOdd ? draft.pick(List.of(-0.0, 1e308, 5e-324)) : draft.random().nextDouble();
      case "ID" -> id(isOdd);
      case "DateTime" -> isOdd ? draft.pick(ODD_TIMES) : day() + "T09:30:00Z";
      case "Date" -> isOdd ? draft.pick(ODD_DAYS) : day();
      case "Decimal" -> decimal(isOdd);
      case "URL" -> isOdd ? "http://[::1]:1/%00?q=%F0" : "https://example.com/a";
      case "JSON" -> java.util.Map.of("a", List.of(1, "b"));
      default -> isOdd ? draft.pick(ODD_TEXTS) : text(name);
    };
  }

  private Object id(boolean isOdd) {
    List<String> there = draft.options().ids();
    if (isOdd) {
      return draft.chance(30) ? 7 : draft.pick(ODD_TEXTS);
    }
    return there.isEmpty() || draft.chance(50)
        ? new UUID(
                draft.random().nextLong() & ~0xF000L | 0x7000L,
                draft.random().nextLong() >>> 2 | Long.MIN_VALUE)
            .toString()
        : draft.pick(there);
  }

  private Object decimal(boolean isOdd) {
    return isOdd
        ? draft.pick(
            List.of(
                "0",
                "-0.01",
                "99999999999999999999999999999999999999",
                "0.00000000000000000000000000000000000001",
                "$1,249.00"))
        : draft.chance(50)
            ? BigDecimal.valueOf(draft.random().nextInt(200_000), 2)
            : BigDecimal.valueOf(draft.random().nextInt(200_000), 2).toPlainString();
  }

  private String day() {
    return "2026-%02d-%02d"
        .formatted(1 + draft.random().nextInt(12), 1 + draft.random().nextInt(28));
  }

  private String text(String name) {
    return switch (name) {
      case "timeZone" -> draft.pick(ZONES);
      case "currency" -> draft.pick(List.of("USD", "EUR", "JPY"));
      case "email", "emails" -> "person%d@example.com".formatted(draft.random().nextInt(100));
      case "password", "newPassword", "currentPassword" -> "a password of some length";
      case "jurisdiction" -> draft.pick(List.of("US-CA", "US-TX", "US"));
      default -> draft.pick(WORDS);
    };
  }
}
