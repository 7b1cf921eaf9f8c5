package app.countersign.platform.graphql;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What one operation may ask for, fragments expanded; each refusal names the limit and the number.
 *
 * @param depth nested fields; introspection is counted apart
 * @param aliases renamed fields
 * @param directives uses of directives
 * @param mutationFields mutations in one operation
 * @param tokens lexical tokens of the document
 * @param textBytes the document in UTF-8
 * @param cost one for each field, what is in a page times the page's size
 * @param introspectionDepth nested fields of an introspection
 * @param introspectionFields fields of an introspection
 * @param fragmentNesting fragments within fragments
 * @param nesting brackets within brackets in the document's text
 * @param documentCacheWeight how much is kept of parsed documents: characters, plus 100 per token
 */
@ConfigurationProperties("countersign.graphql.limits")
public record GraphQlLimits(
    @Bindable(defaultValue = "12") int depth,
    @Bindable(defaultValue = "30") int aliases,
    @Bindable(defaultValue = "50") int directives,
    @Bindable(defaultValue = "5") int mutationFields,
    @Bindable(defaultValue = "2000") int tokens,
    @Bindable(defaultValue = "200000") int textBytes,
    @Bindable(defaultValue = "10000") int cost,
    @Bindable(defaultValue = "20") int introspectionDepth,
    @Bindable(defaultValue = "500") int introspectionFields,
    @Bindable(defaultValue = "30") int fragmentNesting,
    @Bindable(defaultValue = "60") int nesting,
    @Bindable(defaultValue = "30000000") long documentCacheWeight) {
  /** As they are when nothing is configured. */
  public static final GraphQlLimits DEFAULT =
      new GraphQlLimits(12, 30, 50, 5, 2_000, 200_000, 10_000, 20, 500, 30, 60, 30_000_000L);
}
