package app.countersign.assistant;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the assistant on a server with a schedule that looks often, and scripted engines. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "assistant")
@Property(name = "countersign.schedule.polling-interval", value = "PT0.05S")
@Property(name = "countersign.schedule.heartbeat", value = "PT0.2S")
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "testing.scripted-engines", value = "true")
@interface AssistantTest {}
