package app.countersign.pipeline;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import java.util.Optional;

/** The pipeline over its data files, read when the server starts so that a fault stops it there. */
@Factory
final class PipelineBeans {
  @Context
  Catalogue catalogue() {
    return CatalogueFiles.load();
  }

  @Context
  Guardrails guardrails() {
    return Guardrails.load();
  }

  @Context
  RecommendationPipeline pipeline(
      Catalogue catalogue, Guardrails guardrails, Optional<RationalePolisher> polisher) {
    return new RecommendationPipeline(catalogue, guardrails, polisher.orElse(null));
  }
}
