package app.countersign.pipeline;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can be recommended, ordered by id. */
public record Catalogue(List<ContentItem> content, List<PartnerOffer> offers) {

  /** Orders by id, so that the order of the files decides nothing. */
  public Catalogue {
    content = content.stream().sorted(Comparator.comparing(ContentItem::id)).toList();
    offers = offers.stream().sorted(Comparator.comparing(PartnerOffer::id)).toList();
  }

  /** The item of an id, content or offer. */
  public Optional<CatalogueItem> item(String id) {
    return Stream.<CatalogueItem>concat(content.stream(), offers.stream())
        .filter(item -> item.id().equals(id))
        .findFirst();
  }
}
