package app.countersign.ledger;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test of the ledger on the running server and a database that other ledger tests share. */
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.database.name", value = "countersign_ledger")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@interface LedgerTest {}
