package app.countersign.insight;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of insights on a real database with a clock that stands. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "countersign.database.name", value = "insights")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "testing.role-names-as-tokens", value = "true")
public @interface InsightTest {}
