package app.countersign.platform.graphql;

import app.countersign.platform.graphql.PreparedDocument.Content;
import app.countersign.platform.graphql.PreparedDocument.Fault;
import app.countersign.platform.graphql.PreparedDocument.Operation;
import app.countersign.platform.graphql.PreparedDocument.Place;
import app.countersign.platform.graphql.PreparedDocument.Ready;
import app.countersign.platform.graphql.PreparedDocument.Refused;
import app.countersign.platform.graphql.plan.Plans;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
import graphql.validation.ValidationError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses, measures and validates each document once and keeps it, the refused ones too. Limits are
 * checked before the step they protect: the text before parsing, what it expands to before
 * validation.
 */
final class Documents {
  private static final int WEIGHT_PER_TOKEN = 100;
  private static final int WEIGHT_OF_ANY = 500;

  private final GraphQLSchema schema;
  private final GraphQlLimits limits;
  private final ParserOptions parserOptions;
  private final Cache<String, PreparedDocument> kept;

  Documents(GraphQLSchema schema, GraphQlLimits limits) {
    this.schema = schema;
    this.limits = limits;
    // Measured before: these only stand behind the measuring, should the two ever differ.
    this.parserOptions =
        ParserOptions.newParserOptions()
            .maxTokens(limits.tokens() * 2)
            .maxWhitespaceTokens(limits.textBytes())
            .maxCharacters(limits.textBytes())
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .readerTrackData(false)
            .redactTokenParserErrorMessages(true)
            .build();
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(limits.documentCacheWeight())
            .weigher(
                (String text, PreparedDocument document) ->
                    (int) Math.min(Integer.MAX_VALUE, document.weight()))
            .executor(Runnable::run)
            .build();
  }

  Content prepare(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limits.textBytes()) {
      return tooMuch("textBytes", "the query text's bytes", limits.textBytes(), bytes);
    }
    return kept.get(text, this::read).content();
  }

  /** How many documents are kept, roughly. */
  long size() {
    return kept.estimatedSize();
  }

  private PreparedDocument read(String text) {
    DocumentText measured = DocumentText.measure(text);
    Content content = read(text, measured);
    long weight = WEIGHT_OF_ANY + text.length();
    return new PreparedDocument(
        content,
        content instanceof Ready ? weight + (long) WEIGHT_PER_TOKEN * measured.tokens() : weight);
  }

  private Content read(String text, DocumentText measured) {
    Content refused = overText(text, measured);
    return refused == null ? parse(text) : refused;
  }

  private @Nullable Content overText(String text, DocumentText measured) {
    if (!UnsafeText.isSafe(text)) {
      return fault(RequestErrorCode.BAD_REQUEST, UnsafeText.MESSAGE);
    }
    if (measured.tokens() > limits.tokens()) {
      return tooMuch("tokens", "the document's tokens", limits.tokens(), measured.tokens());
    }
    if (measured.nesting() > limits.nesting()) {
      return tooMuch(
          "nesting", "the document's nested brackets", limits.nesting(), measured.nesting());
    }
    int longest = DocumentText.MAX_NUMBER_LENGTH;
    if (measured.longestNumber() > longest) {
      return tooMuch("numberLength", "a number's digits", longest, measured.longestNumber());
    }
    return null;
  }

  private Content parse(String text) {
    Document document;
    try {
      document =
          new Parser()
              .parseDocument(
                  ParserEnvironment.newParserEnvironment()
                      .document(text)
                      .parserOptions(parserOptions)
                      .locale(Locale.ENGLISH)
                      .build());
    } catch (InvalidSyntaxException failure) {
      String message = String.valueOf(failure.getMessage());
      return new Refused(
          List.of(
              new Fault(
                  RequestErrorCode.GRAPHQL_PARSE_FAILED,
                  message,
                  message,
                  places(failure),
                  Map.of())));
    }
    if (!UnsafeText.isSafe(document)) {
      return fault(RequestErrorCode.BAD_REQUEST, UnsafeText.MESSAGE);
    }
    return measure(document);
  }

  private static List<Place> places(InvalidSyntaxException failure) {
    SourceLocation location = failure.getLocation();
    return location == null ? List.of() : List.of(place(location));
  }

  private Content measure(Document document) {
    Content unfit = overFragments(FragmentNesting.of(document));
    if (unfit != null) {
      return unfit;
    }
    DocumentReader reader = new DocumentReader(schema, document);
    List<Operation> operations = new ArrayList<>();
    for (OperationDefinition definition :
        document.getDefinitionsOfType(OperationDefinition.class)) {
      SelectionFacts facts = reader.read(definition);
      Operation operation =
          new Operation(
              definition.getName(),
              definition.getOperation(),
              facts,
              reader.sharedCosts(),
              new Plans.Operation(document, definition),
              EventVariables.of(document, definition));
      Content refused = overLimit(operation);
      if (refused != null) {
        return refused;
      }
      if (operation.isSubscription() && SubscriptionRoot.isConditional(document, definition)) {
        return fault(RequestErrorCode.GRAPHQL_VALIDATION_FAILED, SubscriptionRoot.MESSAGE);
      }
      operations.add(operation);
    }
    return validate(document, operations);
  }

  private @Nullable Content overFragments(FragmentNesting fragments) {
    FragmentDefinition circular = fragments.circular();
    if (circular != null) {
      SourceLocation location = circular.getSourceLocation();
      return new Refused(
          List.of(
              new Fault(
                  RequestErrorCode.GRAPHQL_VALIDATION_FAILED,
                  "Fragment '%s' spreads itself.".formatted(circular.getName()),
                  "A fragment spreads itself.",
                  location == null ? List.of() : List.of(place(location)),
                  Map.of())));
    }
    int most = limits.fragmentNesting();
    return fragments.deepest() > most
        ? tooMuch("fragmentNesting", "fragments within fragments", most, fragments.deepest())
        : null;
  }

  private @Nullable Content overLimit(Operation operation) {
    SelectionFacts facts = operation.facts();
    record Check(String name, String what, long limit, long value) {}
    long mutations =
        operation.kind() == OperationDefinition.Operation.MUTATION ? facts.rootFields() : 0;
    List<Check> checks =
        List.of(
            new Check("depth", "the depth", limits.depth(), facts.depth()),
            new Check("aliases", "the number of aliases", limits.aliases(), facts.aliases()),
            new Check(
                "directives", "the number of directives", limits.directives(), facts.directives()),
            new Check(
                "mutationFields", "mutations in one operation", limits.mutationFields(), mutations),
            new Check(
                "introspectionDepth",
                "the introspection's depth",
                limits.introspectionDepth(),
                facts.introspectionDepth()),
            new Check(
                "introspectionFields",
                "the introspection's fields",
                limits.introspectionFields(),
                facts.introspectionFields()),
            // The least that variables can make of it: what passes cannot be a bomb to validate.
            new Check("cost", "the cost", limits.cost(), operation.leastCost()));
    for (Check check : checks) {
      if (check.value() > check.limit()) {
        return tooMuch(check.name(), check.what(), check.limit(), check.value());
      }
    }
    return null;
  }

  private Content validate(Document document, List<Operation> operations) {
    List<ValidationError> errors;
    try {
      errors = ParseAndValidate.validate(schema, document, rule -> true, Locale.ENGLISH);
    } catch (GoodFaithIntrospectionExceeded exceeded) {
      return fault(RequestErrorCode.LIMIT_EXCEEDED, exceeded.toBadFaithError().getMessage());
    } catch (IndexOutOfBoundsException nothingSelected) {
      // What the validator's rule of one root field does when fragments leave none.
      if (operations.stream().noneMatch(Operation::isSubscription)) {
        throw nothingSelected;
      }
      return fault(RequestErrorCode.GRAPHQL_VALIDATION_FAILED, SubscriptionRoot.MESSAGE);
    }
    if (errors.isEmpty()) {
      return new Ready(new PreparsedDocumentEntry(document), List.copyOf(operations));
    }
    return new Refused(errors.stream().map(Documents::fault).toList());
  }

  private static Fault fault(ValidationError error) {
    List<SourceLocation> locations = error.getLocations();
    return new Fault(
        RequestErrorCode.GRAPHQL_VALIDATION_FAILED,
        error.getMessage(),
        "The operation does not fit the schema (%s).".formatted(error.getValidationErrorType()),
        locations == null ? List.of() : locations.stream().map(Documents::place).toList(),
        Map.of());
  }

  private static Place place(SourceLocation location) {
    return new Place(location.getLine(), location.getColumn());
  }

  private static Content fault(RequestErrorCode code, String message) {
    return new Refused(List.of(new Fault(code, message, message, List.of(), Map.of())));
  }

  private static Content tooMuch(String name, String what, long limit, long value) {
    RequestError error = RequestError.limit(name, what, limit, value);
    String message = String.valueOf(error.getMessage());
    return new Refused(
        List.of(new Fault(error.code(), message, message, List.of(), error.details())));
  }
}
