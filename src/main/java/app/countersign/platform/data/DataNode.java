package app.countersign.platform.data;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One mapping of a YAML data file, read field by field. Every reader checks the type and fails with
 * a {@link DataFault} that names the file, the item and the field.
 */
public final class DataNode {
  private final String place;
  private final Map<String, Object> fields;

  private DataNode(String place, Map<String, Object> fields) {
    this.place = place;
    this.fields = fields;
  }

  /** The file at a classpath resource, for example {@code catalogue/content.yml}. */
  public static DataNode read(String resource) {
    try (InputStream stream = DataNode.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new DataFault(resource + ": there is no such file");
      }
      return parse(resource, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new DataFault(resource + ": cannot be read: " + failure.getMessage());
    }
  }

  /** The mapping written in a YAML text; the place is what faults call it. */
  public static DataNode parse(String place, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return of(place, new Yaml(new SafeConstructor(options)).load(yaml));
    } catch (YAMLException failure) {
      throw new DataFault(place + ": is not YAML: " + failure.getMessage());
    }
  }

  private static DataNode of(String place, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new DataFault(place + ": must be a mapping");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach(
        (key, field) -> {
          if (field != null) {
            fields.put(String.valueOf(key), field);
          }
        });
    return new DataNode(place, fields);
  }

  /** The same node, called by its id in faults. */
  public DataNode named(String id) {
    return new DataNode(place + " '" + id + "'", fields);
  }

  /** Refuses any field that is not listed, so that a misspelt one is not silently ignored. */
  public DataNode allowOnly(String... names) {
    Set<String> allowed = Set.of(names);
    for (String field : fields.keySet()) {
      if (!allowed.contains(field)) {
        throw fault(field, "is not a field here");
      }
    }
    return this;
  }

  /** The fault to throw about a field of this node. */
  public DataFault fault(String field, String why) {
    return new DataFault(place + ": " + field + ": " + why);
  }

  /** A text that is there and not blank. */
  public String text(String field) {
    String text = optionalText(field);
    if (text == null) {
      throw fault(field, "is missing");
    }
    return text;
  }

  /** A text that is not blank, or null where the field is absent. */
  public @Nullable String optionalText(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text) || text.isBlank()) {
      throw fault(field, "must be a text that is not blank");
    }
    return text.strip();
  }

  /** Texts in order; absent is an empty list. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(field)) {
      if (!(value instanceof String text) || text.isBlank()) {
        throw fault(field, "must hold texts that are not blank");
      }
      texts.add(text.strip());
    }
    return List.copyOf(texts);
  }

  /** Mappings in order; absent is an empty list. */
  public List<DataNode> children(String field) {
    List<DataNode> children = new ArrayList<>();
    for (Object value : list(field)) {
      children.add(of(place + ": " + field + "[" + children.size() + "]", value));
    }
    return List.copyOf(children);
  }

  /** A mapping that is there. */
  public DataNode child(String field) {
    DataNode child = optionalChild(field);
    if (child == null) {
      throw fault(field, "is missing");
    }
    return child;
  }

  /** A mapping, or null where the field is absent. */
  public @Nullable DataNode optionalChild(String field) {
    Object value = fields.get(field);
    return value == null ? null : of(place + ": " + field, value);
  }

  /** A constant of an enum, written as it is named. */
  public <E extends Enum<E>> E oneOf(String field, Class<E> type) {
    return constant(field, text(field), type);
  }

  /** Constants of an enum, in order; absent is an empty list. */
  public <E extends Enum<E>> List<E> someOf(String field, Class<E> type) {
    return texts(field).stream().map(text -> constant(field, text, type)).toList();
  }

  /** A number, exactly as written, or null where the field is absent. */
  public @Nullable BigDecimal optionalDecimal(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number)) {
      throw fault(field, "must be a number");
    }
    return new BigDecimal(number.toString());
  }

  /** A whole number above zero, or null where the field is absent. */
  public @Nullable Integer optionalCount(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Integer count) || count < 1) {
      throw fault(field, "must be a whole number above zero");
    }
    return count;
  }

  /** A yes or no; absent is no. */
  public boolean flag(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return false;
    }
    if (!(value instanceof Boolean flag)) {
      throw fault(field, "must be true or false");
    }
    return flag;
  }

  /** A day, written as a quoted {@code 'yyyy-mm-dd'}. */
  public LocalDate date(String field) {
    String text = text(field);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException failure) {
      throw fault(field, "must be a day such as 2025-03-31, not " + text);
    }
  }

  private List<?> list(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw fault(field, "must be a list");
    }
    return list;
  }

  private <E extends Enum<E>> E constant(String field, String text, Class<E> type) {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw fault(field, text + " is none of " + Arrays.toString(constants));
  }
}
