package app.countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.countersign.platform.web.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
  private static final ObjectKey KEY = new ObjectKey("2024/GAP-1.pdf");
  private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path temporary;
  private Path root;
  private FolderStore store;

  @BeforeEach
  void fill() throws IOException {
    root = Files.createDirectories(temporary.resolve("documents"));
    store = new FolderStore(root);
    Files.createDirectories(root.resolve("2024"));
    Files.writeString(root.resolve("2024/GAP-1.pdf"), "0123456789");
    Files.setLastModifiedTime(root.resolve("2024/GAP-1.pdf"), FileTime.from(WRITTEN));
    Files.writeString(temporary.resolve("secret.pdf"), "secret");
  }

  private static StoreFailure.Kind failure(Runnable call) {
    StoreFailure failure = catchThrowableOfType(StoreFailure.class, call::run);
    assertThat(failure).isNotNull();
    return failure.kind();
  }

  private String read(ByteRange range) throws IOException {
    try (InputStream content = store.open(KEY, store.stat(KEY), range)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsKnownBySizeTimeAndAStrongTag() {
    ObjectFacts facts = store.stat(KEY);

    assertThat(facts.size()).isEqualTo(10);
    assertThat(facts.lastModified()).isEqualTo(WRITTEN);
    assertThat(facts.etag()).matches("\"[0-9a-f]{32}\"");
    assertThat(store.stat(KEY)).isEqualTo(facts);
    assertThat(new FolderStore(root).stat(KEY)).isEqualTo(facts);
  }

  @Test
  void rangesAreReadExactly() throws IOException {
    assertThat(read(ByteRange.whole(10))).isEqualTo("0123456789");
    assertThat(read(new ByteRange(0, 1))).isEqualTo("0");
    assertThat(read(new ByteRange(3, 4))).isEqualTo("3456");
    assertThat(read(new ByteRange(9, 1))).isEqualTo("9");
    assertThat(read(new ByteRange(4, 0))).isEmpty();
  }

  @Test
  void aRangeIsReadByteByByteToo() throws IOException {
    try (InputStream content = store.open(KEY, store.stat(KEY), new ByteRange(2, 4))) {
      assertThat(content.markSupported()).isFalse();
      assertThat(content.available()).isEqualTo(4);
      assertThat(content.read()).isEqualTo('2');
      assertThat(content.skip(2)).isEqualTo(2);
      assertThat(content.read()).isEqualTo('5');
      assertThat(content.read()).isEqualTo(-1);
      assertThat(content.skip(9)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.pdf",
        "2024/../../secret.pdf",
        "2024/../2024/GAP-1.pdf",
        "./2024/GAP-1.pdf",
        "/etc/passwd",
        "//etc/passwd",
        "2024//GAP-1.pdf",
        "2024/GAP-1.pdf/",
        "2024/GAP-1.pdf/more",
        "2024\\GAP-1.pdf",
        "..\\secret.pdf",
        "C:\\secret.pdf",
        "C:secret.pdf",
        "2024/GAP-1.pdf\u0000.txt",
        "2024/GAP-1.pdf\n",
        "2024",
        ".",
        "..",
        "nothing.pdf",
        "escape.pdf",
        "away/secret.pdf",
        "round"
      })
  void aKeyThatLeadsNowhereGoodIsAbsent(String hostile) throws IOException {
    Files.createSymbolicLink(root.resolve("escape.pdf"), temporary.resolve("secret.pdf"));
    Files.createSymbolicLink(root.resolve("away"), temporary);
    Files.createSymbolicLink(root.resolve("round"), root.resolve("round"));
    ObjectFacts facts = store.stat(KEY);
    ObjectKey key = new ObjectKey(hostile);

    assertThat(failure(() -> store.stat(key))).isEqualTo(StoreFailure.Kind.ABSENT);
    assertThat(failure(() -> store.open(key, facts, ByteRange.whole(1))))
        .isEqualTo(StoreFailure.Kind.ABSENT);
  }

  @Test
  void aNameTooLongForTheDiskIsAbsent() {
    ObjectKey key = new ObjectKey("x".repeat(1_000));

    assertThat(failure(() -> store.stat(key))).isEqualTo(StoreFailure.Kind.ABSENT);
  }

  @Test
  void aLinkInsideTheFolderIsFollowed() throws IOException {
    Files.createSymbolicLink(root.resolve("same.pdf"), root.resolve("2024/GAP-1.pdf"));

    assertThat(store.stat(new ObjectKey("same.pdf"))).isEqualTo(store.stat(KEY));
  }

  @Test
  void aFolderThatIsNotThereHoldsNothing() {
    FolderStore nowhere = new FolderStore(temporary.resolve("none"));

    assertThat(failure(() -> nowhere.stat(KEY))).isEqualTo(StoreFailure.Kind.ABSENT);
  }

  @Test
  void whatIsPutReplacesWhatWasThereAndHasAnotherTag() throws IOException {
    ObjectFacts before = store.stat(KEY);

    store.put(KEY, text("9876543210"));
    Files.setLastModifiedTime(root.resolve("2024/GAP-1.pdf"), FileTime.from(WRITTEN));

    assertThat(read(ByteRange.whole(10))).isEqualTo("9876543210");
    assertThat(store.stat(KEY).etag()).isNotEqualTo(before.etag());
    assertThat(failure(() -> store.open(KEY, before, ByteRange.whole(10))))
        .isEqualTo(StoreFailure.Kind.CHANGED);
    try (var files = Files.list(root.resolve("2024"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("GAP-1.pdf");
    }
  }

  @Test
  void whoReadsGoesOnReadingWhatWasOpened() throws IOException {
    try (InputStream content = store.open(KEY, store.stat(KEY), ByteRange.whole(10))) {
      store.put(KEY, text("9876543210"));

      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("0123456789");
    }
  }

  @Test
  void nothingIsPutOutsideTheFolder() throws IOException {
    Files.createSymbolicLink(root.resolve("away"), temporary);

    for (String hostile : List.of("../other.pdf", "/tmp/other.pdf", "away/other.pdf", "2024")) {
      assertThatThrownBy(() -> store.put(new ObjectKey(hostile), text("x")))
          .as(hostile)
          .isInstanceOfSatisfying(
              StoreFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(StoreFailure.Kind.DENIED));
    }
    assertThat(temporary.resolve("other.pdf")).doesNotExist();
  }

  @Test
  void aNewFolderIsMadeForTheFirstFile() {
    FolderStore fresh = new FolderStore(temporary.resolve("fresh"));

    fresh.put(KEY, text("abc"));

    assertThat(fresh.stat(KEY).size()).isEqualTo(3);
    assertThat(fresh.root()).isEqualTo(temporary.resolve("fresh"));
  }

  @Test
  void aKeyHasAtLeastOneAndAtMost1024Bytes() {
    assertThat(new ObjectKey("é".repeat(512)).value()).hasSize(512);
    assertThatThrownBy(() -> new ObjectKey(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ObjectKey("é".repeat(513)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
