/**
 * The second way to execute an operation: a kept document becomes a plan of typed steps, made once,
 * that reads, batches and hands its answer to the JSON writer without the engine's work for each
 * field. What a plan does not cover is left to graphql-java, which is also what every plan is
 * compared with in the tests.
 */
@NullMarked
package app.countersign.platform.graphql.plan;

import org.jspecify.annotations.NullMarked;
