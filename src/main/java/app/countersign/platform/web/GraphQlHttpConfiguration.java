package app.countersign.platform.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much a GraphQL request may carry.
 *
 * @param bodyBytes of the body, once decompressed
 * @param jsonNesting objects and lists within each other
 */
@ConfigurationProperties("countersign.graphql.http")
public record GraphQlHttpConfiguration(
    @Bindable(defaultValue = "1000000") int bodyBytes,
    @Bindable(defaultValue = "50") int jsonNesting) {}
