package app.countersign.ledger;

import java.io.Reader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the YAML form of the merchant rules; every mistake is refused with the rule's name. */
final class MerchantRulesFile {

  private static final Set<String> SECTION_KEYS =
      Set.of("category", "direction", "accounts", "also", "patterns", "words", "brands");
  private static final Set<String> FILE_KEYS =
      Set.of("leading", "fillers", "cuts", "places", "sections");

  private final List<MerchantRule> rules = new ArrayList<>();
  private final Map<String, Object> content;

  private MerchantRulesFile(Map<String, Object> content) {
    this.content = content;
    refuseUnknown(content, FILE_KEYS, "file");
    int number = 0;
    for (var section : list(content.get("sections"), "sections")) {
      readSection(section, "section " + ++number);
    }
    if (rules.isEmpty()) {
      throw new InvalidMerchantRules("file", "there is no rule");
    }
  }

  static MerchantRulesFile read(Reader reader) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object loaded = new Yaml(new SafeConstructor(options)).load(reader);
      return new MerchantRulesFile(map(loaded, "file"));
    } catch (YAMLException malformed) {
      throw new InvalidMerchantRules("file", String.valueOf(malformed.getMessage()));
    }
  }

  List<MerchantRule> rules() {
    return List.copyOf(rules);
  }

  /** The phrases under one of the file's lists, each cut into words. */
  PhraseSet phrases(String key) {
    return new PhraseSet(texts(content.get(key), key));
  }

  private void readSection(Object section, String place) {
    var fields = map(section, place);
    var category = constant(TransactionCategory.class, fields.get("category"), place);
    var name = place + " (" + category + ")";
    refuseUnknown(fields, SECTION_KEYS, name);
    var conditions =
        new Conditions(
            category,
            fields.containsKey("direction")
                ? constant(Direction.class, fields.get("direction"), name)
                : null,
            accounts(fields.get("accounts"), name),
            Set.copyOf(texts(fields.get("also"), name)));
    for (var pattern : texts(fields.get("patterns"), name)) {
      add(pattern, null, false, conditions);
    }
    if (fields.get("brands") != null) {
      map(fields.get("brands"), name)
          .forEach((brand, patterns) -> addBrand(brand, patterns, conditions));
    }
    for (var pattern : texts(fields.get("words"), name)) {
      add(pattern, null, true, conditions);
    }
  }

  private void addBrand(String brand, @Nullable Object patterns, Conditions conditions) {
    if (brand.isBlank() || brand.length() > MerchantName.MAX_LENGTH) {
      throw new InvalidMerchantRules(brand, "a name has 1 to 60 characters");
    }
    var list = patterns instanceof String ? List.of(patterns) : patterns;
    for (var pattern : texts(list, brand)) {
      add(pattern, brand, false, conditions);
    }
  }

  private void add(
      String pattern, @Nullable String merchant, boolean fromText, Conditions conditions) {
    rules.add(
        new MerchantRule(
            rules.size(),
            pattern,
            merchant,
            fromText,
            conditions.category,
            conditions.direction,
            conditions.accounts,
            conditions.also));
  }

  private static Set<AccountType> accounts(@Nullable Object value, String place) {
    var accounts = EnumSet.noneOf(AccountType.class);
    for (var text : texts(value, place)) {
      accounts.add(constant(AccountType.class, text, place));
    }
    return accounts;
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, @Nullable Object value, String place) {
    for (var constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw new InvalidMerchantRules(place, "'" + value + "' is no " + type.getSimpleName());
  }

  private static List<String> texts(@Nullable Object value, String place) {
    var texts = new ArrayList<String>();
    for (var item : value == null ? List.of() : list(value, place)) {
      if (!(item instanceof String text) || text.isBlank()) {
        throw new InvalidMerchantRules(place, "'" + item + "' is no text");
      }
      texts.add(text);
    }
    return texts;
  }

  private static List<?> list(@Nullable Object value, String place) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new InvalidMerchantRules(place, "a list is needed");
  }

  private static Map<String, Object> map(@Nullable Object value, String place) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new InvalidMerchantRules(place, "a mapping is needed");
    }
    var fields = new java.util.LinkedHashMap<String, Object>();
    map.forEach((key, item) -> fields.put(String.valueOf(key), item));
    return fields;
  }

  private static void refuseUnknown(Map<String, Object> fields, Set<String> known, String place) {
    var unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new InvalidMerchantRules(place, "unknown key '" + unknown.first() + "'");
    }
  }

  private record Conditions(
      TransactionCategory category,
      @Nullable Direction direction,
      Set<AccountType> accounts,
      Set<String> also) {}
}
