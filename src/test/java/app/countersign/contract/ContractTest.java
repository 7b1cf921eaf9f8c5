package app.countersign.contract;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test of contracts on the running server; the role's name is the token of one who has it. */
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.test.clock", value = "true")
@Property(name = "countersign.database.name", value = "countersign_contract")
@Property(name = "countersign.schedule.enabled", value = "false")
@interface ContractTest {}
