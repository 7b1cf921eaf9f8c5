package app.countersign.platform.graphql;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of an answer that goes to many: written as JSON once. */
public final class SharedBody extends AbstractMap<String, Object> {
  private final Map<String, Object> body;
  private volatile byte @Nullable [] json;

  SharedBody(Map<String, Object> body) {
    this.body = body;
  }

  /**
   * The text as UTF-8, which nobody may change; several who ask at the same time may each write it,
   * and write the same.
   */
  public byte[] json(Function<Map<String, Object>, byte[]> write) {
    byte[] written = json;
    if (written == null) {
      written = write.apply(body);
      json = written;
    }
    return written;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return body.entrySet();
  }
}
