package app.countersign.store;

import app.countersign.platform.web.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Objects in one S3 bucket. The right {@code s3:GetObject} is enough; without {@code s3:ListBucket}
 * S3 says of an absent object that it is forbidden, and so it is DENIED here.
 */
public final class S3Store implements ObjectStore {
  /** Connections to look at objects while all downloads run. */
  private static final int SPARE = 16;

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client client;
  private final SdkHttpClient http;
  private final String bucket;

  private S3Store(S3Client client, SdkHttpClient http, String bucket) {
    this.client = client;
    this.http = http;
    this.bucket = bucket;
  }

  /**
   * A store in the configured bucket, as whoever the SDK's chain says; connects when first asked.
   *
   * @param downloads how many objects are read at once
   */
  static S3Store of(S3Configuration settings, int downloads) {
    return of(settings, downloads + SPARE, DefaultCredentialsProvider.builder().build());
  }

  /** The same as somebody given. */
  static S3Store of(S3Configuration settings, int connections, AwsCredentialsProvider credentials) {
    SdkHttpClient http = S3Connections.of(settings, connections);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .forcePathStyle(settings.pathStyle())
            .overrideConfiguration(
                override ->
                    override
                        .apiCallTimeout(settings.callTimeout())
                        .retryStrategy(retry -> retry.maxAttempts(settings.attempts())));
    if (settings.region() != null) {
      builder.region(Region.of(settings.region()));
    }
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return new S3Store(builder.build(), http, Objects.requireNonNull(settings.bucket(), "bucket"));
  }

  @Override
  public ObjectFacts stat(ObjectKey key) {
    HeadObjectResponse head =
        answered(() -> client.headObject(request -> request.bucket(bucket).key(key.value())));
    Instant written = head.lastModified() == null ? Instant.EPOCH : head.lastModified();
    return new ObjectFacts(head.contentLength(), quoted(head.eTag()), written);
  }

  @Override
  public InputStream open(ObjectKey key, ObjectFacts facts, ByteRange range) {
    if (range.length() == 0) {
      return new ByteArrayInputStream(new byte[0]);
    }
    String bytes = "bytes=%d-%d".formatted(range.first(), range.last());
    ResponseInputStream<GetObjectResponse> content =
        answered(
            () ->
                client.getObject(
                    request ->
                        request
                            .bucket(bucket)
                            .key(key.value())
                            .range(bytes)
                            .ifMatch(facts.etag())));
    return new S3Stream(content, range.length());
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }

  /** Some stores that speak S3 leave the quotes out. */
  private static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  private static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkServiceException refusal) {
      throw new StoreFailure(kind(refusal.statusCode()), message(refusal), refusal);
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException late) {
      throw new StoreFailure(StoreFailure.Kind.TIMEOUT, message(late), late);
    } catch (SdkException failure) {
      boolean isLate = failure.getCause() instanceof InterruptedIOException;
      throw new StoreFailure(
          isLate ? StoreFailure.Kind.TIMEOUT : StoreFailure.Kind.UNAVAILABLE,
          message(failure),
          failure);
    }
  }

  private static StoreFailure.Kind kind(int status) {
    return switch (status) {
      case NOT_FOUND -> StoreFailure.Kind.ABSENT;
      case UNAUTHORIZED, FORBIDDEN -> StoreFailure.Kind.DENIED;
      case PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> StoreFailure.Kind.CHANGED;
      default -> StoreFailure.Kind.UNAVAILABLE;
    };
  }

  private static String message(SdkException failure) {
    return String.valueOf(failure.getMessage());
  }
}
