package app.countersign.store;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The bytes of an object as they come. Closed before its end it drops the connection: reading the
 * rest only to use the connection again could take for ever.
 */
final class S3Stream extends InputStream {
  private final ResponseInputStream<?> response;
  private long left;
  private volatile boolean isRead;

  S3Stream(ResponseInputStream<?> response, long length) {
    this.response = response;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int count = response.read(target, offset, length);
      left -= Math.max(count, 0);
      isRead = left <= 0;
      return count;
    } catch (SdkException failure) {
      throw new IOException("the store broke off", failure);
    }
  }

  @Override
  public void close() throws IOException {
    if (isRead) {
      response.close();
    } else {
      response.abort();
    }
  }
}
