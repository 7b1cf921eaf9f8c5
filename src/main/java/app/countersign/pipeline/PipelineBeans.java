package app.countersign.pipeline;

import app.countersign.guardrail.TextGuardrails;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** The pipeline over its data files, read when the server starts so that a fault stops it there. */
@Factory
final class PipelineBeans {
  @Context
  Catalogue catalogue() {
    return CatalogueFiles.load();
  }

  @Context
  RecommendationPipeline pipeline(Catalogue catalogue, TextGuardrails guardrails) {
    return new RecommendationPipeline(catalogue, guardrails);
  }
}
