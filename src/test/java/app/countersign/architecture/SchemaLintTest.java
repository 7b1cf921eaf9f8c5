package app.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AbstractDescribedNode;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema's own rules: it is the manual of the product, and clients are generated from it. */
class SchemaLintTest {
  private static final Path SCHEMA = Path.of("schema.graphqls");
  private static final Path RELEASED = Path.of("src/test/resources/schema/released.graphqls");
  private static final Set<String> NAMED_BY_THE_USER =
      Set.of("approve", "reject", "modify", "flag", "bulkApprove", "submitExtraction");

  private final Document document =
      new Parser()
          .parseDocument(
              ParserEnvironment.newParserEnvironment()
                  .document(read(SCHEMA))
                  .parserOptions(ParserOptions.getDefaultSdlParserOptions())
                  .build());

  @Test
  void everythingHasADescription() {
    List<String> without = new ArrayList<>();
    document.getDefinitions().forEach(definition -> collectUndescribed("", definition, without));

    assertThat(without).isEmpty();
  }

  @Test
  void namesAreWrittenInTheHouseWay() {
    assertThat(objects().map(ObjectTypeDefinition::getName))
        .allMatch(name -> name.matches("[A-Z][A-Za-z0-9]*"));
    assertThat(fields().map(FieldDefinition::getName))
        .allMatch(name -> name.matches("[a-z][A-Za-z0-9]*"));
    assertThat(
            enums()
                .flatMap(type -> type.getEnumValueDefinitions().stream())
                .map(EnumValueDefinition::getName))
        .allMatch(name -> name.matches("[A-Z][A-Z0-9_]*"));
  }

  @Test
  void instantsEndInAtAndCountsInCount() {
    assertThat(fields().filter(field -> typeName(field.getType()).equals("DateTime")))
        .allMatch(field -> field.getName().matches("at|since|.*(At|Until)"), "an instant's name");
    assertThat(fields().filter(field -> field.getName().endsWith("Count")))
        .allMatch(
            field ->
                field.getType() instanceof NonNullType && typeName(field.getType()).equals("Int"),
            "Int!");
  }

  @Test
  void listsAndTheirItemsAreNeverNull() {
    assertThat(
            fields()
                .filter(field -> isList(field.getType()))
                .filter(
                    field ->
                        !field.getName().equals("nodes")
                            || !typeName(field.getType()).equals("Node")))
        .allMatch(
            field ->
                field.getType() instanceof NonNullType outer
                    && outer.getType() instanceof ListType list
                    && list.getType() instanceof NonNullType,
            "[X!]!");
  }

  @Test
  void aMutationTakesOneInputAndAnswersAPayloadWithUserErrors() {
    Set<String> payloads =
        objects()
            .filter(
                type ->
                    type.getFieldDefinitions().stream()
                        .anyMatch(field -> field.getName().equals("userErrors")))
            .map(ObjectTypeDefinition::getName)
            .collect(Collectors.toSet());

    assertThat(rootFields("Mutation"))
        .isNotEmpty()
        .allSatisfy(
            field -> {
              assertThat(field.getInputValueDefinitions()).hasSize(1);
              InputValueDefinition input = field.getInputValueDefinitions().getFirst();
              assertThat(input.getName()).isEqualTo("input");
              assertThat(input.getType()).isInstanceOf(NonNullType.class);
              assertThat(typeName(input.getType())).endsWith("Input");
              assertThat(typeName(field.getType())).endsWith("Payload").isIn(payloads);
            });
  }

  @Test
  void theNamedMutationsKeepTheirNames() {
    Set<String> mutations =
        rootFields("Mutation").stream().map(FieldDefinition::getName).collect(Collectors.toSet());

    assertThat(mutations).contains("approve", "reject", "modify", "flag", "bulkApprove");
    assertThat(mutations)
        .filteredOn(name -> !NAMED_BY_THE_USER.contains(name))
        .allMatch(name -> name.matches("[a-z]+([A-Z][a-z0-9]*)+"), "a verb and its noun");
  }

  @Test
  void everyRootFieldSaysWhoMayUseIt() {
    Set<String> open =
        Set.of(
            "viewer",
            "signIn",
            "refreshSession",
            "session",
            "signUp",
            "verifyEmail",
            "resendVerification",
            "requestPasswordReset",
            "resetPassword");

    assertThat(
            Stream.of("Query", "Mutation", "Subscription")
                .flatMap(root -> rootFields(root).stream()))
        .filteredOn(field -> !open.contains(field.getName()))
        .allMatch(field -> field.hasDirective("requires"), "@requires");
  }

  @Test
  void aSubscriptionGivesOneObjectAnEventAndNeverNothing() {
    assertThat(rootFields("Subscription"))
        .allSatisfy(
            field -> {
              assertThat(field.getType()).isInstanceOf(NonNullType.class);
              assertThat(isList(field.getType())).isFalse();
              assertThat(objects().map(ObjectTypeDefinition::getName))
                  .contains(typeName(field.getType()));
            });
  }

  @Test
  void listsOfOneKindAreConnectionsThatPageBothWays() {
    assertThat(fields().filter(field -> typeName(field.getType()).endsWith("Connection")))
        .isNotEmpty()
        .allSatisfy(
            field ->
                assertThat(
                        field.getInputValueDefinitions().stream()
                            .map(InputValueDefinition::getName))
                    .contains("first", "after", "last", "before"));
  }

  @Test
  void inputsThatChangeThingsTakeAnIdempotencyKey() {
    Set<String> withoutKey =
        Set.of(
            "SignInInput",
            "RefreshSessionInput",
            "CreateAccessTokenInput",
            "RecordViewInput",
            "SignUpInput",
            "VerifyEmailInput",
            "ResendVerificationInput",
            "RequestPasswordResetInput",
            "ResetPasswordInput",
            "ChangePasswordInput",
            "ExportMyDataInput",
            "EraseMyDataInput",
            "StartLinkingInput",
            "ExtendLinkingInput");

    assertThat(
            rootFields("Mutation").stream()
                .map(field -> typeName(field.getInputValueDefinitions().getFirst().getType())))
        .filteredOn(name -> !withoutKey.contains(name))
        .allSatisfy(
            name ->
                assertThat(
                        inputs()
                            .filter(input -> input.getName().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .getInputValueDefinitions())
                    .extracting(InputValueDefinition::getName)
                    .contains("idempotencyKey"));
  }

  @Test
  void nothingReleasedIsBroken() {
    CapturingReporter reporter = new CapturingReporter();
    // The comparison prints and parses the schemas by the options meant for short operations.
    ParserOptions usual = ParserOptions.getDefaultParserOptions();
    try {
      ParserOptions.setDefaultParserOptions(ParserOptions.getDefaultSdlParserOptions());
      new SchemaDiff()
          .diffSchema(SchemaDiffSet.diffSetFromSdl(schema(RELEASED), schema(SCHEMA)), reporter);
    } finally {
      ParserOptions.setDefaultParserOptions(usual);
    }

    assertThat(reporter.getBreakages()).extracting(DiffEvent::toString).isEmpty();
  }

  private static GraphQLSchema schema(Path file) {
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(read(file)));
  }

  private Stream<ObjectTypeDefinition> objects() {
    return document.getDefinitionsOfType(ObjectTypeDefinition.class).stream();
  }

  private Stream<EnumTypeDefinition> enums() {
    return document.getDefinitionsOfType(EnumTypeDefinition.class).stream();
  }

  private Stream<InputObjectTypeDefinition> inputs() {
    return document.getDefinitionsOfType(InputObjectTypeDefinition.class).stream();
  }

  private Stream<FieldDefinition> fields() {
    return objects().flatMap(type -> type.getFieldDefinitions().stream());
  }

  private List<FieldDefinition> rootFields(String root) {
    return objects()
        .filter(type -> type.getName().equals(root))
        .flatMap(type -> type.getFieldDefinitions().stream())
        .toList();
  }

  private static void collectUndescribed(String parent, Node<?> node, List<String> without) {
    String name = node instanceof NamedNode<?> named ? parent + "." + named.getName() : parent;
    boolean isExtension = node.getClass().getSimpleName().contains("Extension");
    if (node instanceof AbstractDescribedNode<?> described
        && !isExtension
        && described.getDescription() == null) {
      without.add(name);
    }
    node.getChildren().forEach(child -> collectUndescribed(name, child, without));
  }

  private static boolean isList(Type<?> type) {
    return type instanceof ListType
        || (type instanceof NonNullType outer && outer.getType() instanceof ListType);
  }

  private static String typeName(Type<?> type) {
    return switch (type) {
      case NonNullType outer -> typeName(outer.getType());
      case ListType list -> typeName(list.getType());
      case TypeName name -> name.getName();
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
