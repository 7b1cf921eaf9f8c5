package app.countersign.platform.graphql;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of an answer that goes to many: written as JSON once. */
public final class SharedBody extends AbstractMap<String, Object> {
  private final Map<String, Object> body;
  private volatile @Nullable String json;

  SharedBody(Map<String, Object> body) {
    this.body = body;
  }

  /** The text; several who ask at the same time may each write it, and write the same. */
  public String json(Function<Map<String, Object>, String> write) {
    String written = json;
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
