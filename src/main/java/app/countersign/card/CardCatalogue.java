package app.countersign.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The products that cards can be of, in the order of their file. */
public final class CardCatalogue {
  private final Map<String, CardProduct> products = new LinkedHashMap<>();

  CardCatalogue(List<CardProduct> products) {
    products.forEach(product -> this.products.put(product.id(), product));
  }

  /** All of them, in their order. */
  public List<CardProduct> products() {
    return List.copyOf(products.values());
  }

  /** The product of an id; null where the catalogue has none, or no longer. */
  public @Nullable CardProduct product(String id) {
    return products.get(id);
  }
}
