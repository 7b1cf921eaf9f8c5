package app.countersign.customer;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test of customers on the running server, with a clock that stands still. */
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "identity.test-clock", value = "true")
@Property(name = "countersign.database.name", value = "countersign_customers")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.graphql.strict", value = "false")
@Property(name = "countersign.graphql.deadline", value = "60s")
@Property(name = "countersign.sign-in.longest-wait", value = "PT60S")
@Property(name = "countersign.customers.answer-time", value = "PT0S")
@interface CustomerTest {}
