package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalReadTest {
  private static final Instant CHANGED = Instant.parse("2026-03-01T12:00:00.750Z");
  private static final String DATE = "Sun, 01 Mar 2026 12:00:00 GMT";
  private static final String BEFORE = "Sun, 01 Mar 2026 11:59:59 GMT";
  private static final String AFTER = "Sun, 01 Mar 2026 12:00:01 GMT";
  private static final String TAG = "\"abc\"";
  private static final Representation TEN = new Representation(10, TAG, CHANGED);

  private static ConditionalRead read(MutableHttpRequest<?> request, Representation what) {
    return ConditionalRead.of(request, what, CHANGED.plusSeconds(60));
  }

  private static ConditionalRead read(String... headers) {
    MutableHttpRequest<?> request = HttpRequest.GET("/");
    for (int at = 0; at < headers.length; at += 2) {
      request.getHeaders().add(headers[at], headers[at + 1]);
    }
    return read(request, TEN);
  }

  private static ConditionalRead part(long first, long length) {
    return new ConditionalRead.Part(new ByteRange(first, length));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-9, 0, 10",
    "bytes=3-5, 3, 3",
    "bytes=9-, 9, 1",
    "bytes=0-, 0, 10",
    "bytes=5-99, 5, 5",
    "bytes=5-99999999999999999999999999, 5, 5",
    "bytes=0000000000000000000000000001-2, 1, 2",
    "bytes=-1, 9, 1",
    "bytes=-10, 0, 10",
    "bytes=-11, 0, 10",
    "bytes=-99999999999999999999999999, 0, 10",
    "BYTES=1-2, 1, 2",
    "bytes= 1-2 , 1, 2"
  })
  void aSingleRangeIsCutToWhatIsThere(String header, long first, long length) {
    assertThat(read("Range", header)).isEqualTo(part(first, length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10-",
        "bytes=10-12",
        "bytes=99999999999999999999999999-",
        "bytes=-0",
        "bytes=-000"
      })
  void aRangeWithoutAByteOfItIsUnsatisfiable(String header) {
    assertThat(read("Range", header)).isEqualTo(new ConditionalRead.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=a-b",
        "bytes=1-2,4-5",
        "bytes=0-0,-1",
        "bytes=1-2,",
        "bytes=--1",
        "bytes=1",
        "bytes=+1-2",
        "bytes=1 -2",
        "bytes=１-2",
        "bytes = 1-2",
        "items=1-2",
        "0-5"
      })
  void aRangeThatIsMalformedOrManyIsPassedOver(String header) {
    assertThat(read("Range", header)).isEqualTo(new ConditionalRead.Whole());
  }

  @Test
  void twoRangeHeadersArePassedOver() {
    assertThat(read("Range", "bytes=0-1", "Range", "bytes=3-4"))
        .isEqualTo(new ConditionalRead.Whole());
  }

  @Test
  void onlyAGetHasRanges() {
    MutableHttpRequest<?> head = HttpRequest.HEAD("/").header("Range", "bytes=0-1");

    assertThat(read(head, TEN)).isEqualTo(new ConditionalRead.Whole());
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-, UNSATISFIABLE", "bytes=-1, WHOLE", "bytes=-0, UNSATISFIABLE"})
  void nothingHasNoRange(String header, String expected) {
    ConditionalRead read =
        read(HttpRequest.GET("/").header("Range", header), new Representation(0, TAG, CHANGED));

    assertThat(read)
        .isEqualTo(
            expected.equals("WHOLE")
                ? new ConditionalRead.Whole()
                : new ConditionalRead.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "W/\"abc\"", "*", "\"x\", \"abc\"", "\"a,b\" ,W/\"abc\""})
  void aKnownTagIsNotSentAgain(String tags) {
    assertThat(read("If-None-Match", tags)).isEqualTo(new ConditionalRead.NotModified());
    assertThat(read("If-None-Match", tags, "Range", "bytes=0-1", "If-Modified-Since", BEFORE))
        .isEqualTo(new ConditionalRead.NotModified());
  }

  @Test
  void tagsMayStandInSeveralLines() {
    assertThat(read("If-None-Match", "\"x\"", "If-None-Match", TAG))
        .isEqualTo(new ConditionalRead.NotModified());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abd\"", "abc", "", "\"*\"", "\"abc"})
  void anotherTagIsSentTheWholeWhateverTheDate(String tags) {
    assertThat(read("If-None-Match", tags, "If-Modified-Since", AFTER))
        .isEqualTo(new ConditionalRead.Whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        DATE + "|true",
        AFTER + "|true",
        BEFORE + "|false",
        "Sunday, 01-Mar-26 12:00:00 GMT|true",
        "Sun Mar  1 12:00:00 2026|true",
        "yesterday|false"
      })
  void aDateDecidesWhereThereIsNoTag(String date, boolean isKnown) {
    assertThat(read("If-Modified-Since", date))
        .isEqualTo(isKnown ? new ConditionalRead.NotModified() : new ConditionalRead.Whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"abc\"|true",
        "W/\"abc\"|false",
        "\"abd\"|false",
        DATE + "|true",
        BEFORE + "|false",
        AFTER + "|false",
        "nonsense|false"
      })
  void aRangeOfSomethingElseBecomesTheWhole(String validator, boolean isSame) {
    assertThat(read("If-Range", validator, "Range", "bytes=2-3"))
        .isEqualTo(isSame ? part(2, 2) : new ConditionalRead.Whole());
  }

  @Test
  void aDateLessThanASecondOldProvesNothing() {
    HttpRequest<?> request =
        HttpRequest.GET("/").header("If-Range", DATE).header("Range", "bytes=2-3");
    Instant second = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(ConditionalRead.of(request, TEN, second.plusMillis(999)))
        .isEqualTo(new ConditionalRead.Whole());
    assertThat(ConditionalRead.of(request, TEN, second.plusMillis(1_000))).isEqualTo(part(2, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match|\"abc\"|false",
        "If-Match|*|false",
        "If-Match|W/\"abc\"|true",
        "If-Match|\"abd\"|true",
        "If-Unmodified-Since|" + DATE + "|false",
        "If-Unmodified-Since|" + AFTER + "|false",
        "If-Unmodified-Since|" + BEFORE + "|true",
        "If-Unmodified-Since|never|false"
      })
  void whoWantsAPartOfWhatIsGoneIsTold(String name, String value, boolean isFailed) {
    assertThat(read(name, value, "Range", "bytes=2-3"))
        .isEqualTo(isFailed ? new ConditionalRead.Failed() : part(2, 2));
  }

  @Test
  void datesAreWrittenAsHttpWantsThem() {
    assertThat(TEN.lastModifiedText()).isEqualTo(DATE);
  }

  @Test
  void aRangeIsNeverNegative() {
    assertThat(new ByteRange(3, 4).last()).isEqualTo(6);
    assertThatThrownBy(() -> new ByteRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ByteRange(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ByteRange(Long.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
