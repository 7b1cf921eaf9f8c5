package app.countersign.store;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test of documents on the running server, with room for as many downloads as it says. */
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "store.test-documents", value = "true")
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.database.name", value = "countersign_store")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.rate-limit.per-actor-per-minute", value = "100000")
@Property(name = "countersign.store.most-downloads", value = "20")
@interface StoreTest {}
