package app.countersign.platform.graphql;

/**
 * What a selection amounts to with its fragments expanded. Counts stop at {@link Long#MAX_VALUE}.
 *
 * @param depth nested fields, introspection apart
 * @param rootFields fields at the selection's own level
 * @param introspects whether it asks for the schema itself ({@code __typename} does not)
 * @param introspectionDepth nested fields below {@code __schema} and {@code __type}
 */
record SelectionFacts(
    int depth,
    long rootFields,
    long aliases,
    long directives,
    boolean introspects,
    int introspectionDepth,
    long introspectionFields,
    Cost cost) {
  static final SelectionFacts NOTHING = new SelectionFacts(0, 0, 0, 0, false, 0, 0, Cost.NONE);

  /** Both side by side; the cost is the caller's to sum. */
  SelectionFacts beside(SelectionFacts other) {
    return new SelectionFacts(
        Math.max(depth, other.depth),
        plus(rootFields, other.rootFields),
        plus(aliases, other.aliases),
        plus(directives, other.directives),
        introspects || other.introspects,
        Math.max(introspectionDepth, other.introspectionDepth),
        plus(introspectionFields, other.introspectionFields),
        Cost.NONE);
  }

  SelectionFacts withCost(Cost newCost) {
    return new SelectionFacts(
        depth,
        rootFields,
        aliases,
        directives,
        introspects,
        introspectionDepth,
        introspectionFields,
        newCost);
  }

  static long plus(long left, long right) {
    return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
  }
}
