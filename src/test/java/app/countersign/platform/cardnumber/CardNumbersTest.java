package app.countersign.platform.cardnumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those that schemes and processors publish for tests; nobody's. */
class CardNumbersTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4222222222222",
        "4012888888881881",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
        "6200000000000005",
        "6759649826438453",
        "6304000000000000000"
      })
  void aNumberOfEverySchemeIsFound(String number) {
    assertThat(CardNumbers.areIn(number)).isTrue();
    assertThat(CardNumbers.areIn("It is " + number + ".")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u20131111\u20131111\u20131111",
        "4111-1111 1111.1111",
        "4111 - 1111 - 1111 - 1111",
        "4111  1111  1111  1111",
        "41111111 11111111",
        "411111-1111111111",
        "41-11-11-11-11-11-11-11",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "3782 822463 10005",
        "3056 930902 5904",
        "(4111111111111111)",
        "card:4111111111111111,exp 12/27",
        "card4111111111111111",
        "4111111111111111exp1227",
        "4111 1111 1111 1111 12/27 123",
        "4111 1111 1111 1111 123",
        "2 of them 4111 1111 1111 1111 1 cancelled",
        "1. 4111 1111 1111 1111",
        "4111\u200b1111\u200b1111\u200b1111",
        "4111\u00ad1111\u00ad1111\u00ad1111",
        "\uff14\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 \uff11\uff11\uff11\uff11"
            + " \uff11\uff11\uff11\uff11",
        "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
        "\u096a\u0967\u0967\u0967 \u0967\u0967\u0967\u0967 \u0967\u0967\u0967\u0967"
            + " \u0967\u0967\u0967\u0967",
        "\ud835\udfd2\ud835\udfcf\ud835\udfcf\ud835\udfcf111111111111",
        "\u2463\u2460\u2460\u2460111111111111",
        "卡号4111111111111111",
        "+4111111111111111"
      })
  void aNumberIsFoundHoweverItIsWritten(String text) {
    assertThat(CardNumbers.areIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cvv 123",
        "CVV: 123",
        "cvv2=1234",
        "my CVC is 123",
        "the cvc number is 1234.",
        "security code 123",
        "The security code on my card is 987",
        "card verification value: 042",
        "cvv is 1 2 3",
        "123 is my cvv",
        "123 (CVC)",
        "Sicherheitscode: 123",
        "Kartenprüfnummer 123",
        "code de sécurité 123",
        "cvv \u0661\u0662\u0663"
      })
  void aSecurityCodeIsFoundNextToAWordForIt(String text) {
    assertThat(CardNumbers.areIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is a CVV, and where do I find it?",
        "I never tell my cvc. Dinner was 120 and drinks 45",
        "The cvv has 3 digits.",
        "the cvv2 costs nothing",
        "cvvs 123",
        "cvv 12345",
        "cvv $123.45",
        "cvv 123.45",
        "I paid $120 cvv was not asked",
        "CSC 101 is a course",
        "room 123, cvs 456"
      })
  void whatOnlyTalksOfSecurityCodesIsLetThrough(String text) {
    assertThat(CardNumbers.areIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The check digit is not that of a card.
        "4111111111111112",
        // Nobody issues these.
        "1234567812345670",
        "9999999999999995",
        // Too short, too long.
        "411111111111",
        "41111111111111111111",
        // Order numbers.
        "113-4111111-1111111",
        "402-1234567-1234567",
        "12-12345-12345",
        "2000113-12345678",
        // Article numbers: EAN, ISBN.
        "4006381333931",
        "978-3-16-148410-0",
        // Parcels.
        "1Z999AA10123456784",
        "9400 1000 0000 0000 0000 00",
        "9400111899223344555566",
        "9400 1118 4111 1111 1111 11",
        "TBA411111111111111",
        "RR411111111111111DE",
        "JD014600004111111111",
        // Phone numbers.
        "+49 151 23456789",
        "+4915123456789",
        "+41 44 668 18 00",
        "4915123456789",
        "0049 151 23456789",
        "(415) 555-0132",
        "+1 415 555 0132",
        "06 12 34 56 78",
        // Account numbers.
        "DE89 3704 0044 0532 0130 00",
        "DE89370400440532013000",
        "CH93 0076 2011 6238 5295 7",
        // Amounts and lists of them.
        "1,234,567.89",
        "4.111.111.111.111.111,00",
        "49.99 12.50 13.25 10.00",
        "45 60 12 30 55 20 10 25",
        "120 450 300 200 150",
        "$4111.11 $1111.11",
        // Dates and times.
        "2026-01-05T10:30:00.000000Z",
        "05.01.2024 06.01.2024",
        "20240105 20240106",
        "1704067200000",
        "2024-01-05 10:30:00",
        // Fractions, versions, places.
        "0.4111111111111111",
        "192.168.100.200",
        "52.520008, 13.404954",
        // Ids.
        "41111111-1111-1111-1111-111111111111",
        "deadbeef4111111111111111",
        "SKU4111111111111111",
        "sku_4111111111111111",
        "4111111111111111a"
      })
  void whatOnlyLooksLikeANumberIsLetThrough(String text) {
    assertThat(CardNumbers.areIn(text)).isFalse();
    assertThat(CardNumbers.masked(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Visa 4111 1111 1111 1111 thanks, Visa ****1111 thanks",
    "4111111111111111 and 378282246310005, ****1111 and ****0005",
    "cvv 123 of 5555-5555-5555-4444!, cvv *** of ****4444!",
    "nothing here, nothing here"
  })
  void whatIsFoundIsMaskedButForItsLastDigits(String text, String masked) {
    assertThat(CardNumbers.masked(text)).isEqualTo(masked);
    assertThat(CardNumbers.areIn(masked)).isFalse();
  }

  @Test
  void theGivenFilesHoldNone() throws IOException {
    List<String> alarms = new ArrayList<>();
    for (Path file : files()) {
      Files.readAllLines(file).stream().filter(CardNumbers::areIn).forEach(alarms::add);
    }

    assertThat(alarms).isEmpty();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
      return files.filter(file -> file.toString().matches(".*[.](csv|json|tsv|txt)")).toList();
    }
  }

  @Test
  void idsAndPhoneNumbersAreNeverTakenForCards() {
    Random random = new Random(20260105);

    assertThat(alarms(random, CardNumbersTest::uuid)).isZero();
    assertThat(alarms(random, CardNumbersTest::orderNumber)).isZero();
    assertThat(alarms(random, CardNumbersTest::phoneNumber)).isZero();
    assertThat(alarms(random, CardNumbersTest::parcelNumber)).isZero();
    assertThat(alarms(random, CardNumbersTest::amounts)).isZero();
    assertThat(alarms(random, CardNumbersTest::articleNumber)).isZero();
  }

  @Test
  void aLongTextIsReadInOneGo() {
    String digits = "4 ".repeat(500_000);
    String words = "cvv ".repeat(250_000);

    assertThat(CardNumbers.areIn(digits)).isFalse();
    assertThat(CardNumbers.areIn(words + "1 2 3x")).isFalse();
  }

  private static long alarms(Random random, Function<Random, String> kind) {
    return IntStream.range(0, MANY)
        .mapToObj(number -> kind.apply(random))
        .filter(CardNumbers::areIn)
        .count();
  }

  private static String uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String orderNumber(Random random) {
    return "Order %d%02d-%s-%s"
        .formatted(random.nextInt(1, 9), random.nextInt(100), digits(random, 7), digits(random, 7));
  }

  private static String phoneNumber(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "+%d %s".formatted(random.nextInt(1, 100), digits(random, 11));
      case 1 -> "+%d".formatted(random.nextInt(1, 100)) + digits(random, 12);
      case 2 -> "(%s) %s-%s".formatted(digits(random, 3), digits(random, 3), digits(random, 4));
      default -> "0%s %s %s".formatted(digits(random, 3), digits(random, 4), digits(random, 4));
    };
  }

  private static String parcelNumber(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "9%d".formatted(random.nextInt(1, 6)) + digits(random, 20);
      case 1 -> "1Z" + digits(random, 16);
      case 2 -> "TBA" + digits(random, 12);
      default -> digits(random, 12);
    };
  }

  private static String amounts(Random random) {
    StringBuilder text = new StringBuilder("split");
    for (int count = 0; count < 6; count++) {
      text.append(" %d.%s".formatted(random.nextInt(1, 10_000), digits(random, 2)));
      text.append(count % 2 == 0 ? "" : " USD and " + random.nextInt(1, 1_000));
    }
    return text.toString();
  }

  /** Thirteen digits, the last of which is the check digit of GS1. */
  private static String articleNumber(Random random) {
    String first = digits(random, 12);
    int sum =
        IntStream.range(0, 12).map(at -> (first.charAt(at) - '0') * (at % 2 == 0 ? 1 : 3)).sum();
    return first + (10 - sum % 10) % 10;
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    random.ints(count, 0, 10).forEach(digits::append);
    return digits.toString();
  }
}
