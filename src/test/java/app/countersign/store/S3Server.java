package app.countersign.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server on this machine that speaks S3 and keeps its objects in memory. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "contracts";
  private static final String IDENTITY = "reader";
  private static final String SECRET = "the-readers-secret";

  private final S3Proxy proxy;
  private final S3Client owner;

  S3Server() throws Exception {
    proxy =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, IDENTITY, SECRET)
            .build();
    proxy.start();
    owner =
        S3Client.builder()
            .endpointOverride(endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(credentials(SECRET))
            .build();
    owner.createBucket(request -> request.bucket(BUCKET));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  void put(String key, byte[] content) {
    owner.putObject(
        request -> request.bucket(BUCKET).key(key).contentType("application/pdf"),
        RequestBody.fromBytes(content));
  }

  /** A store that reads from here. */
  S3Store store() {
    return store(BUCKET, endpoint(), SECRET);
  }

  static S3Store store(String bucket, URI endpoint) {
    return store(bucket, endpoint, SECRET);
  }

  static S3Store store(String bucket, URI endpoint, String secret) {
    S3Configuration settings =
        new S3Configuration(
            bucket,
            "us-east-1",
            endpoint,
            true,
            Duration.ofMillis(500),
            Duration.ofMillis(400),
            Duration.ofSeconds(1),
            2);
    return S3Store.of(settings, 4, credentials(secret));
  }

  private static StaticCredentialsProvider credentials(String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(IDENTITY, secret));
  }

  /** Where nobody listens. */
  static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Override
  public void close() throws Exception {
    owner.close();
    proxy.stop();
  }
}
