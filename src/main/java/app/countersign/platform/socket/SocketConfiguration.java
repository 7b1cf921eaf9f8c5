package app.countersign.platform.socket;

import app.countersign.platform.graphql.RequestError;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What one WebSocket connection may do and how long it may take.
 *
 * @param initWithin how long a client may take to say who it is
 * @param pingEvery how long a silent client is left alone; after twice as long it is taken for gone
 * @param recheckEvery how often it is asked anew, without events, whether the actor may still
 *     listen
 * @param standingAge how old the answer to that may be when an event is sent
 * @param subscriptions operations running at once on one connection
 * @param connectionsPerActor open at once of one signed-in actor, on this server
 * @param connectionsPerAddress open at once of one address without signing in, on this server
 * @param connections open at once on this server
 * @param bufferMessages waiting to be sent to a client
 * @param bufferBytes waiting to be sent to a client, roughly: in characters
 * @param patience how long a full buffer may stay full before the client is let go
 */
@ConfigurationProperties("countersign.graphql.socket")
public record SocketConfiguration(
    @Bindable(defaultValue = "10s") Duration initWithin,
    @Bindable(defaultValue = "30s") Duration pingEvery,
    @Bindable(defaultValue = "30s") Duration recheckEvery,
    @Bindable(defaultValue = "1s") Duration standingAge,
    @Bindable(defaultValue = "50") int subscriptions,
    @Bindable(defaultValue = "20") int connectionsPerActor,
    @Bindable(defaultValue = "50") int connectionsPerAddress,
    @Bindable(defaultValue = "10000") int connections,
    @Bindable(defaultValue = "1000") int bufferMessages,
    @Bindable(defaultValue = "1000000") int bufferBytes,
    @Bindable(defaultValue = "10s") Duration patience) {
  /** Refuses one more operation on a connection. */
  RequestError tooMany(long operations) {
    return RequestError.limit(
        "operationsPerConnection",
        "operations running at once on one connection",
        subscriptions,
        operations);
  }
}
