package app.countersign.ledger;

import app.countersign.ledger.ImportResult.Reason;
import app.countersign.ledger.ImportedLedger.StatedProfile;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Plaid custom-user document: an object with {@code override_accounts}. Unknown fields
 * are ignored; anything else that is not as documented refuses the whole document with the path of
 * the first problem. Plaid's amounts are positive for money out; the ledger's are the reverse.
 *
 * <p>Beside Plaid's own fields a document may state a {@code profile}, an object of {@code user_id}
 * (1 to 64 letters, digits, hyphens, underscores and points), {@code name}, {@code email}, {@code
 * age_bracket} (for example {@code 18-25}), {@code annual_income} and {@code region}, all optional.
 *
 * <p>Limits: 100 accounts, 100,000 transactions, 64 MiB. Stateless but for the source of ids; safe
 * to share when that is.
 */
public final class PlaidDocumentReader {

  /** How many accounts one document may hold. */
  public static final int MAX_ACCOUNTS = 100;

  /** How many transactions one document may hold over all its accounts. */
  public static final int MAX_TRANSACTIONS = 100_000;

  private static final long MAX_BYTES = 64L * 1024 * 1024;
  private static final long MAX_TOKENS = 2_500_000;
  private static final int MAX_REGION = 100;
  private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern AGE_BRACKET = Pattern.compile("[0-9]{1,3}(-[0-9]{1,3}|\\+)");
  private static final ObjectMapper JSON = strictMapper();

  private final MerchantRules rules;
  private final Supplier<UUID> ids;

  /**
   * @param ids gives the id of each account, liability and transaction
   */
  public PlaidDocumentReader(MerchantRules rules, Supplier<UUID> ids) {
    this.rules = rules;
    this.ids = ids;
  }

  /** Reads a document from its text. */
  public ImportResult read(String document) {
    return readAll(() -> JSON.createParser(document));
  }

  /** Reads a document from its bytes, in UTF-8, UTF-16 or UTF-32. */
  public ImportResult read(byte[] document) {
    return readAll(() -> JSON.createParser(document));
  }

  /**
   * Reads a document from a stream, which is left open.
   *
   * @throws UncheckedIOException when the stream itself fails
   */
  public ImportResult read(InputStream document) {
    return readAll(() -> JSON.createParser(document));
  }

  private ImportResult readAll(ParserSource source) {
    try (var parser = source.open()) {
      var document = DocumentNode.root(tree(parser));
      // First of all: after it every text of the document is known to be one.
      var hash = CanonicalHash.of(document.json());
      var build = new PlaidLedgerBuilder(rules, ids);
      return new ImportResult.Read(build.ledger(document, profile(document), hash));
    } catch (RefusedDocument refused) {
      return refused.refusal();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    try {
      JsonNode tree = JSON.readTree(parser);
      if (tree == null) {
        throw new RefusedDocument(Reason.MALFORMED_JSON, "$", "The document is empty.");
      }
      if (parser.nextToken() != null) {
        throw new RefusedDocument(
            Reason.MALFORMED_JSON, "$", "Something follows the end of the document.");
      }
      return tree;
    } catch (StreamConstraintsException tooLarge) {
      throw new RefusedDocument(
          Reason.TOO_LARGE, path(parser), "The document is larger or deeper than is accepted.");
    } catch (ArithmeticException | NumberFormatException absurd) {
      throw new RefusedDocument(
          Reason.BAD_NUMBER, path(parser), "The exponent of this number is out of range.");
    } catch (JacksonException malformed) {
      throw refusal(malformed, parser);
    }
  }

  private static RefusedDocument refusal(JacksonException malformed, JsonParser parser) {
    var text = String.valueOf(malformed.getOriginalMessage());
    if (text.startsWith("Duplicate field")) {
      return new RefusedDocument(Reason.DUPLICATE_KEY, path(parser), "This key occurs twice.");
    }
    var location = malformed.getLocation();
    var where =
        location == null
            ? ""
            : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    return new RefusedDocument(
        Reason.MALFORMED_JSON, path(parser), "The document is not well-formed JSON" + where + ".");
  }

  private static String path(JsonParser parser) {
    var path = new StringBuilder();
    for (JsonStreamContext place = parser.getParsingContext();
        place != null && !place.inRoot();
        place = place.getParent()) {
      if (place.inArray()) {
        path.insert(0, "[" + place.getCurrentIndex() + "]");
      } else if (place.getCurrentName() != null) {
        path.insert(0, "." + place.getCurrentName());
      }
    }
    if (!path.isEmpty() && path.charAt(0) == '.') {
      path.deleteCharAt(0);
    }
    return path.isEmpty() ? "$" : path.toString();
  }

  private static @Nullable StatedProfile profile(DocumentNode document) {
    var profile = document.object("profile");
    if (profile == null) {
      return null;
    }
    return new StatedProfile(
        matching(
            profile, "user_id", USER_ID, "1 to 64 letters, digits, hyphens, underscores or points"),
        profile.words("name", PlaidLedgerBuilder.MAX_NAME),
        PlaidLedgerBuilder.address(profile, "email"),
        matching(profile, "age_bracket", AGE_BRACKET, "A bracket such as 18-25 or 66+"),
        profile.magnitude("annual_income"),
        profile.text("region", MAX_REGION));
  }

  private static @Nullable String matching(
      DocumentNode node, String field, Pattern pattern, String expected) {
    var text = node.text(field, PlaidLedgerBuilder.MAX_NAME);
    if (text != null && !pattern.matcher(text).matches()) {
      throw node.refuse(Reason.UNKNOWN_VALUE, field, expected + " is expected here.");
    }
    return text;
  }

  private static ObjectMapper strictMapper() {
    var limits =
        StreamReadConstraints.builder()
            .maxDocumentLength(MAX_BYTES)
            .maxTokenCount(MAX_TOKENS)
            .maxNestingDepth(32)
            .maxNumberLength(100)
            .maxStringLength(100_000)
            .maxNameLength(1_000)
            .build();
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  @FunctionalInterface
  private interface ParserSource {
    JsonParser open() throws IOException;
  }
}
