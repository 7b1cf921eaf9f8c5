package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineBeansTest {
  @Test
  void theProductsOwnFilesMakeAPipeline() {
    PipelineBeans beans = new PipelineBeans();

    Catalogue catalogue = beans.catalogue();
    Guardrails guardrails = beans.guardrails();

    assertThat(catalogue).isEqualTo(CatalogueFiles.load());
    assertThat(beans.pipeline(catalogue, guardrails, Optional.empty())).isNotNull();
  }
}
