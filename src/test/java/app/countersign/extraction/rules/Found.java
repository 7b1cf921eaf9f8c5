package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.document.DocumentText;
import app.countersign.document.QuoteFinder;
import app.countersign.document.Source;
import app.countersign.extraction.Reading;
import app.countersign.extraction.Term;
import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;

/** Readings in a form that tests can write down. */
final class Found {
  static final String ABSENT = "absent";
  private static final int LONGEST_QUOTE = 450;

  private Found() {}

  static Reading reading(String text) {
    return reading(text, null);
  }

  static Reading reading(String text, String jurisdiction) {
    DocumentText document = DocumentText.of(text);
    Reading reading = new RuleBasedReader().read(document, jurisdiction);
    check(document, reading.premium());
    check(document, reading.refundMethod());
    check(document, reading.cancellationFee());
    return reading;
  }

  /** The source is cut from the text, holds the words, and is found again. */
  static void check(DocumentText document, Term<?> term) {
    Source source = term.source();
    assertThat(source == null).isEqualTo(term.value() == null);
    assertThat(term.confidence().intValueExact()).isBetween(0, 100);
    if (source == null) {
      assertThat(term.note()).isNotBlank();
      return;
    }
    String content = document.content();
    int start = content.offsetByCodePoints(0, source.startOffset());
    int end = content.offsetByCodePoints(0, source.endOffset());
    assertThat(source.quote())
        .isEqualTo(content.substring(start, end))
        .hasSizeLessThan(LONGEST_QUOTE);
    assertThat(source.quote()).contains(term.words());
    assertThat(source.isVerified()).isTrue();
    assertThat(QuoteFinder.in(document).find(source.quote(), source.page())).isPresent();
    if (term.confidence().intValue() <= 60) {
      assertThat(term.note()).isNotBlank();
    }
  }

  static String premium(Term<Money> term) {
    return term.value() == null ? ABSENT : FeeText.of(term.value());
  }

  static String method(Term<RefundMethod> term) {
    return term.value() == null ? ABSENT : term.value().name();
  }

  static String fee(Term<CancellationFee> term) {
    return term.value() == null ? ABSENT : FeeText.of(term.value());
  }
}
