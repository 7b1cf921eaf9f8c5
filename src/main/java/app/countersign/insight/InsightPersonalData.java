package app.countersign.insight;

import app.countersign.customer.PersonalData;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer's insights in their export, and their erasure. */
@Singleton
class InsightPersonalData implements PersonalData {
  private final InsightRepository insights;
  private final InsightStateRepository states;

  InsightPersonalData(InsightRepository insights, InsightStateRepository states) {
    this.insights = insights;
    this.states = states;
  }

  @Override
  public String section() {
    return "insights";
  }

  @Override
  public Object export(UUID personId) {
    return insights.all(personId).stream().map(InsightPersonalData::exported).toList();
  }

  @Override
  public void erase(UUID personId) {
    insights.deleteAll(personId);
    states.deleteAll(personId);
  }

  private static Map<String, @Nullable Object> exported(Insight insight) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", insight.id());
    shown.put("kind", insight.kind());
    shown.put("severity", insight.severity());
    shown.put("origin", insight.origin());
    shown.put("title", insight.title());
    shown.put("text", insight.text());
    shown.put("figures", insight.figures());
    shown.put("madeAt", insight.madeAt());
    shown.put("dataAsOf", insight.dataAsOf());
    shown.put("dismissedAt", insight.dismissedAt());
    return shown;
  }
}
