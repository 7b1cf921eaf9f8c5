package app.countersign.warehouse;

import app.countersign.insight.DatedFinding;
import app.countersign.insight.InsightKind;
import app.countersign.insight.OutsideAnswer;
import app.countersign.insight.OutsideInsights;
import app.countersign.platform.db.Ids;
import app.countersign.remote.RemoteCalls;
import app.countersign.warehouse.StatementAnswer.Failed;
import app.countersign.warehouse.StatementAnswer.Result;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the warehouse knows of a customer: one statement for each configured kind. */
@Singleton
@Requires(beans = WarehouseConfiguration.class)
final class WarehouseInsights implements OutsideInsights {
  private static final Logger LOG = LoggerFactory.getLogger(WarehouseInsights.class);
  private static final int MOST_FINDINGS = 50;

  private final Map<InsightKind, String> statements;
  private final RemoteCalls calls;
  private final SqlApi sql;
  private final MeterRegistry meters;
  private final Clock clock;

  @Inject
  WarehouseInsights(WarehouseConfiguration configuration, MeterRegistry meters, Clock clock) {
    // The warehouse and the network go by the time that really passes.
    this(configuration, meters, clock, Clock.systemUTC());
  }

  WarehouseInsights(
      WarehouseConfiguration configuration, MeterRegistry meters, Clock clock, Clock realClock) {
    this.statements = configuration.statements();
    this.meters = meters;
    this.clock = clock;
    this.calls = new RemoteCalls("warehouse", configuration.patience(), meters, realClock);
    this.sql =
        new SqlApi(
            configuration,
            calls,
            new KeyPairTokens(
                configuration.account(),
                configuration.user(),
                configuration.privateKey(),
                realClock),
            Ids::next);
  }

  @Override
  public OutsideAnswer of(UUID personId) {
    Set<InsightKind> answered = EnumSet.noneOf(InsightKind.class);
    List<DatedFinding> findings = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    statements.forEach(
        (kind, statement) -> {
          switch (sql.run(statement, personId.toString())) {
            case Result result -> {
              answered.add(kind);
              findings.addAll(findings(kind, result, today));
            }
            case Failed(String reason) -> {
              meters.counter("warehouse.statements", "outcome", reason).increment();
              LOG.warn("The warehouse told nothing of {}: {}.", kind, reason);
            }
          }
        });
    return new OutsideAnswer(answered, findings);
  }

  @PreDestroy
  void close() {
    calls.close();
  }

  private List<DatedFinding> findings(InsightKind kind, Result result, LocalDate today) {
    meters.counter("warehouse.statements", "outcome", "answered").increment();
    List<DatedFinding> findings = new ArrayList<>();
    int skipped = result.unreadable();
    for (List<@Nullable String> row : result.rows()) {
      DatedFinding finding = WarehouseRow.read(kind, result.columns(), row, today);
      if (finding == null || findings.size() == MOST_FINDINGS) {
        skipped++;
      } else {
        findings.add(finding);
      }
    }
    meters.counter("warehouse.rows", "outcome", "read").increment(findings.size());
    meters.counter("warehouse.rows", "outcome", "skipped").increment(skipped);
    if (skipped > 0) {
      LOG.warn("Skipped {} rows of {} that the warehouse told.", skipped, kind);
    }
    return findings;
  }
}
