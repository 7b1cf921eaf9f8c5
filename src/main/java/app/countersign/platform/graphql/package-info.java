/**
 * The seam between the schema and the features: wiring, scalars, limits, errors, batching. Knows no
 * feature and no HTTP.
 */
@NullMarked
package app.countersign.platform.graphql;

import org.jspecify.annotations.NullMarked;
