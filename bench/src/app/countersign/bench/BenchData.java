package app.countersign.bench;

import app.countersign.extraction.Reading;
import app.countersign.extraction.rules.RuleBasedReader;
import app.countersign.platform.db.Json;
import app.countersign.sample.PdfWriter;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import app.countersign.store.FolderStore;
import app.countersign.store.ObjectKey;
import app.countersign.terms.CancellationFee;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/**
 * The contracts that are measured, numbered from 1; everything follows from the number. The first
 * few thousand have a text and a reading that waits to be submitted, one has a text of thirty pages
 * and its PDF, one a PDF of 200 MB; three accounts of four have one contract, the others have two.
 */
record BenchData(int contracts, SampleContract brief, SampleContract thirtyPages) {
  static final int WITH_TEXT = 8_000;
  static final int LONG_TEXT = WITH_TEXT + 1;
  static final int LARGE_PDF = WITH_TEXT + 2;
  static final int LARGE_PDF_BYTES = 200 << 20;

  private static final String LONG_SAMPLE = "GAP-2025-0015";
  private static final long SEED = 20_251_115;

  private static final String CONTRACTS =
      """
      INSERT INTO contract (id, account_number, type, contract_date, effective_date, term_months,
        customer_name, vehicle_make, vehicle_model, vehicle_year, price_amount, price_currency,
        jurisdiction, odometer_at_sale, mileage_limit, object_key, document_version, synced_at,
        created_at, updated_at)
      SELECT 'BENCH-' || lpad(g::text, 9, '0'), lpad(((g - 1) %% %d + 1)::text, 12, '0'),
        (ARRAY['GAP', 'VSC', 'FINANCE_AND_INSURANCE', 'TIRE_WHEEL', 'WARRANTY'])[1 + g %% 5],
        date '2023-01-01' + g %% 700, date '2023-01-01' + g %% 700, 24 + 12 * (g %% 5),
        'Customer ' || g, (ARRAY['Ford', 'Honda', 'Toyota', 'Kia'])[1 + g %% 4],
        'Model ' || g %% 40, 2015 + g %% 10, 400 + g %% 2600, 'USD',
        (ARRAY['US-TX', 'US-CA', 'US-FL', 'US-MN', 'US-NY', 'US-WA'])[1 + g %% 6],
        g %% 60000, CASE WHEN g %% 5 = 1 THEN 60000 END,
        CASE WHEN g IN (%d, %d) THEN 'bench/' || g || '.pdf' END,
        CASE WHEN g <= %d THEN 1 ELSE 0 END,
        timestamptz '2024-01-01Z' + g * interval '1 minute',
        timestamptz '2024-01-01Z' + g * interval '1 minute',
        timestamptz '2024-01-01Z' + g * interval '1 minute'
      FROM generate_series(1, %d) g
      """;
  private static final String TEXTS =
      """
      INSERT INTO document (id, contract_id, version, text_status, text, hash, page_count,
        text_extracted_at, created_at)
      SELECT md5('document ' || g)::uuid, 'BENCH-' || lpad(g::text, 9, '0'), 1, 'COMPLETED', t.text,
        encode(sha256(convert_to(t.text, 'UTF8')), 'hex'), ?, '2024-01-02Z', '2024-01-02Z'
      FROM generate_series(?::int, ?::int) g, (SELECT ?::text AS text) t
      """;
  private static final String READINGS =
      """
      INSERT INTO extraction (id, contract_id, document_id, document_version, text_hash, provider,
        run, is_current, reading, premium_amount, premium_currency, refund_method, fee,
        premium_confidence, method_confidence, fee_confidence, model, is_text_complete, cost_usd,
        duration_millis, extracted_at, extracted_by)
      SELECT md5('extraction ' || g)::uuid, d.contract_id, d.id, 1, d.hash, 'RULES', 1, true,
        ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?, ?, 'rules', true, 0, 1, '2024-01-03Z',
        (SELECT o.id FROM person o LIMIT 1)
      FROM generate_series(1, %d) g JOIN document d ON d.id = md5('document ' || g)::uuid
      """;

  static BenchData of(int contracts) {
    List<SampleContract> samples = SampleContracts.load();
    SampleContract thirtyPages =
        samples.stream()
            .filter(sample -> sample.contractId().equals(LONG_SAMPLE))
            .findFirst()
            .orElseThrow();
    SampleContract brief = samples.stream().filter(BenchData::isRead).findFirst().orElseThrow();
    return new BenchData(contracts, brief, thirtyPages);
  }

  int accounts() {
    return contracts * 3 / 4;
  }

  static String contract(int number) {
    return "BENCH-%09d".formatted(number);
  }

  static String account(int number) {
    return "%012d".formatted(number);
  }

  /** The reading of one of the first contracts, as the database names it. */
  static UUID extraction(int number) {
    return md5("extraction " + number);
  }

  /** Fills the database and the folder of PDFs. */
  void load(Connection connection, FolderStore store) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          CONTRACTS.formatted(accounts(), LONG_TEXT, LARGE_PDF, LONG_TEXT, contracts));
      text(connection, brief, 1, WITH_TEXT);
      text(connection, thirtyPages, LONG_TEXT, LONG_TEXT);
      readings(connection);
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("VACUUM ANALYZE");
      statement.execute("CHECKPOINT");
    }
    byte[] pdf =
        new PdfWriter()
            .write(thirtyPages.text(), thirtyPages.contractId(), thirtyPages.contractDate());
    store.put(new ObjectKey("bench/%d.pdf".formatted(LONG_TEXT)), new ByteArrayInputStream(pdf));
    store.put(new ObjectKey("bench/%d.pdf".formatted(LARGE_PDF)), largePdf());
  }

  private static void text(Connection connection, SampleContract sample, int first, int last)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(TEXTS)) {
      insert.setInt(1, sample.text().pageCount());
      insert.setInt(2, first);
      insert.setInt(3, last);
      insert.setString(4, sample.text().content());
      insert.executeUpdate();
    }
  }

  private void readings(Connection connection) throws SQLException {
    Reading reading = read(brief);
    CancellationFee fee = Objects.requireNonNull(reading.cancellationFee().value());
    try (PreparedStatement insert = connection.prepareStatement(READINGS.formatted(WITH_TEXT))) {
      insert.setString(1, Json.write(reading));
      insert.setBigDecimal(2, Objects.requireNonNull(reading.premium().value()).amount());
      insert.setString(3, Objects.requireNonNull(reading.premium().value()).currency());
      insert.setString(4, Objects.requireNonNull(reading.refundMethod().value()).name());
      insert.setString(5, Json.write(fee));
      insert.setBigDecimal(6, reading.premium().confidence());
      insert.setBigDecimal(7, reading.refundMethod().confidence());
      insert.setBigDecimal(8, reading.cancellationFee().confidence());
      insert.executeUpdate();
    }
  }

  private static Reading read(SampleContract sample) {
    return new RuleBasedReader().read(sample.text(), sample.jurisdiction());
  }

  private static boolean isRead(SampleContract sample) {
    Reading reading = read(sample);
    return reading.premium().value() != null
        && reading.refundMethod().value() != null
        && reading.cancellationFee().value() != null;
  }

  /** The same bytes each time, made as they are asked for. */
  private static InputStream largePdf() {
    Random random = new Random(SEED);
    return new InputStream() {
      private int left = LARGE_PDF_BYTES;

      @Override
      public int read() {
        return left-- > 0 ? random.nextInt(256) : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        byte[] made = new byte[Math.min(length, left)];
        random.nextBytes(made);
        System.arraycopy(made, 0, bytes, offset, made.length);
        left -= made.length;
        return made.length;
      }
    };
  }

  private static UUID md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer bits = ByteBuffer.wrap(digest);
      return new UUID(bits.getLong(), bits.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }
}
