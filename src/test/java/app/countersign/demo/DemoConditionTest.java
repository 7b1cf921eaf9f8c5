package app.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.value.MapPropertyResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoConditionTest {

  @ParameterizedTest
  @CsvSource({
    "dev, , , true",
    "dev, , ' ', true",
    "dev, , jdbc:postgresql://db/countersign, false",
    "dev, false, , false",
    "dev, true, jdbc:postgresql://db/countersign, true",
    "test, , , false",
    "test, true, , true",
    "prod, , jdbc:postgresql://db/countersign, false",
    "prod, true, jdbc:postgresql://db/countersign, false",
    "prod, true, , false"
  })
  void theDemoIsShownWhereNobodyCouldTakeItForReal(
      String environment, String enabled, String url, boolean isShown) {
    Map<String, Object> properties = new HashMap<>();
    if (enabled != null) {
      properties.put("countersign.demo.enabled", enabled);
    }
    if (url != null) {
      properties.put("jdbc.url", url);
    }

    assertThat(DemoCondition.isShown(Set.of(environment), new MapPropertyResolver(properties)))
        .isEqualTo(isShown);
  }
}
