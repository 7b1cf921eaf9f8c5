package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.Guardrails;
import org.junit.jupiter.api.Test;

class PipelineBeansTest {
  @Test
  void theProductsOwnFilesMakeAPipeline() {
    PipelineBeans beans = new PipelineBeans();

    Catalogue catalogue = beans.catalogue();

    assertThat(catalogue).isEqualTo(CatalogueFiles.load());
    assertThat(beans.pipeline(catalogue, Guardrails.load())).isNotNull();
  }
}
