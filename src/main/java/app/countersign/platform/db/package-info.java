/**
 * What every feature needs of the database: keyset pages ({@link KeysetQuery}), typed column
 * readers ({@link Rows}), time-ordered ids ({@link Ids}), stored JSON ({@link Json}), and the
 * request's {@link Deadline} and {@link StatementCounter} that the connection pool honours. Where
 * the database comes from is told in {@link app.countersign.platform.db.source}. Knows no feature
 * and no GraphQL.
 */
@NullMarked
package app.countersign.platform.db;

import org.jspecify.annotations.NullMarked;
