package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.web.ReadyOperations.Tab;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.parser.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadyOperationsTest {
  private static final Path FILES = Path.of("src/main/resources/graphiql/operations");

  static List<Tab> tabs() {
    return new ReadyOperations().tabs();
  }

  @Test
  void tabsFollowTheOrderOfTheWorkTheDeskFirstThenACustomer() {
    assertThat(tabs())
        .extracting(Tab::name)
        .containsExactly(
            "sign-in",
            "queue",
            "item-with-trace",
            "approve",
            "undo",
            "bulk-approve",
            "signals-and-personas",
            "audit-trail-check",
            "find-contract",
            "extract-contract",
            "submit-extraction",
            "quote-refund",
            "compare-refunds",
            "ask-contract",
            "contract-answer",
            "sign-in-customer",
            "chats",
            "send-message",
            "chat-events",
            "card-advice",
            "bills-and-debts",
            "insights");
  }

  @Test
  void everyOperationFileHasItsTab() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".graphql"))
              .map(name -> name.replace(".graphql", ""))
              .collect(Collectors.toSet());

      assertThat(tabs()).extracting(Tab::name).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest
  @MethodSource("tabs")
  void eachHoldsOneExplainedOperationNamedAsItsFile(Tab tab) {
    List<OperationDefinition> operations = operations(tab);

    assertThat(tab.query()).startsWith("# ");
    assertThat(operations).hasSize(1);
    assertThat(kebab(String.valueOf(operations.getFirst().getName()))).isEqualTo(tab.name());
  }

  @ParameterizedTest
  @MethodSource("tabs")
  void eachIsValid(Tab tab) {
    Document document = new Parser().parseDocument(tab.query());

    assertThat(ParseAndValidate.validate(GraphiqlStub.schema(), document)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tabs")
  void itsVariablesAreTheOnesItDeclares(Tab tab) throws IOException {
    List<VariableDefinition> declared = operations(tab).getFirst().getVariableDefinitions();
    Set<String> given =
        tab.variables() == null
            ? Set.of()
            : new ObjectMapper()
                .readTree(tab.variables()).properties().stream()
                    .map(property -> property.getKey())
                    .collect(Collectors.toSet());

    assertThat(declared).extracting(VariableDefinition::getName).containsAll(given);
  }

  private static List<OperationDefinition> operations(Tab tab) {
    return new Parser().parseDocument(tab.query()).getDefinitionsOfType(OperationDefinition.class);
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
