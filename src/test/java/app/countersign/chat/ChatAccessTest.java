package app.countersign.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: each operation as everybody who could try. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "chat_access")
@Property(name = "testing.role-names-as-tokens", value = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatAccessTest {
  @Inject TestChats chats;
  @Inject Api api;

  private Actor owner;
  private Actor admin;
  private Actor member;
  private Actor former;
  private Actor stranger;
  private UUID group;
  private UUID messageId;
  private String invitation;

  @BeforeAll
  void aGroup() {
    owner = chats.person("Access Owner");
    admin = chats.person("Access Admin");
    member = chats.person("Access Member");
    former = chats.person("Access Former");
    stranger = chats.person("Access Stranger");
    group = chats.group("Rent", owner, admin, member, former);
    chats.call(owner, "changeMemberRole", "chatId", group, "personId", admin.id(), "role", "ADMIN");
    messageId =
        UUID.fromString(chats.send(owner, group, "hello").data("sendMessage.message.id").asText());
    chats.call(former, "leaveGroup", "chatId", group);
    invitation = chats.invite(owner, group, "nobody@elsewhere.example");
  }

  /** A mutation's input, and what it answers a stranger, a member, an administrator. */
  private record Row(
      String mutation, Map<String, Object> input, String stranger, String member, String admin) {
    @Override
    public String toString() {
      return mutation;
    }
  }

  private Stream<Row> mutations() {
    String absent = "NOT_FOUND input.chatId";
    String notAllowed = "NOT_ALLOWED input.chatId";
    UUID nobody = UUID.fromString("01a00000-0000-7000-8000-000000000000");
    return Stream.of(
        row("renameChat", Map.of("title", "Rent and food"), absent, notAllowed, ""),
        row("inviteMember", Map.of("email", "access@elsewhere.example"), absent, notAllowed, ""),
        row(
            "changeMemberRole",
            Map.of("personId", nobody, "role", "ADMIN"),
            absent,
            notAllowed,
            notAllowed),
        row(
            "removeMember",
            Map.of("personId", nobody),
            absent,
            notAllowed,
            "NOT_FOUND input.personId"),
        row("sendMessage", Map.of("text", "hello"), absent, "", ""),
        row("markRead", Map.of("sequence", 1), absent, "", ""),
        row("setPurchaseSharing", Map.of("sharesPurchases", true), absent, "", ""),
        new Row(
            "revokeInvitation",
            Map.of("invitationId", invitation),
            "NOT_FOUND input.invitationId",
            "NOT_FOUND input.invitationId",
            ""),
        new Row(
            "acceptInvitation",
            Map.of("invitation", Map.of("id", invitation)),
            "NOT_FOUND input.invitation",
            "NOT_FOUND input.invitation",
            "NOT_FOUND input.invitation"),
        new Row(
            "declineInvitation",
            Map.of("invitation", Map.of("id", invitation)),
            "NOT_FOUND input.invitation",
            "NOT_FOUND input.invitation",
            "NOT_FOUND input.invitation"));
  }

  private Row row(
      String mutation, Map<String, Object> input, String stranger, String member, String admin) {
    Map<String, Object> all = new HashMap<>(input);
    all.put("chatId", group);
    return new Row(mutation, all, stranger, member, admin);
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void aMutationAnswersEachAsItShould(Row row) {
    Object[] input =
        row.input().entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .toArray();

    assertThat(chats.callAs(null, row.mutation(), input).errors())
        .containsExactly("UNAUTHENTICATED");
    for (String role : List.of("ANALYST", "OPERATOR", "SENIOR_OPERATOR", "ADMIN")) {
      assertThat(chats.callAs(role, row.mutation(), input).errors()).containsExactly("FORBIDDEN");
    }
    assertThat(refusal(stranger, row, input)).isEqualTo(row.stranger());
    assertThat(refusal(former, row, input)).isEqualTo(row.stranger());
    assertThat(refusal(member, row, input)).isEqualTo(row.member());
    assertThat(refusal(admin, row, input)).isEqualTo(row.admin());
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadShowsMembersWhatOthersDoNotGet(String query, String path) {
    String filled = query.replace("$chat", group.toString()).replace("$message", id(messageId));

    assertThat(api.query(null, filled).errors()).containsExactly("UNAUTHENTICATED");
    for (Actor outside : List.of(stranger, former)) {
      Answer answer = chats.query(outside, filled);
      assertThat(answer.errors()).isEmpty();
      assertThat(answer.data(path).isNull() || answer.data(path).isEmpty()).isTrue();
    }
    for (Actor inside : List.of(owner, admin)) {
      Answer answer = chats.query(inside, filled);
      assertThat(answer.data(path).isNull() || answer.data(path).isEmpty()).isFalse();
    }
  }

  private static Stream<Arguments> reads() {
    return Stream.of(
        Arguments.of("{ chat(id: \"$chat\") { id invitations { id } } }", "chat"),
        Arguments.of("{ chats { nodes { id messages { nodes { text } } } } }", "chats.nodes"),
        Arguments.of("{ node(id: \"$chat\") { ... on Chat { title } } }", "node"),
        Arguments.of(
            "{ node(id: \"$message\") { ... on ChatMessage { text sender { name } } } }", "node"));
  }

  @Test
  void anOperatorReadsNothingOfACustomers() {
    for (String query :
        List.of(
            "{ chat(id: \"%s\") { id } }".formatted(group),
            "{ chats { nodes { id } } }",
            "{ invitations { nodes { id } } }")) {
      assertThat(api.query("ADMIN", query).errors()).containsExactly("FORBIDDEN");
      assertThat(api.query(null, query).errors()).containsExactly("UNAUTHENTICATED");
    }
    assertThat(
            api.query("ADMIN", "{ node(id: \"%s\") { id } }".formatted(group))
                .data("node")
                .isNull())
        .isTrue();
  }

  @Test
  void aMemberWithoutARoleSeesNoInvitations() {
    String query = "{ chat(id: \"%s\") { invitations { id } } }".formatted(group);

    assertThat(chats.query(member, query).data("chat.invitations")).isEmpty();
    assertThat(chats.query(owner, query).data("chat.invitations")).isNotEmpty();
  }

  private String refusal(Actor who, Row row, Object... input) {
    Answer answer = chats.callAs(TestCustomers.token(who), row.mutation(), input);
    assertThat(answer.errors()).isEmpty();
    return String.join(", ", answer.refused(row.mutation()));
  }

  private static String id(UUID id) {
    return id.toString();
  }
}
