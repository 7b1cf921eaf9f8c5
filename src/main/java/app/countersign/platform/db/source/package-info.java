/**
 * Where the database comes from, and who migrates and who serves it.
 *
 * <p>One of three hands the server its database, before any bean is made: {@link GivenDatabase}
 * where {@code JDBC_URL}, {@code JDBC_USER} and {@code JDBC_PASSWORD} are set; in tests, one server
 * per JVM (a container where there is a Docker engine, else an embedded PostgreSQL); otherwise
 * {@link EmbeddedDatabase}, on a directory that is kept. {@link ProductionRequirements} lets
 * production have only the first.
 *
 * <p>The login given is the owner: it makes the roles and runs the migrations, over connections of
 * its own, before the pool exists. The pool signs in as the serving role, a member of {@code
 * countersign_serving}, which the migrations grant rights to. {@code JDBC_SERVING_USER} and {@code
 * JDBC_SERVING_PASSWORD} name another serving login; the one made here has a password derived from
 * {@code COUNTERSIGN_SIGNING_SECRET}.
 *
 * <p>A test needs only {@code @MicronautTest}: all test classes share a migrated database. With
 * {@code @Property(name = "countersign.database.name", value = "…")} a class has a fresh one of its
 * own, copied from a migrated template.
 *
 * <p>What takes longer than the pool's {@code statement_timeout} says so in its own transaction:
 * {@code SET LOCAL statement_timeout}.
 */
@NullMarked
package app.countersign.platform.db.source;

import org.jspecify.annotations.NullMarked;
