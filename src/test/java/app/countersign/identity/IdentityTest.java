package app.countersign.identity;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test of people and roles on the running server, with a clock that stands still. */
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "identity.test-clock", value = "true")
@Property(name = "countersign.database.name", value = "countersign_identity")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.sign-in.longest-wait", value = "PT60S")
@Property(name = "countersign.rate-limit.per-actor-per-minute", value = "100000")
@Property(name = "countersign.rate-limit.anonymous-per-address-per-minute", value = "100000")
@Property(name = "countersign.rate-limit.failures-per-address-per-minute", value = "100000")
@Property(name = "micronaut.server.port", value = "-1")
@interface IdentityTest {}
