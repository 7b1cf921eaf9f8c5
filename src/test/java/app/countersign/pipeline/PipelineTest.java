package app.countersign.pipeline;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the pipeline on the running server, with a clock that runs. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MicronautTest(transactional = false)
@Property(name = "countersign.test.pipeline", value = "true")
@Property(name = "countersign.database.name", value = "pipeline")
@Property(name = "countersign.schedule.enabled", value = "false")
@interface PipelineTest {}
