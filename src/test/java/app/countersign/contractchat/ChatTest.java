package app.countersign.contractchat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the chat on a real database with a clock that stands. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(startApplication = false, transactional = false)
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "countersign.database.name", value = "contract_chat")
@Property(name = "countersign.schedule.enabled", value = "false")
public @interface ChatTest {}
