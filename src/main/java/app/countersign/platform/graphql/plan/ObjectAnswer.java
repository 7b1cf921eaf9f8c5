package app.countersign.platform.graphql.plan;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the answer: values in the order of its selection. It is a map for whoever reads it
 * and written as JSON without being one.
 */
@JsonSerialize(using = ObjectAnswerWriter.class)
final class ObjectAnswer extends AbstractMap<String, @Nullable Object> {
  private final Selection selection;
  private final @Nullable Object[] values;
  private final @Nullable Place place;

  ObjectAnswer(Selection selection, @Nullable Place place) {
    this.selection = selection;
    this.values = new @Nullable Object[selection.size()];
    this.place = place;
  }

  Selection selection() {
    return selection;
  }

  /** Where it is; null at the top. */
  @Nullable Place place() {
    return place;
  }

  @Nullable Object value(int index) {
    return values[index];
  }

  void set(int index, @Nullable Object value) {
    values[index] = value;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    for (int index = 0; index < values.length; index++) {
      if (selection.field(index).key().equals(key)) {
        return values[index];
      }
    }
    return null;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < values.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
          if (next == values.length) {
            throw new NoSuchElementException();
          }
          int index = next++;
          return new SimpleImmutableEntry<>(selection.field(index).key(), values[index]);
        }
      };
    }
  }
}
