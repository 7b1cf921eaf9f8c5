package app.countersign.passage;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.passage.KindredWords.Kin;
import app.countersign.passage.PassageRanking.Prepared;
import app.countersign.passage.PassageRanking.Titled;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@MicronautTest(startApplication = false, transactional = false)
@Property(name = "countersign.database.name", value = "assistant")
@Property(name = "countersign.schedule.enabled", value = "false")
class PassageRankingTest {
  private static final List<Titled> PASSAGES =
      List.of(
          new Titled("Fees", "", "", "Nothing of towing."),
          new Titled("", "towing", "", "Another."),
          new Titled("", "", "Towing", "Another."),
          new Titled("Towing", "", "", "Another."));

  @Inject PassageRanking ranking;

  @Test
  void aTitlesWordCountsMostThenWhatIsAskedAsThenAHeading() {
    Prepared prepared = ranking.prepare(PASSAGES);

    List<RankedPassage> found = ranking.rank(prepared, "Is towing paid?", KindredWords.NONE);

    assertThat(found).extracting(RankedPassage::place).containsExactly(3, 1, 2, 0);
    assertThat(found.get(0).share()).isEqualTo(4 * found.get(3).share());
    assertThat(found.get(1).share()).isEqualTo(2 * found.get(3).share());
    assertThat(found.get(3).share()).isBetween(0.2, 0.4);
  }

  @Test
  void kindredWordsAreFoundAndCountHalf() {
    KindredWords kindred = new KindredWords(List.of(new Kin(List.of("haul"), List.of("towing"))));

    List<RankedPassage> found = ranking.rank(ranking.prepare(PASSAGES), "hauling", kindred);

    assertThat(found).extracting(RankedPassage::place).containsExactly(3, 1, 2, 0);
    assertThat(ranking.rank(ranking.prepare(PASSAGES), "hauling", KindredWords.NONE)).isEmpty();
  }

  @Test
  void likenessOfSpellingHasNoShare() {
    List<RankedPassage> found =
        ranking.rank(List.of("Other words.", "The towing."), "tooving towwing", KindredWords.NONE);

    assertThat(found).containsExactly(new RankedPassage(1, 0));
  }
}
