package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.SENIOR;
import static app.countersign.persona.PersonaFixture.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.demo.DemoUser;
import app.countersign.demo.LedgerGenerator;
import app.countersign.job.Job;
import app.countersign.job.JobKind;
import app.countersign.job.Jobs;
import app.countersign.ledger.BankDataImport;
import app.countersign.ledger.ConsentKind;
import app.countersign.signal.SignalWindow;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Measures the job over generated users, both windows. Not among the tests that always run: {@code
 * mvn test -Dtest=AssignPersonasBench}, with {@code -Dusers=} and {@code -Drounds=} in the argLine.
 */
@MicronautTest(transactional = false)
@Property(name = "countersign.test.personas", value = "true")
@Property(name = "countersign.database.name", value = "persona_bench")
@Property(name = "countersign.graphql.strict", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.polling-interval", value = "PT0.05S")
class AssignPersonasBench {
  private static final int USERS = Integer.getInteger("users", 1_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 8);

  private final PersonaFixture fixture;
  private final BankDataImport imports;
  private final Jobs jobs;

  AssignPersonasBench(PersonaFixture fixture, BankDataImport imports, Jobs jobs) {
    this.fixture = fixture;
    this.imports = imports;
    this.jobs = jobs;
  }

  @Test
  void usersPerSecondOfTheJob() throws Exception {
    List<String> users =
        new LedgerGenerator(42, TODAY).users(USERS).stream().map(this::imported).toList();
    int rows = fixture.count("SELECT count(*) AS n FROM ledger_transaction");
    System.out.printf("%,d users with %,d rows%n", users.size(), rows);
    for (int round = 1; round <= ROUNDS; round++) {
      long cpu = cpuNanos();
      Job job = finished(start(users));
      cpu = cpuNanos() - cpu;
      assertThat(job.done()).isEqualTo(USERS);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "round %d: %.0f users/s, %.2f ms of the server's CPU for each, %,d MB in use%n",
          round,
          job.ratePerSecond(job.createdAt()),
          cpu / 1e6 / USERS,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private String imported(DemoUser user) {
    fixture.inTransaction(
        () ->
            imports.importDocument(
                SENIOR, user.userId(), user.document(), List.of(ConsentKind.DATA_ANALYSIS)));
    return user.userId();
  }

  private UUID start(List<String> users) {
    return fixture.inTransaction(
        () ->
            jobs.start(
                    SENIOR,
                    JobKind.ASSIGN_PERSONAS,
                    AssignPersonasWork.Input.of(EnumSet.allOf(SignalWindow.class), TODAY),
                    users)
                .id());
  }

  private Job finished(UUID id) throws InterruptedException {
    while (true) {
      Job job = jobs.find(id).orElseThrow();
      if (job.finishedAt() != null) {
        return job;
      }
      Thread.sleep(20);
    }
  }
}
