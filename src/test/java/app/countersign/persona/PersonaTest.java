package app.countersign.persona;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of personas on record, on the running server and a clock that stands. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "countersign.test.personas", value = "true")
@Property(name = "countersign.database.name", value = "personas")
@Property(name = "countersign.graphql.strict", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.enabled", value = "false")
@interface PersonaTest {}
