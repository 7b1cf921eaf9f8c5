package app.countersign.survive;

import app.countersign.platform.db.Json;
import app.countersign.testing.operation.GeneratedOperations;
import app.countersign.testing.process.KeptConnection;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whoever is not signed in learns no name of the schema that they did not send themselves. */
final class Suggestions {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern QUOTED = Pattern.compile("['\"`]([A-Za-z_][A-Za-z0-9_]*)['\"`]");

  /** What the protocol itself calls things. */
  private static final Set<String> KNOWN =
      Set.of("query", "operationName", "variables", "extensions", "GraphQL", "JSON", "input");

  private final World world;
  private final Findings findings;
  private final Set<String> names = new HashSet<>();

  Suggestions(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    GraphQLSchema schema = GeneratedOperations.schema();
    for (GraphQLNamedType type : schema.getAllTypesAsList()) {
      names.add(type.getName());
      if (type instanceof GraphQLFieldsContainer fields) {
        fields.getFieldDefinitions().forEach(field -> names.add(field.getName()));
      } else if (type instanceof GraphQLInputObjectType input) {
        input.getFields().forEach(field -> names.add(field.getName()));
      }
    }
    names.removeAll(KNOWN);
  }

  /**
   * Asks nearly rightly, as nobody; and as somebody, who is told names, to see that it is found.
   */
  void check() throws IOException {
    check(null, findings);
    Findings told = new Findings();
    check(world.visitor("ANALYST").token(), told);
    findings.hold(told.failed() > 0, "names that somebody was told were not found");
  }

  private void check(@Nullable String token, Findings findings) throws IOException {
    try (KeptConnection nobody = new KeptConnection(world.server(), token)) {
      for (Map<String, Object> request : nearMisses()) {
        String text = Json.write(request);
        nobody.send(text.getBytes(StandardCharsets.UTF_8));
        Set<String> told = told(text, nobody.text(), findings);
        findings.hold(
            told.isEmpty(),
            "nobody is told of %s by %s to %s"
                .formatted(told, Leak.shortened(nobody.text(), 0), Leak.shortened(text, 0)));
      }
    }
  }

  private Set<String> told(String request, String answer, Findings findings) {
    Set<String> told = new HashSet<>();
    for (JsonNode error : Json.read(answer, JsonNode.class).path("errors")) {
      String message = error.path("message").asText();
      findings.hold(!message.contains("Did you mean"), "nobody is told " + message);
      WORD.matcher(message)
          .results()
          .map(java.util.regex.MatchResult::group)
          .filter(Suggestions::isCompound)
          .forEach(told::add);
      QUOTED.matcher(message).results().map(quoted -> quoted.group(1)).forEach(told::add);
    }
    told.retainAll(names);
    told.removeIf(request::contains);
    return told;
  }

  private static boolean isCompound(String word) {
    return !word.equals(word.toLowerCase(java.util.Locale.ROOT))
        && !word.substring(1).equals(word.substring(1).toLowerCase(java.util.Locale.ROOT));
  }

  private static List<Map<String, Object>> nearMisses() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String query :
        List.of(
            "{ viewr { id } }",
            "{ viewer { nme } }",
            "{ viewer }",
            "{ viewer { id { x } } }",
            "{ recomendations { nodes { id } } }",
            "{ recommendations(frst: 1) { nodes { id } } }",
            "{ recommendations(first: \"x\") { nodes { id } } }",
            "{ node { id } }",
            "{ node(id: \"x\") { title } }",
            "{ node(id: \"x\") { ... on Recomendation { title } } }",
            "mutation { signin(input: {}) { session { accessToken } } }",
            "mutation { signIn(input: {}) { session { accessToken } } }",
            "mutation { signIn(input: {mail: \"x\"}) { session { accessToken } } }",
            "mutation { signIn { session { accessToken } } }",
            "mutation { acceptInvitation(input: {invitation: {}}) { chat { id } } }",
            "mutation { claimNextRecommendation(input: {priority: [HIGHEST]}) { userErrors { code }"
                + " } }",
            "subscription { chatEvent { events { sequence } } }",
            "query($x: SignInInptu) { viewer { id } }",
            "{ __type(name: \"Query\") { name } }",
            "{ __schema { types { name } } }",
            "query { viewer { id } ")) {
      all.add(Map.of("query", query));
    }
    String signIn = "mutation($i: SignInInput!) { signIn(input: $i) { session { accessToken } } }";
    String reset = "mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { changedAt } }";
    String claim =
        "mutation($i: ClaimNextRecommendationInput!)"
            + " { claimNextRecommendation(input: $i) { userErrors { code } } }";
    for (Object given :
        List.of(Map.of(), Map.of("mail", "x"), Map.of("email", 7), "x", List.of())) {
      for (String query : List.of(signIn, reset, claim)) {
        all.add(Map.of("query", query, "variables", Map.of("i", given)));
      }
    }
    all.add(
        Map.of("query", claim, "variables", Map.of("i", Map.of("priority", List.of("HIGHEST")))));
    all.add(Map.of("query", signIn));
    return all;
  }
}
