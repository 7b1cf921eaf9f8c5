package app.countersign.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All patterns of the merchant rules as one tree of words. Matching walks it once from each word of
 * the text, so its time grows with the text, not with the number of rules; there is nothing to
 * backtrack into.
 */
final class PatternIndex {

  /** How many numbers between two words of a pattern are stepped over. */
  private static final int MAX_STEPPED_NUMBERS = 3;

  private static final int PREFIX_KEY = 2;

  private final Node root = new Node();

  /** Adds a rule under its pattern's words. */
  void add(MerchantRule rule) {
    boolean anchored = rule.pattern().startsWith("^");
    var node = root;
    for (var word : patternWords(rule)) {
      node = word.endsWith("*") ? node.prefixChild(word) : node.exactChild(word);
    }
    for (var earlier : anchored ? node.anchored : node.anywhere) {
      if (rule.isShadowedBy(earlier)) {
        throw new InvalidMerchantRules(rule.pattern(), "an earlier rule takes all of its rows");
      }
    }
    (anchored ? node.anchored : node.anywhere).add(rule);
  }

  /** The first rule of the file that applies, or null. */
  @Nullable MerchantRule first(
      List<String> words, int namedFrom, Direction direction, AccountType account) {
    var search = new Search(words, direction, account);
    boolean atStart = true;
    for (int start = 0; start < words.size(); start++) {
      search.anchored = atStart || start <= namedFrom;
      atStart = atStart && BankText.isNumber(words.get(start));
      search.walk(root, start, MAX_STEPPED_NUMBERS);
    }
    return search.best;
  }

  private static List<String> patternWords(MerchantRule rule) {
    var pattern = rule.pattern();
    var words = new ArrayList<String>();
    for (var part : pattern.substring(pattern.startsWith("^") ? 1 : 0).split(" ", -1)) {
      boolean prefix = part.endsWith("*");
      var cut = BankText.words(part);
      if (cut.isEmpty() && !part.equals("&")) {
        throw new InvalidMerchantRules(pattern, "'" + part + "' holds no letter or digit");
      }
      words.addAll(cut);
      if (prefix) {
        var last = words.removeLast();
        if (last.length() < PREFIX_KEY) {
          throw new InvalidMerchantRules(pattern, "a beginning needs two characters or more");
        }
        words.add(last + "*");
      }
    }
    return words;
  }

  private static final class Search {
    private final List<String> words;
    private final Direction direction;
    private final AccountType account;
    private boolean anchored;
    private @Nullable MerchantRule best;

    Search(List<String> words, Direction direction, AccountType account) {
      this.words = words;
      this.direction = direction;
      this.account = account;
    }

    void walk(Node node, int position, int numbersLeft) {
      consider(node.anywhere);
      if (anchored) {
        consider(node.anchored);
      }
      if (position == words.size()) {
        return;
      }
      var word = words.get(position);
      var exact = node.exact.get(word);
      if (exact != null) {
        walk(exact, position + 1, numbersLeft);
      }
      for (var prefix : node.prefixesFor(word)) {
        if (word.startsWith(prefix.beginning)) {
          walk(prefix.node, position + 1, numbersLeft);
        }
      }
      if (node.depth > 0 && numbersLeft > 0 && node.hasChildren() && BankText.isNumber(word)) {
        walk(node, position + 1, numbersLeft - 1);
      }
    }

    private void consider(List<MerchantRule> rules) {
      for (var rule : rules) {
        if ((best == null || rule.order() < best.order())
            && rule.applies(direction, account, words)) {
          best = rule;
        }
      }
    }
  }

  private record Prefix(String beginning, Node node) {}

  private static final class Node {
    private final int depth;
    private final Map<String, Node> exact = new HashMap<>();
    private final Map<String, List<Prefix>> prefixes = new HashMap<>();
    private final List<MerchantRule> anywhere = new ArrayList<>(1);
    private final List<MerchantRule> anchored = new ArrayList<>(1);

    Node() {
      this(0);
    }

    private Node(int depth) {
      this.depth = depth;
    }

    Node exactChild(String word) {
      return exact.computeIfAbsent(word, _ -> new Node(depth + 1));
    }

    Node prefixChild(String word) {
      var beginning = word.substring(0, word.length() - 1);
      var bucket =
          prefixes.computeIfAbsent(beginning.substring(0, PREFIX_KEY), _ -> new ArrayList<>());
      for (var prefix : bucket) {
        if (prefix.beginning.equals(beginning)) {
          return prefix.node;
        }
      }
      var added = new Prefix(beginning, new Node(depth + 1));
      bucket.add(added);
      return added.node;
    }

    List<Prefix> prefixesFor(String word) {
      if (prefixes.isEmpty() || word.length() < PREFIX_KEY) {
        return List.of();
      }
      return prefixes.getOrDefault(word.substring(0, PREFIX_KEY), List.of());
    }

    boolean hasChildren() {
      return !exact.isEmpty() || !prefixes.isEmpty();
    }
  }
}
