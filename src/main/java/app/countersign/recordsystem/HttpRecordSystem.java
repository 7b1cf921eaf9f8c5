package app.countersign.recordsystem;

import app.countersign.platform.db.Json;
import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Reason;
import app.countersign.remote.RemoteAnswer.Unavailable;
import app.countersign.remote.RemoteCalls;
import app.countersign.remote.RemoteQuestion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;

/** The record system over HTTP: {@code POST {"account_number": …}} with a bearer key. */
@Singleton
@Requires(beans = RecordSystemConfiguration.class)
final class HttpRecordSystem implements RecordSystem {
  private final RecordSystemConfiguration configuration;
  private final RemoteCalls calls;

  @Inject
  HttpRecordSystem(RecordSystemConfiguration configuration, MeterRegistry meters) {
    // How long somebody is left alone goes by the time that really passes.
    this(configuration, meters, Clock.systemUTC());
  }

  HttpRecordSystem(RecordSystemConfiguration configuration, MeterRegistry meters, Clock clock) {
    this.configuration = configuration;
    this.calls = new RemoteCalls("record.system", configuration.patience(), meters, clock);
  }

  @Override
  public Lookup lookUp(String accountNumber, Duration longest) {
    RemoteQuestion question =
        new RemoteQuestion("lookup", longest, attempt -> request(accountNumber));
    return switch (calls.ask(question, received -> RecordAnswer.read(received, accountNumber))) {
      case Answered<Lookup>(Lookup lookup) -> lookup;
      case Unavailable<Lookup>(Reason reason) -> new Lookup.Unavailable(reason);
    };
  }

  @PreDestroy
  void close() {
    calls.close();
  }

  private HttpRequest.Builder request(String accountNumber) {
    String body = Json.mapper().createObjectNode().put("account_number", accountNumber).toString();
    return HttpRequest.newBuilder(configuration.url())
        .header("Authorization", "Bearer " + configuration.key())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
