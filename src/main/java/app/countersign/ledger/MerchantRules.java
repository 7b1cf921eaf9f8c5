package app.countersign.ledger;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From raw bank text to a merchant and a category, by rules kept as data in {@code
 * ledger/merchant-rules.yml}. Immutable, safe to share; a text costs time linear in its length,
 * whatever it holds.
 */
public final class MerchantRules {

  private static final String RESOURCE = "/ledger/merchant-rules.yml";

  /** Money that comes back from such a place is a refund. */
  private static final Set<TransactionCategory> SPENDING =
      EnumSet.range(TransactionCategory.UTILITIES, TransactionCategory.EDUCATION);

  private final PatternIndex index = new PatternIndex();
  private final MerchantName names;
  private final int size;

  private MerchantRules(MerchantRulesFile file) {
    names =
        new MerchantName(
            file.phrases("leading"),
            file.phrases("fillers"),
            file.phrases("cuts"),
            file.phrases("places"));
    var rules = file.rules();
    rules.forEach(index::add);
    size = rules.size();
  }

  /**
   * The rules the product ships.
   *
   * @throws InvalidMerchantRules naming the first bad rule
   */
  public static MerchantRules bundled() {
    try (var stream = MerchantRules.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new InvalidMerchantRules("file", RESOURCE + " is not on the classpath");
      }
      return load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Rules of one's own, in the form the bundled file describes.
   *
   * @throws InvalidMerchantRules naming the first bad rule
   */
  public static MerchantRules load(Reader reader) {
    return new MerchantRules(MerchantRulesFile.read(reader));
  }

  /** How many rules there are. */
  public int size() {
    return size;
  }

  /**
   * What a row means. Never fails, whatever the text.
   *
   * @param amount in the holder's sign: positive is money in
   */
  public Classification classify(String description, BigDecimal amount, AccountType account) {
    var words = BankText.words(description);
    var direction = Direction.of(amount);
    var rule = index.first(words, names.namedFrom(words), direction, account);
    if (rule == null) {
      return new Classification(names.of(description), TransactionCategory.OTHER);
    }
    return new Classification(merchant(rule, description), category(rule, direction));
  }

  private @Nullable String merchant(MerchantRule rule, String description) {
    return rule.merchantFromText() ? names.of(description) : rule.merchant();
  }

  private static TransactionCategory category(MerchantRule rule, Direction direction) {
    if (direction == Direction.OUT || !SPENDING.contains(rule.category())) {
      return rule.category();
    }
    // A brand sends money back; a word such as "cafe" may as well be the name of one who pays.
    return rule.merchantFromText() ? TransactionCategory.OTHER : TransactionCategory.REFUND;
  }
}
