package app.countersign.contractchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.document.DocumentText;
import app.countersign.document.QuoteFinder;
import app.countersign.document.Source;
import app.countersign.passage.PassageRanking;
import app.countersign.sample.Answer;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@ChatTest
class ContractPassagesTest {
  @Inject PassageRanking ranking;

  @Test
  void theBestThreePassagesNearlyAlwaysHoldTheAnswer() {
    List<String> missed = new ArrayList<>();
    int asked = 0;
    for (SampleContract sample : SampleContracts.load()) {
      asked += look(sample, "What is the price?", sample.answers().premium(), missed);
      asked +=
          look(
              sample,
              "How is the refund computed when the customer cancels?",
              sample.answers().refundMethod(),
              missed);
      asked +=
          look(sample, "Is there a cancellation fee?", sample.answers().cancellationFee(), missed);
    }

    assertThat(missed).as("%d asked", asked).hasSizeLessThanOrEqualTo(asked / 10);
  }

  @Test
  void thirtyPagesAreRankedWithinATenthOfASecond() {
    DocumentText text = ChatFixture.sample("GAP-2025-0015").text();
    assertThat(text.pageCount()).isGreaterThanOrEqualTo(30);
    rank(text, "Is there a cancellation fee?");

    long fastest =
        IntStream.range(0, 5)
            .mapToLong(
                turn -> {
                  long before = System.nanoTime();
                  rank(text, "How is the refund computed when the customer cancels?");
                  return System.nanoTime() - before;
                })
            .min()
            .orElseThrow();

    assertThat(fastest / 1_000_000).isLessThan(100);
  }

  @Test
  void aRareWordCountsMoreThanACommonOne() {
    DocumentText text =
        DocumentText.of(
            "The contract, this contract and any contract.\fThe towing is paid.\fOf the contract.");

    assertThat(rank(text, "Does the contract pay for towing?"))
        .extracting(Passage::page)
        .containsExactly(2, 1, 3);
  }

  @Test
  void misspeltWordsAreFoundByLikeness() {
    DocumentText text = DocumentText.of("Towing is paid.\fThe cancellation of this form.");

    assertThat(rank(text, "canselation?")).extracting(Passage::page).containsExactly(2);
  }

  @Test
  void wordsOfOtherScriptsAreFound() {
    DocumentText text = DocumentText.of("😀 Плата за отмену.\fВозврат части цены 🚗.");

    assertThat(rank(text, "возврат")).extracting(Passage::page).containsExactly(2);
  }

  @Test
  void nothingIsFoundForWordsThatAreNotThereOrSayNothing() {
    DocumentText text = DocumentText.of("The charge comes back in part.");

    for (String question : List.of("Xylophone?", "and or the", "?!", "'\\ & | ! <-> :*", "日本語")) {
      assertThat(rank(text, question)).as(question).isEmpty();
    }
    assertThat(rank(DocumentText.of(""), "charge")).isEmpty();
  }

  @Test
  void signsOfTheQueryLanguageAreWordsLikeOthers() {
    DocumentText text =
        DocumentText.of("See example.com/a?b=1&c=2 and O'Neil's pro-rata | refund.");

    for (String question :
        List.of("example.com/a?b=1&c=2", "O'Neil's", "pro-rata", "a | refund & !", "\\refund:*")) {
      assertThat(rank(text, question)).as(question).hasSize(1);
    }
  }

  private List<Passage> rank(DocumentText text, String question) {
    List<Passage> passages = Passages.of(text);
    List<String> words = passages.stream().map(Passage::words).toList();
    return ranking.rank(words, question, ContractWords.KINDRED).stream()
        .map(found -> passages.get(found.place()))
        .toList();
  }

  private int look(
      SampleContract sample, String question, @Nullable Answer<?> answer, List<String> missed) {
    if (answer == null) {
      return 0;
    }
    Source source = QuoteFinder.in(sample.text()).find(answer.quote(), answer.page()).orElseThrow();
    int place = Objects.requireNonNull(source.startOffset());
    List<Passage> best = rank(sample.text(), question).stream().limit(3).toList();
    boolean isThere =
        best.stream()
            .map(passage -> passage.cited(1, sample.text()))
            .anyMatch(one -> one.startOffset() <= place && place < one.endOffset());
    if (!isThere) {
      missed.add(sample.contractId() + ": " + question + " " + answer.quote());
    }
    return 1;
  }
}
