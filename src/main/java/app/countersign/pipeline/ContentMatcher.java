package app.countersign.pipeline;

import app.countersign.persona.PersonaAssessment;
import app.countersign.signal.SignalValues;
import app.countersign.trace.ContentCandidate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what to recommend by a score that can be explained: 3 to 5 educational items, the fourth
 * and fifth only when a signal speaks for them, then up to 3 offers of different kinds for which a
 * signal speaks. Items for other personas are not considered. What the user has already keeps its
 * place and is not chosen again, so a second run does not go on to the next best. The same input
 * gives the same answer; equal scores are ordered by id.
 */
public final class ContentMatcher {
  private static final int MOST_CONTENT = 5;
  private static final int CONTENT_WANTED = 3;
  private static final int MOST_OFFERS = 3;
  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparing((Scored scored) -> scored.score().total())
          .reversed()
          .thenComparing(scored -> scored.item().id());

  private final Catalogue catalogue;

  /** Matches against a catalogue. */
  public ContentMatcher(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The items for a user.
   *
   * @param today the day that freshness is measured from
   * @param offersAllowed whether the user agreed to see partners' offers
   * @param alreadyThere why items are not recommended again, by their ids
   */
  public ContentMatch match(
      SignalValues values,
      PersonaAssessment persona,
      LocalDate today,
      ValueText text,
      boolean offersAllowed,
      Map<String, String> alreadyThere) {
    CandidateScoring scoring = new CandidateScoring(values, persona, today, text);
    Selection selection = new Selection(values, text, alreadyThere);
    selection.content(ranked(catalogue.content(), scoring));
    selection.offers(ranked(catalogue.offers(), scoring), offersAllowed);
    return new ContentMatch(List.copyOf(selection.candidates), List.copyOf(selection.chosen));
  }

  private static List<Scored> ranked(
      List<? extends CatalogueItem> items, CandidateScoring scoring) {
    List<Scored> ranked = new ArrayList<>();
    for (CatalogueItem item : items) {
      scoring.score(item).ifPresent(ranked::add);
    }
    ranked.sort(BEST_FIRST);
    return ranked;
  }

  private static final class Selection {
    private final SignalValues values;
    private final ValueText text;
    private final RationaleWriter writer;
    private final Map<String, String> alreadyThere;
    private final List<ContentCandidate> candidates = new ArrayList<>();
    private final List<ContentMatch.Chosen> chosen = new ArrayList<>();

    Selection(SignalValues values, ValueText text, Map<String, String> alreadyThere) {
      this.values = values;
      this.text = text;
      this.writer = new RationaleWriter(text);
      this.alreadyThere = alreadyThere;
    }

    void content(List<Scored> ranked) {
      int placed = 0;
      for (Scored next : ranked) {
        String obstacle = obstacle(next.item());
        if (obstacle != null) {
          pass(next, obstacle);
        } else if (placed == MOST_CONTENT) {
          pass(next, MOST_CONTENT + " better items were chosen");
        } else if (placed >= CONTENT_WANTED && !next.isTriggered()) {
          pass(next, "no signal speaks for it, and 3 better items were chosen");
        } else {
          place(next);
          placed++;
        }
      }
    }

    void offers(List<Scored> ranked, boolean allowed) {
      Set<OfferKind> placed = EnumSet.noneOf(OfferKind.class);
      for (Scored next : ranked) {
        if (next.item() instanceof PartnerOffer offer) {
          String obstacle = obstacle(next, offer, allowed, placed);
          if (obstacle != null) {
            pass(next, obstacle);
          } else {
            place(next);
            placed.add(offer.kind());
          }
        }
      }
    }

    private @Nullable String obstacle(
        Scored next, PartnerOffer offer, boolean allowed, Set<OfferKind> placed) {
      if (!allowed) {
        return "the user has not agreed to partner offers";
      }
      if (!next.isTriggered()) {
        return "no signal speaks for it";
      }
      if (placed.size() == MOST_OFFERS) {
        return MOST_OFFERS + " better offers were chosen";
      }
      return placed.contains(offer.kind())
          ? "a better offer of the same kind was chosen"
          : obstacle(offer);
    }

    private @Nullable String obstacle(CatalogueItem item) {
      for (SignalCondition required : item.requires()) {
        if (!required.matches(values)) {
          return required.explain(values, text);
        }
      }
      return switch (writer.write(item, values)) {
        case Rationale.Written(String written, int template) -> null;
        case Rationale.Impossible(String reason) -> reason;
      };
    }

    private void place(Scored next) {
      String there = alreadyThere.get(next.item().id());
      if (there == null) {
        candidates.add(next.chosen());
        chosen.add(new ContentMatch.Chosen(next.item(), next.priority()));
      } else {
        pass(next, there);
      }
    }

    private void pass(Scored next, String because) {
      candidates.add(next.notChosen(because));
    }
  }
}
