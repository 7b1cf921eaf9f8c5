package app.countersign.audit;

import app.countersign.platform.access.Seal;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the trail against the checkpoints: every link that one of them saw must be there with the
 * same hash. That finds what leaves the database consistent: a chain written anew, or a cut tail
 * with its head set back.
 */
@Singleton
class CheckpointCheck {
  static final String CHECKPOINT = "AuditCheckpoint";

  private static final int POINTS_AT_A_TIME = 5_000;
  private static final int MOST_FAULTS = 10_000;
  private static final String DIFFERENT =
      """
      SELECT p.subject_type, p.subject_id, e.id,
        CASE WHEN e.id IS NOT NULL THEN p.sequence ELSE 1 + coalesce(
          (SELECT max(x.sequence) FROM audit_entry x WHERE x.subject_type = p.subject_type
            AND x.subject_id = p.subject_id AND x.sequence < p.sequence), 0) END AS sequence
      FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS int[]), CAST(? AS text[]))
        AS p (subject_type, subject_id, sequence, hash)
      LEFT JOIN audit_entry e ON e.subject_type = p.subject_type AND e.subject_id = p.subject_id
        AND e.sequence = p.sequence
      WHERE e.id IS NULL OR e.hash <> decode(p.hash, 'hex')
      """;
  private static final Comparator<AuditFault> FIRST =
      Comparator.comparing(AuditFault::subjectType)
          .thenComparing(AuditFault::subjectId)
          .thenComparingInt(AuditFault::sequence);

  private final CheckpointFolder folder;
  private final Seal seal;
  private final Sql sql;

  CheckpointCheck(CheckpointFolder folder, Seal seal, Sql sql) {
    this.folder = folder;
    this.seal = seal;
    this.sql = sql;
  }

  /**
   * What came of it.
   *
   * @param checkpoints how many were read
   * @param newestAt when the newest good one was made; null when there is none
   * @param faults one for each chain, at its first place that differs; checkpoints that are not as
   *     they were made come first
   */
  record Outcome(int checkpoints, @Nullable Instant newestAt, List<AuditFault> faults) {}

  /** Checks all chains, or those of one type, or one. */
  Outcome check(@Nullable String subjectType, @Nullable String subjectId) {
    try {
      return check(
          folder.all(),
          point ->
              (subjectType == null || subjectType.equals(point.subjectType()))
                  && (subjectId == null || subjectId.equals(point.subjectId())));
    } catch (IOException problem) {
      throw new UncheckedIOException("The checkpoints of the audit trail cannot be read.", problem);
    }
  }

  private interface Wanted {
    boolean isWanted(ChainPoint point);
  }

  /** From the newest to the oldest, for each vouches for the one before it. */
  private Outcome check(SortedMap<Integer, Path> kept, Wanted wanted) throws IOException {
    Walk walk = new Walk(wanted);
    int newest = kept.isEmpty() ? 0 : kept.lastKey();
    for (int number = newest; number > 0; number--) {
      walk.visit(number, kept.get(number));
    }
    return walk.outcome(kept.size());
  }

  /** What was found so far. */
  private final class Walk {
    private final Wanted wanted;
    private final List<AuditFault> broken = new ArrayList<>();
    private final SortedMap<String, AuditFault> chains = new TreeMap<>();
    private @Nullable Instant newestAt;

    /** The digest that the checkpoint visited last gives the one before it. */
    private @Nullable String vouchedFor;

    private Walk(Wanted wanted) {
      this.wanted = wanted;
    }

    void visit(int number, @Nullable Path file) throws IOException {
      Batch batch = new Batch();
      CheckpointFile.Read read =
          file == null ? null : CheckpointFile.read(file, number, seal, point -> ask(point, batch));
      CheckpointFile.Head head = read != null && isGood(read) ? read.head() : null;
      if (head == null) {
        broken.add(
            new AuditFault(
                AuditFaultKind.CHECKPOINT_BROKEN,
                CHECKPOINT,
                Integer.toString(number),
                number,
                null));
        vouchedFor = null;
        return;
      }
      vouchedFor = head.previous();
      newestAt = newestAt == null ? head.at() : newestAt;
      batch.end().forEach(fault -> keepFirst(chains, fault));
    }

    Outcome outcome(int checkpoints) {
      List<AuditFault> faults = new ArrayList<>(broken.reversed());
      chains.values().stream().sorted(FIRST).forEach(faults::add);
      return new Outcome(checkpoints, newestAt, faults);
    }

    private void ask(ChainPoint point, Batch batch) {
      if (wanted.isWanted(point)) {
        batch.add(point);
      }
    }

    private boolean isGood(CheckpointFile.Read read) {
      return read.isWhole() && (read.isSealed() || read.digest().equals(vouchedFor));
    }
  }

  private static void keepFirst(SortedMap<String, AuditFault> chains, AuditFault fault) {
    String chain = fault.subjectType() + '\0' + fault.subjectId();
    if (chains.size() < MOST_FAULTS || chains.containsKey(chain)) {
      chains.merge(chain, fault, (one, other) -> FIRST.compare(one, other) <= 0 ? one : other);
    }
  }

  /** The points of one checkpoint, asked for many at a time. */
  private final class Batch {
    private final List<ChainPoint> points = new ArrayList<>();
    private final List<AuditFault> faults = new ArrayList<>();

    void add(ChainPoint point) {
      points.add(point);
      if (points.size() == POINTS_AT_A_TIME) {
        ask();
      }
    }

    List<AuditFault> end() {
      if (!points.isEmpty()) {
        ask();
      }
      return faults;
    }

    private void ask() {
      List<AuditFault> found =
          sql.list(
              DIFFERENT,
              CheckpointCheck::fault,
              points.stream().map(ChainPoint::subjectType).toList(),
              points.stream().map(ChainPoint::subjectId).toList(),
              points.stream().map(ChainPoint::sequence).toList(),
              points.stream().map(ChainPoint::hash).toList());
      if (faults.size() < MOST_FAULTS) {
        faults.addAll(found);
      }
      points.clear();
    }
  }

  private static AuditFault fault(ResultSet row) throws SQLException {
    boolean isGone = Rows.nullableUuid(row, "id") == null;
    return new AuditFault(
        isGone ? AuditFaultKind.CHECKPOINT_TAIL_MISSING : AuditFaultKind.CHECKPOINT_MISMATCH,
        Rows.text(row, "subject_type"),
        Rows.text(row, "subject_id"),
        Rows.integer(row, "sequence"),
        Rows.nullableUuid(row, "id"));
  }
}
