package app.countersign.signal;

import app.countersign.ledger.User;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/** Signals in the schema. */
@Singleton
class SignalGraphQl implements GraphQlModule {
  private static final double MICROS_PER_MILLI = 1_000.0;

  private final SignalRuns runs;

  SignalGraphQl(SignalRuns runs) {
    this.runs = runs;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("SignalRun", SignalRun.class)
        .field("durationMillis", (run, call) -> run.durationMicros() / MICROS_PER_MILLI);
    wiring
        .type("User", User.class)
        .batchedNullable(
            "signals",
            User::id,
            (userIds, call) ->
                runs.latest(userIds, window(call), call.argument("asOf", LocalDate.class)));
  }

  private static SignalWindow window(Call call) {
    SignalWindow window = call.argument("window", SignalWindow.class);
    return window == null ? SignalWindow.DAYS_180 : window;
  }
}
