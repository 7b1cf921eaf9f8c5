package app.countersign.intent;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntitiesTest {
  /** A Wednesday. */
  private static final ZonedDateTime AS_OF = ZonedDateTime.parse("2026-03-18T12:00:00-04:00");

  private static final MessageContext GROUP =
      new MessageContext(true, List.of("Sam", "Zoë Bell", "Bill", "Ann Lee", "Ann Poe"));

  private static Entities find(String text) {
    return Entities.find(text, AS_OF, GROUP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "it was $1,249.00|$1,249.00|1249.00|USD",
        "20 bucks|20 bucks|20|USD",
        "20$ please|20$|20|USD",
        "£45|£45|45|GBP",
        "40€!|40€|40|EUR",
        "1.249,50 € for it|1.249,50 €|1249.50|EUR",
        "12,50 euros|12,50 euros|12.50|EUR",
        "fifty dollars|fifty dollars|50|USD",
        "two hundred and five pounds|two hundred and five pounds|205|GBP",
        "twenty-five euros|twenty-five euros|25|EUR",
        "a hundred bucks|a hundred bucks|100|USD",
        "three thousand five hundred dollars|three thousand five hundred dollars|3500|USD",
        "50 cents|50 cents|0.50|USD",
        "EUR 30|EUR 30|30|EUR",
        "$2k|$2k|2000|USD",
        "¥12,000|¥12,000|12000|JPY",
        "＄２０|＄２０|20|USD",
      })
  void amountsWithACurrencyAreRead(String text, String words, BigDecimal amount, String currency) {
    assertThat(find(text).amounts())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.words().text()).isEqualTo(words);
              assertThat(found.amount()).isEqualByComparingTo(amount);
              assertThat(found.currency()).isEqualTo(currency);
              assertThat(found.exact()).isEqualTo(Money.of(amount, currency));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I paid 40 for parking|40",
        "the tab was 210|210",
        "sam owes me 35|35",
        "split 60 between us|60",
        "a 1.2k laptop|1200",
        "59.99 a month|59.99",
      })
  void aBareNumberAmongMoneyWordsIsAnAmountOfNoKnownCurrency(String text, BigDecimal amount) {
    AmountMention found = find(text).amounts().getFirst();

    assertThat(found.amount()).isEqualByComparingTo(amount);
    assertThat(found.currency()).isNull();
    assertThat(found.exact()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split it 4 ways",
        "5 people",
        "20% off",
        "see you at 5",
        "card ending 4242",
        "2:1:1",
        "12/03/2026",
        "3 pounds of beef",
        "paid for 3 of us",
        "1.2.3.4",
        "over 100 points"
      })
  void otherNumbersAreNoMoney(String text) {
    assertThat(find(text).amounts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"about $20", "around $20", "$20 or so", "$20-ish", "~$20"})
  void aboutIsKeptAndIsNoExactMoney(String text) {
    AmountMention found = find(text).amounts().getFirst();

    assertThat(found.approximate()).isTrue();
    assertThat(found.exact()).isNull();
  }

  @Test
  void moreDecimalsThanTheCurrencyHasAreNeverRounded() {
    AmountMention dollars = find("$10.005").amounts().getFirst();
    AmountMention yen = find("¥100.50").amounts().getFirst();

    assertThat(dollars.amount()).isEqualTo(new BigDecimal("10.005"));
    assertThat(dollars.tooFine()).isTrue();
    assertThat(dollars.exact()).isNull();
    assertThat(yen.tooFine()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "today|2026-03-18|2026-03-18",
        "tomorrow|2026-03-19|2026-03-19",
        "yesterday|2026-03-17|2026-03-17",
        "the day before yesterday|2026-03-16|2026-03-16",
        "the day after tomorrow|2026-03-20|2026-03-20",
        "last night|2026-03-17|2026-03-17",
        "this morning|2026-03-18|2026-03-18",
        "3 days ago|2026-03-15|2026-03-15",
        "two weeks from now|2026-04-01|2026-04-01",
        "in 7 days|2026-03-25|2026-03-25",
        "a year ago|2025-03-18|2025-03-18",
        "two quarters ago|2025-09-18|2025-09-18",
        "last friday|2026-03-13|2026-03-13",
        "next friday|2026-03-27|2026-03-27",
        "coming friday|2026-03-20|2026-03-20",
        "we ate on friday|2026-03-13|2026-03-13",
        "dinner on friday|2026-03-20|2026-03-20",
        "on sat|2026-03-21|2026-03-21",
        "last week|2026-03-09|2026-03-15",
        "last weekend|2026-03-14|2026-03-15",
        "this month|2026-03-01|2026-03-31",
        "this quarter|2026-01-01|2026-03-31",
        "last year|2025-01-01|2025-12-31",
        "the past two weeks|2026-03-04|2026-03-18",
        "next 2 days|2026-03-18|2026-03-20",
        "since last week|2026-03-09|2026-03-18",
        "until 15 April 2026|2026-03-18|2026-04-15",
        "on the 5th|2026-04-05|2026-04-05",
        "paid on the 5th|2026-03-05|2026-03-05",
        "March 3rd, 2025|2025-03-03|2025-03-03",
        "July the 20th 1992|1992-07-20|1992-07-20",
        "22nd of Apr|2026-04-22|2026-04-22",
        "the Jan the 19th please|2027-01-19|2027-01-19",
        "29 February|2028-02-29|2028-02-29",
        "in February|2027-02-01|2027-02-28",
        "spent in December|2025-12-01|2025-12-31",
        "in June 2025|2025-06-01|2025-06-30",
        "2026-02-27|2026-02-27|2026-02-27",
        "03/12/2026|2026-03-12|2026-03-12",
        "25/12/25|2025-12-25|2025-12-25",
        "paid on 3/12|2026-03-12|2026-03-12",
      })
  void daysAreReadFromTheDayTheMessageWasWritten(String text, String from, String to) {
    assertThat(find(text).dates())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.from()).hasToString(from);
              assertThat(found.to()).hasToString(to);
            });
  }

  @Test
  void bothEndsOfARangeAreReadInTheMonthOfItsEnd() {
    Entities found = find("show me from the 16th to the 22nd of Apr");

    assertThat(found.dates())
        .extracting(one -> one.words().text())
        .containsExactly("16th", "22nd of Apr");
    assertThat(found.dates())
        .extracting(one -> String.valueOf(one.from()))
        .containsExactly("2026-04-16", "2026-04-22");
  }

  @Test
  void untilClosesTheRangeThatWasBegun() {
    Entities found = find("we travel from the 25th until the 28th");

    assertThat(found.dates())
        .extracting(one -> one.from() + " " + one.to())
        .containsExactly("2026-03-25 2026-03-25", "2026-03-28 2026-03-28");
  }

  @ParameterizedTest
  @ValueSource(strings = {"the 4th of each month", "lately"})
  void daysThatAreNoCertainOnesHaveNone(String text) {
    assertThat(find(text).dates())
        .singleElement()
        .satisfies(found -> assertThat(found.from()).isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my 5th order",
        "2026-02-30",
        "99/99/2026",
        "may be 5",
        "5 may be enough",
        "I sat down",
        "we march on",
        "31 June 2026",
        "32 March"
      })
  void whatIsNoDayIsNotReadAsOne(String text) {
    assertThat(find(text).dates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at 8pm|8pm|20:00|20:00|false",
        "9 05 in the morning|9 05 in the morning|09:05|09:05|false",
        "25 to 7 p.m.|25 to 7 p.m.|18:35|18:35|false",
        "10 past 9 night|10 past 9 night|21:10|21:10|false",
        "half past 7|half past 7|07:30|07:30|true",
        "quarter to 8|quarter to 8|07:45|07:45|true",
        "20:30|20:30|20:30|20:30|false",
        "8.30 pm|8.30 pm|20:30|20:30|false",
        "12 am|12 am|00:00|00:00|false",
        "at 5.|5|05:00|05:00|true",
        "noon|noon|12:00|12:00|false",
        "midnight|midnight|00:00|00:00|false",
        "15 minutes ago|15 minutes ago|11:45|11:45|false",
        "last 3 hours|last 3 hours|09:00|12:00|false",
        "in 2 hours|in 2 hours|14:00|14:00|false",
      })
  void timesAreRead(String text, String words, LocalTime from, LocalTime to, boolean assumed) {
    TimeMention found = find(text).times().getFirst();

    assertThat(found.words().text()).isEqualTo(words);
    assertThat(found.from()).isEqualTo(from);
    assertThat(found.to()).isEqualTo(to);
    assertThat(found.assumed()).isEqualTo(assumed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20 to 2 people", "from 5 to 9", "2:1:1", "25:99", "at 50", "5 hours"})
  void whatIsNoTimeIsNotReadAsOne(String text) {
    assertThat(find(text).times()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sam owes me|sam|Sam|MEMBER",
        "zoe paid|zoe|Zoë Bell|MEMBER",
        "Zoë Bell’s part|Zoë Bell|Zoë Bell|MEMBER",
        "ask @sam|@sam|Sam|MEMBER",
        "ask @nina|@nina|nina|MENTION",
        "pay Bill back|Bill|Bill|MEMBER",
        "ann poe paid|ann poe|Ann Poe|MEMBER",
        "dinner with Nadia|Nadia|Nadia|GUESS",
        "My name is coppedge|coppedge|coppedge|GUESS",
        "can i transfer 700£ to guy kephart in 7 days|guy kephart|guy kephart|GUESS",
      })
  void peopleAreKnownByMembershipMentionOrPlace(
      String text, String words, String name, PersonMention.Source source) {
    PersonMention found = find(text).people().getFirst();

    assertThat(found.words().text()).isEqualTo(words);
    assertThat(found.name()).isEqualTo(name);
    assertThat(found.source()).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split the bill",
        "Bill please",
        "me@example.org",
        "the price at Amazon",
        "ann paid",
        "with Visa",
        "in March with my friends"
      })
  void otherWordsAreNoPeople(String text) {
    assertThat(find(text).people()).isEmpty();
  }

  @Test
  void offsetsAreInCodePointsOfTheOriginal() {
    Entities found = find("😀 ﬁne: Zoe\u0301 owes $20 since yesterday");

    assertThat(found.people().getFirst().words()).isEqualTo(new Cue("Zoe\u0301", 7, 11));
    assertThat(found.amounts().getFirst().words()).isEqualTo(new Cue("$20", 17, 20));
    assertThat(found.dates().getFirst().words()).isEqualTo(new Cue("yesterday", 27, 36));
  }
}
