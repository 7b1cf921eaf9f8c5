package app.countersign.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGeneratorFactory;

/**
 * Writes bank documents of invented people: 14 months of accounts, liabilities and raw bank rows in
 * Plaid's custom-user form and sign. Personas are never written down, they follow from the rows.
 * The same seed, number of users and last day give the same bytes on every machine.
 *
 * <p>The profiles come in a fixed deck of 25; a first 25 users hold each of them at least once.
 */
public final class LedgerGenerator {

  /** How many users the demo has unless told otherwise. */
  public static final int DEFAULT_USERS = 100;

  private static final int HISTORY_MONTHS = 14;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<DemoProfile> DECK =
      List.of(
          DemoProfile.CARD_HEAVY,
          DemoProfile.STEADY,
          DemoProfile.SAVER,
          DemoProfile.STUDENT,
          DemoProfile.FREELANCER,
          DemoProfile.SUBSCRIBER,
          DemoProfile.TURNAROUND,
          DemoProfile.CARD_HEAVY,
          DemoProfile.STEADY,
          DemoProfile.STUDENT,
          DemoProfile.SAVER,
          DemoProfile.SILENT,
          DemoProfile.SUBSCRIBER,
          DemoProfile.TRIMMER,
          DemoProfile.CARD_HEAVY,
          DemoProfile.FREELANCER,
          DemoProfile.STEADY,
          DemoProfile.SETTLED,
          DemoProfile.STUDENT,
          DemoProfile.SAVER,
          DemoProfile.SUBSCRIBER,
          DemoProfile.SLIPPING,
          DemoProfile.CARD_HEAVY,
          DemoProfile.FREELANCER,
          DemoProfile.STEADY);

  private final Catalog catalog = Catalog.bundled();
  private final ObjectMapper mapper = new ObjectMapper();
  private final long seed;
  private final LocalDate endsOn;

  /**
   * @param endsOn no row is later than this day
   */
  public LedgerGenerator(long seed, LocalDate endsOn) {
    this.seed = seed;
    this.endsOn = endsOn;
  }

  /** The first so many users; a user is the same whatever the number. */
  public List<DemoUser> users(int count) {
    var users = new ArrayList<DemoUser>(count);
    for (int number = 0; number < count; number++) {
      users.add(user(number));
    }
    return List.copyOf(users);
  }

  private DemoUser user(int number) {
    var profile = DECK.get(number % DECK.size());
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003L + number);
    var first = endsOn.minusMonths(HISTORY_MONTHS).plusDays(1);
    var home = new Household(random, catalog, first, endsOn);
    long income = annualIncome(profile, home);
    new LifeStory(home, income).tell(profile);
    var userId = "user_%03d".formatted(number);
    var person = person(number);
    var document = document(home, person, userId);
    document.set("profile", profile(profile, home, person, userId, income));
    return new DemoUser(userId, profile, text(document));
  }

  private static long annualIncome(DemoProfile profile, Household home) {
    long low = profile == DemoProfile.STUDENT ? 15 : profile == DemoProfile.CARD_HEAVY ? 38 : 52;
    long high = profile == DemoProfile.STUDENT ? 27 : profile == DemoProfile.CARD_HEAVY ? 68 : 98;
    return home.between(low * 10, high * 10) * 100;
  }

  /** Walks both name lists with steps that share no factor with their lengths: no early repeats. */
  private Person person(int number) {
    int start = (int) Math.floorMod(seed, 1_000L);
    var given = catalog.entry("firstNames", start + number);
    var family = catalog.entry("lastNames", start + number * 7 + number / 50);
    var address = (given + "." + family).toLowerCase(Locale.ROOT);
    var ascii =
        Normalizer.normalize(address.replace("ø", "o").replace("ł", "l"), Normalizer.Form.NFD)
            .replaceAll("[^a-z.-]", "");
    return new Person(given + " " + family, ascii + number + "@example.com");
  }

  private static ObjectNode profile(
      DemoProfile profile, Household home, Person person, String userId, long income) {
    var stated = JSON.objectNode();
    stated.put("user_id", userId);
    stated.put("name", person.name());
    stated.put("email", person.email());
    if (profile != DemoProfile.SILENT) {
      stated.put("age_bracket", ageBracket(profile, home));
      if (profile == DemoProfile.STUDENT || home.random.nextBoolean()) {
        stated.put("annual_income", income);
      }
    }
    stated.put("region", home.catalog.pick("regions", home.random));
    return stated;
  }

  private static String ageBracket(DemoProfile profile, Household home) {
    boolean loan = home.books.stream().anyMatch(book -> book.subtype.equals("student"));
    if (profile == DemoProfile.STUDENT) {
      return loan && home.random.nextInt(3) == 0 ? "26-35" : "18-25";
    }
    return List.of("26-35", "36-50", "36-50", "51-65").get(home.random.nextInt(4));
  }

  private ObjectNode document(Household home, Person person, String userId) {
    var document = JSON.objectNode();
    document.put("version", "2");
    document.put("seed", userId);
    var accounts = document.putArray("override_accounts");
    home.books.forEach(book -> accounts.add(account(book, person)));
    return document;
  }

  private ObjectNode account(Book book, Person person) {
    var account = JSON.objectNode();
    account.put("type", book.type);
    account.put("subtype", book.subtype);
    account.put("currency", "USD");
    if (book.hasBalance) {
      account.put("starting_balance", dollars(book.balance));
    }
    var meta = account.putObject("meta");
    meta.put("name", book.name);
    if (book.limit > 0) {
      meta.put("limit", dollars(book.limit));
    }
    account.putObject("numbers").put("account", book.number);
    var identity = account.putObject("identity");
    identity.putArray("names").add(person.name());
    identity
        .putArray("emails")
        .addObject()
        .put("data", person.email())
        .put("primary", true)
        .put("type", "primary");
    if (!book.liability.isEmpty()) {
      account.set("liability", mapper.valueToTree(book.liability));
    }
    var rows = account.putArray("transactions");
    for (var row : book.rows()) {
      rows.addObject()
          .put("date_transacted", row.date().toString())
          .put("date_posted", row.date().toString())
          .put("amount", dollars(row.cents()))
          .put("description", row.text())
          .put("currency", "USD");
    }
    return account;
  }

  private static BigDecimal dollars(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private String text(ObjectNode document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree can always be written", impossible);
    }
  }

  private record Person(String name, String email) {}
}
