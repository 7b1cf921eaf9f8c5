package app.countersign.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Names and raw bank texts, kept as data, with digits and cities filled in as they are drawn. */
final class Catalog {

  private static final String RESOURCE = "/demo/catalog.yml";

  private final Map<String, List<?>> lists;

  private Catalog(Map<String, List<?>> lists) {
    this.lists = lists;
  }

  static Catalog bundled() {
    try (InputStream stream = Catalog.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is not on the classpath");
      }
      return new Catalog(new Yaml(new SafeConstructor(new LoaderOptions())).load(stream));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One entry, as it stands. */
  String pick(String list, RandomGenerator random) {
    var entries = entries(list);
    return String.valueOf(entries.get(random.nextInt(entries.size())));
  }

  /** One entry by its place, wrapping around. */
  String entry(String list, int position) {
    var entries = entries(list);
    return String.valueOf(entries.get(Math.floorMod(position, entries.size())));
  }

  /** One entry with its digits drawn and its city filled in. */
  String text(String list, String city, RandomGenerator random) {
    return filled(pick(list, random), city, random);
  }

  /** Some of the subscriptions, in the order of the catalog, their numbers drawn once. */
  List<Subscription> subscriptions(int count, boolean weeklyToo, RandomGenerator random) {
    var left = new ArrayList<Subscription>();
    for (var entry : entries("subscriptions")) {
      var fields = (Map<?, ?>) entry;
      boolean weekly = Boolean.TRUE.equals(fields.get("weekly"));
      if (weeklyToo || !weekly) {
        var text = filled(String.valueOf(fields.get("text")), "", random);
        left.add(new Subscription(text, cents(fields), weekly));
      }
    }
    while (left.size() > count) {
      left.remove(random.nextInt(left.size()));
    }
    return left;
  }

  private static long cents(Map<?, ?> subscription) {
    if (subscription.get("cents") instanceof Number cents) {
      return cents.longValue();
    }
    throw new IllegalStateException(RESOURCE + ": a subscription has no cents");
  }

  private List<?> entries(String list) {
    var entries = lists.get(list);
    if (entries == null || entries.isEmpty()) {
      throw new IllegalStateException(RESOURCE + " has no list " + list);
    }
    return entries;
  }

  private static String filled(String pattern, String city, RandomGenerator random) {
    var text = new StringBuilder();
    int position = 0;
    for (int open; (open = pattern.indexOf('{', position)) >= 0; ) {
      int close = pattern.indexOf('}', open);
      var hole = pattern.substring(open + 1, close);
      text.append(pattern, position, open);
      text.append(hole.equals("city") ? city : digits(Integer.parseInt(hole), random));
      position = close + 1;
    }
    return text.append(pattern, position, pattern.length()).toString();
  }

  static String digits(int count, RandomGenerator random) {
    var digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  record Subscription(String text, long cents, boolean weekly) {}
}
