package app.countersign.assistant;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes drawers and reads them back. One that no engine of this server knows, or that cannot be
 * read any more, is left out: an answer's text stands without it.
 */
@Singleton
class Drawers {
  private static final Logger LOG = LoggerFactory.getLogger(Drawers.class);

  private final Map<String, Class<? extends Drawer>> kinds;

  Drawers(List<Engine> engines) {
    this.kinds =
        engines.stream()
            .<Class<? extends Drawer>>map(Engine::drawerType)
            .distinct()
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
  }

  static StoredDrawer written(Drawer drawer) {
    return new StoredDrawer(drawer.getClass().getSimpleName(), Json.mapper().valueToTree(drawer));
  }

  List<Drawer> read(List<StoredDrawer> stored) {
    return stored.stream().flatMap(one -> read(one).stream()).toList();
  }

  private Optional<Drawer> read(StoredDrawer stored) {
    Class<? extends Drawer> kind = kinds.get(stored.kind());
    if (kind == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().treeToValue(stored.data(), kind));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      LOG.warn("A drawer of kind {} cannot be read any more", stored.kind());
      return Optional.empty();
    }
  }
}
