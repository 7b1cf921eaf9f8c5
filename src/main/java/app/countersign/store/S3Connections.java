package app.countersign.store;

import java.util.ServiceLoader;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The connections to S3: the SDK's blocking client over Apache's, by name, whatever other clients
 * are on the class path.
 */
final class S3Connections {
  private static final String CHOSEN = "software.amazon.awssdk.http.apache.ApacheSdkHttpService";

  private S3Connections() {}

  /** A pool of that many connections; whoever asks for it closes it. */
  static SdkHttpClient of(S3Configuration settings, int connections) {
    SdkHttpService service =
        ServiceLoader.load(SdkHttpService.class, S3Connections.class.getClassLoader()).stream()
            .filter(provider -> provider.type().getName().equals(CHOSEN))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(CHOSEN + " is not on the class path"))
            .get();
    AttributeMap options =
        AttributeMap.builder()
            .put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, settings.connectTimeout())
            .put(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT, settings.connectTimeout())
            .put(SdkHttpConfigurationOption.READ_TIMEOUT, settings.readTimeout())
            .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, connections)
            .build();
    return service.createHttpClientBuilder().buildWithDefaults(options);
  }
}
