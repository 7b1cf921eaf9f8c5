package app.countersign.pipeline;

import app.countersign.persona.PersonaAssessment;
import app.countersign.signal.SignalValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses what to recommend by a score that can be explained: 3 to 5 educational items, the fourth
 * and fifth only when they are relevant enough, then up to 3 offers. Items for other personas are
 * not considered. The same input gives the same answer; equal scores are ordered by id.
 */
public final class ContentMatcher {
  private static final int MOST_CONTENT = 5;
  private static final int CONTENT_WANTED = 3;
  private static final int MOST_OFFERS = 3;
  private static final BigDecimal RELEVANT = new BigDecimal("0.40");
  private static final Comparator<Considered> BEST_FIRST =
      Comparator.comparing((Considered considered) -> considered.candidate().score())
          .reversed()
          .thenComparing(considered -> considered.item().id());

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
   */
  public ContentMatch match(
      SignalValues values,
      PersonaAssessment persona,
      LocalDate today,
      ValueText text,
      boolean offersAllowed) {
    CandidateScoring scoring = new CandidateScoring(values, persona, today, text);
    Selection selection = new Selection(values, text);
    selection.content(considered(catalogue.content(), scoring));
    selection.offers(considered(catalogue.offers(), scoring), offersAllowed);
    return new ContentMatch(List.copyOf(selection.candidates), List.copyOf(selection.chosen));
  }

  private record Considered(CatalogueItem item, ContentCandidate candidate) {}

  private static List<Considered> considered(
      List<? extends CatalogueItem> items, CandidateScoring scoring) {
    List<Considered> considered = new ArrayList<>();
    for (CatalogueItem item : items) {
      scoring.score(item).ifPresent(scored -> considered.add(new Considered(item, scored)));
    }
    considered.sort(BEST_FIRST);
    return considered;
  }

  private static final class Selection {
    private final SignalValues values;
    private final ValueText text;
    private final RationaleWriter writer;
    private final List<ContentCandidate> candidates = new ArrayList<>();
    private final List<CatalogueItem> chosen = new ArrayList<>();

    Selection(SignalValues values, ValueText text) {
      this.values = values;
      this.text = text;
      this.writer = new RationaleWriter(text);
    }

    void content(List<Considered> ranked) {
      int taken = 0;
      for (Considered next : ranked) {
        boolean relevant = next.candidate().score().compareTo(RELEVANT) >= 0;
        Optional<String> obstacle = obstacle(next.item());
        if (obstacle.isPresent()) {
          pass(next, obstacle.get());
        } else if (taken == MOST_CONTENT) {
          pass(next, MOST_CONTENT + " better items were chosen");
        } else if (taken >= CONTENT_WANTED && !relevant) {
          pass(next, "its score is below " + RELEVANT + " and 3 better items were chosen");
        } else {
          take(next);
          taken++;
        }
      }
    }

    void offers(List<Considered> ranked, boolean allowed) {
      int taken = 0;
      for (Considered next : ranked) {
        Optional<String> obstacle = obstacle(next.item());
        if (!allowed) {
          pass(next, "the user has not agreed to partner offers");
        } else if (obstacle.isPresent()) {
          pass(next, obstacle.get());
        } else if (taken == MOST_OFFERS) {
          pass(next, MOST_OFFERS + " better offers were chosen");
        } else {
          take(next);
          taken++;
        }
      }
    }

    private Optional<String> obstacle(CatalogueItem item) {
      for (SignalCondition required : item.requires()) {
        if (!required.matches(values)) {
          return Optional.of(required.explain(values, text));
        }
      }
      return switch (writer.write(item, values)) {
        case Rationale.Written(String written, int template) -> Optional.empty();
        case Rationale.Impossible(String reason) -> Optional.of(reason);
      };
    }

    private void take(Considered next) {
      candidates.add(next.candidate().asChosen());
      chosen.add(next.item());
    }

    private void pass(Considered next, String because) {
      candidates.add(next.candidate().asNotChosen(because));
    }
  }
}
