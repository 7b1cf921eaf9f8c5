package app.countersign.card;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the catalogue. The database pages a list of ids that it is handed, so that cursors and
 * their refusals are those of every other list; ids hold nothing that a statement could trip over.
 */
@Singleton
class CataloguePages {
  private static final Sort IN_ORDER =
      Sort.by("cardCatalogue", Key.asc("p.place", KeyType.INTEGER), Key.asc("p.id", KeyType.TEXT));

  private final KeysetQuery<CardProduct> products;
  private final CardCatalogue catalogue;
  private final Sql sql;

  CataloguePages(CardCatalogue catalogue, Sql sql) {
    this.catalogue = catalogue;
    this.sql = sql;
    String values =
        catalogue.products().stream()
            .map(product -> "('%s', %d::int8)".formatted(product.id(), product.place()))
            .collect(Collectors.joining(", "));
    this.products =
        KeysetQuery.select(
                "p.id, p.place",
                row -> Objects.requireNonNull(catalogue.product(Rows.text(row, "id"))))
            .from("(VALUES %s) AS p (id, place)".formatted(values));
  }

  Page<CardProduct> page(@Nullable CardProductFilter filter, PageRequest request) {
    if (filter == null) {
      return products.fetch(sql.jdbc(), IN_ORDER, request);
    }
    List<String> wanted =
        catalogue.products().stream().filter(filter::takes).map(CardProduct::id).toList();
    return products.whereIn("p.id", wanted).fetch(sql.jdbc(), IN_ORDER, request);
  }
}
