package app.countersign.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.letter.LetterKind;
import app.countersign.letter.LetterTokens;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Groups: who gets in, who may do what, and who gets out. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "chat_groups")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "testing.role-names-as-tokens", value = "true")
class GroupTest {
  private final TestChats chats;
  private final LetterTokens tokens;
  private final Sql sql;

  GroupTest(TestChats chats, LetterTokens tokens, Sql sql) {
    this.chats = chats;
    this.tokens = tokens;
    this.sql = sql;
  }

  @Test
  void aGroupBeginsWithItsOwnerAndInvitesTheOthersByLetter() {
    Actor ana = chats.person("Begin Ana");

    Answer answer =
        chats.call(
            ana,
            "createGroup",
            "title",
            "  Ski trip ",
            "emails",
            List.of("Begin.Ben@people.example", "nobody.has.it@people.example"));

    JsonNode chat = answer.data("createGroup.chat");
    assertThat(chat.path("title").asText()).isEqualTo("Ski trip");
    assertThat(chat.path("kind").asText()).isEqualTo("GROUP");
    assertThat(chat.path("viewerRole").asText()).isEqualTo("OWNER");
    assertThat(chat.path("members")).hasSize(1);
    assertThat(
            sql.list(
                "SELECT address FROM delivery WHERE address LIKE 'begin.%' OR address LIKE"
                    + " 'nobody%'",
                row -> Rows.text(row, "address")))
        .containsExactlyInAnyOrder("begin.ben@people.example", "nobody.has.it@people.example");
  }

  @Test
  void whoseVerifiedAddressItIsJoinsByTheTokenAndReadsWhatComesAfter() {
    Actor ana = chats.person("Token Ana");
    Actor ben = chats.person("Token Ben");
    Actor eve = chats.person("Token Eve");
    UUID group = chats.group("Dinner", ana);
    chats.send(ana, group, "before Ben");
    String invitation = chats.invite(ana, group, "token.ben@people.example");
    String token = tokens.token(LetterKind.GROUP_INVITATION, UUID.fromString(invitation));

    Answer stranger = chats.call(eve, "acceptInvitation", "invitation", Map.of("token", token));
    Answer joined = chats.call(ben, "acceptInvitation", "invitation", Map.of("token", token));
    Answer again = chats.call(ben, "acceptInvitation", "invitation", Map.of("token", token));
    chats.send(ana, group, "hello Ben");

    assertThat(stranger.refused("acceptInvitation")).containsExactly("NOT_FOUND input.invitation");
    assertThat(joined.data("acceptInvitation.chat.viewerRole").asText()).isEqualTo("MEMBER");
    assertThat(joined.data("acceptInvitation.chat.unreadCount").asInt()).isZero();
    assertThat(again.refused("acceptInvitation")).isEmpty();
    assertThat(chats.texts(ben, group)).containsExactly("hello Ben");
    assertThat(chats.texts(ana, group)).containsExactly("before Ben", "hello Ben");
    assertThat(chats.chat(ben, group).path("unreadCount").asInt()).isEqualTo(1);
    assertThat(chats.chat(ben, group).at("/lastMessage/text").asText()).isEqualTo("hello Ben");
    assertThat(chats.chat(ana, group).path("members")).hasSize(2);
  }

  @Test
  void invitationsToOnesOwnVerifiedAddressAreListedAndOnlyTheInviterSeesTheAddress() {
    Actor ana = chats.person("List Ana");
    Actor ben = chats.person("List Ben");
    UUID group = chats.group("Rent", ana);
    String invitation = chats.invite(ana, group, "LIST.ben@people.example");

    JsonNode bens = invitations(ben);
    JsonNode anas =
        chats
            .query(ana, "{ chat(id: \"%s\") { invitations { id email status } } }".formatted(group))
            .data("chat.invitations");

    assertThat(bens).hasSize(1);
    assertThat(bens.at("/0/id").asText()).isEqualTo(invitation);
    assertThat(bens.at("/0/title").asText()).isEqualTo("Rent");
    assertThat(bens.at("/0/invitedBy").asText()).isEqualTo("List Ana");
    assertThat(bens.at("/0/email").isNull()).isTrue();
    assertThat(anas.at("/0/email").asText()).isEqualTo("list.ben@people.example");
    assertThat(invitations(ana)).isEmpty();
  }

  @Test
  void anUnverifiedAddressIsAskedToBeVerifiedFirst() {
    Actor ana = chats.person("Unverified Ana");
    Actor ben = chats.person("Unverified Ben");
    UUID group = chats.group("Rent", ana);
    String invitation = chats.invite(ana, group, "unverified.ben@people.example");
    sql.update("UPDATE customer SET email_verified_at = NULL WHERE person_id = ?", ben.id());

    assertThat(chats.accept(ben, invitation).refused("acceptInvitation"))
        .containsExactly("EMAIL_NOT_VERIFIED input.invitation");
    assertThat(invitations(ben)).isEmpty();
  }

  @Test
  void anInvitationIsOverAfterItsTimeAndWhenItIsDeclinedOrTakenBack() {
    Actor ana = chats.person("Over Ana");
    Actor ben = chats.person("Over Ben");
    UUID group = chats.group("Rent", ana);
    String late = chats.invite(ana, group, "over.ben@people.example");
    sql.update(
        "UPDATE chat_invitation SET expires_at = now() - interval '1 second' WHERE id = ?::uuid",
        late);

    assertThat(chats.accept(ben, late).refused("acceptInvitation"))
        .containsExactly("TOKEN_EXPIRED input.invitation");
    String declined = chats.invite(ana, group, "over.ben@people.example");
    Answer no = chats.call(ben, "declineInvitation", "invitation", Map.of("id", declined));
    assertThat(no.data("declineInvitation.invitation.status").asText()).isEqualTo("DECLINED");
    assertThat(chats.accept(ben, declined).refused("acceptInvitation"))
        .containsExactly("ILLEGAL_TRANSITION input.invitation");
    String revoked = chats.invite(ana, group, "over.ben@people.example");
    Answer back = chats.call(ana, "revokeInvitation", "invitationId", revoked);
    assertThat(back.data("revokeInvitation.invitation.status").asText()).isEqualTo("REVOKED");
    assertThat(chats.accept(ben, revoked).refused("acceptInvitation"))
        .containsExactly("NOT_FOUND input.invitation");
    assertThat(
            sql.list(
                "SELECT email FROM chat_invitation WHERE chat_id = ? AND email <> ''",
                row -> Rows.text(row, "email"),
                group))
        .isEmpty();
  }

  @Test
  void invitingTellsNothingOfWhoHasTheAddress() {
    Actor ana = chats.person("Tell Ana");
    Actor ben = chats.person("Tell Ben");
    UUID group = chats.group("Rent", ana, ben);

    Answer member =
        chats.call(ana, "inviteMember", "chatId", group, "email", "tell.ben@people.example");
    Answer nobody =
        chats.call(ana, "inviteMember", "chatId", group, "email", "tell.nobody@people.example");
    Answer twice =
        chats.call(ana, "inviteMember", "chatId", group, "email", "Tell.Nobody@people.example");

    assertThat(member.refused("inviteMember")).isEmpty();
    assertThat(nobody.refused("inviteMember")).isEmpty();
    assertThat(twice.refused("inviteMember")).containsExactly("ALREADY_EXISTS input.email");
    String id = member.data("inviteMember.invitation.id").asText();
    assertThat(chats.accept(ben, id).refused("acceptInvitation")).isEmpty();
    assertThat(chats.chat(ana, group).path("members")).hasSize(2);
  }

  @Test
  void inputsAreRefusedWithTheirPath() {
    Actor ana = chats.person("Input Ana");
    UUID group = chats.group("Rent", ana);

    assertThat(chats.call(ana, "createGroup", "title", " ").refused("createGroup"))
        .containsExactly("INVALID_INPUT input.title");
    assertThat(
            chats
                .call(
                    ana,
                    "createGroup",
                    "title",
                    "x",
                    "emails",
                    List.of("a@b.example", "A@b.example"))
                .refused("createGroup"))
        .containsExactly("INVALID_INPUT input.emails.1");
    assertThat(
            chats
                .call(
                    ana, "createGroup", "title", "x", "emails", List.of("input.ana@people.example"))
                .refused("createGroup"))
        .containsExactly("INVALID_INPUT input.emails.0");
    assertThat(
            chats
                .call(
                    ana,
                    "createGroup",
                    "title",
                    "x",
                    "emails",
                    java.util.Collections.nCopies(21, "a@b.example"))
                .refused("createGroup"))
        .containsExactly("INVALID_INPUT input.emails");
    assertThat(
            chats.call(ana, "inviteMember", "chatId", group, "email", "no").refused("inviteMember"))
        .containsExactly("INVALID_INPUT input.email");
    assertThat(chats.send(ana, group, "  ").refused("sendMessage"))
        .containsExactly("INVALID_INPUT input.text");
    assertThat(chats.send(ana, group, "x".repeat(4_001)).refused("sendMessage"))
        .containsExactly("INVALID_INPUT input.text");
    assertThat(chats.send(ana, group, "🙂".repeat(4_000)).refused("sendMessage")).isEmpty();
  }

  @Test
  void aGroupHasFiftyMembersAndAHundredInvitationsThatWait() {
    Actor ana = chats.person("Full Ana");
    Actor ben = chats.person("Full Ben");
    UUID group = chats.group("Everybody", ana);
    for (int i = 1; i < 50; i++) {
      Actor one = chats.person("Full " + i);
      sql.update(
          "INSERT INTO chat_member (chat_id, person_id, role, joined_sequence, read_sequence,"
              + " joined_at) VALUES (?, ?, 'MEMBER', 0, 0, now())",
          group,
          one.id());
    }
    String one = chats.invite(ana, group, "full.ben@people.example");
    for (int i = 1; i < 100; i++) {
      chats.invite(ana, group, "full.%d@elsewhere.example".formatted(i));
    }

    assertThat(
            chats
                .call(ana, "inviteMember", "chatId", group, "email", "one@more.example")
                .refused("inviteMember"))
        .containsExactly("LIMIT_REACHED input.chatId");
    assertThat(chats.accept(ben, one).refused("acceptInvitation"))
        .containsExactly("LIMIT_REACHED input.invitation");
    chats.call(ana, "removeMember", "chatId", group, "personId", chats.person("Full 7").id());
    assertThat(chats.accept(ben, one).refused("acceptInvitation")).isEmpty();
  }

  @Test
  void anOwnerGivesRolesAndPassesTheOwnershipOn() {
    Actor ana = chats.person("Role Ana");
    Actor ben = chats.person("Role Ben");
    Actor cai = chats.person("Role Cai");
    UUID group = chats.group("Rent", ana, ben, cai);

    assertThat(role(ana, group, ben, "ADMIN").refused("changeMemberRole")).isEmpty();
    assertThat(role(ben, group, cai, "ADMIN").refused("changeMemberRole"))
        .containsExactly("NOT_ALLOWED input.chatId");
    assertThat(role(ana, group, ana, "MEMBER").refused("changeMemberRole"))
        .containsExactly("INVALID_INPUT input.personId");
    Answer stale =
        chats.call(
            ana,
            "changeMemberRole",
            "chatId",
            group,
            "personId",
            cai.id(),
            "role",
            "ADMIN",
            "expectedVersion",
            1);
    assertThat(stale.refused("changeMemberRole"))
        .containsExactly("STALE_VERSION input.expectedVersion");
    assertThat(stale.data("changeMemberRole.userErrors.0.currentVersion").asInt()).isEqualTo(4);
    assertThat(role(ana, group, ben, "OWNER").refused("changeMemberRole")).isEmpty();
    assertThat(chats.chat(ana, group).path("viewerRole").asText()).isEqualTo("ADMIN");
    assertThat(chats.chat(ben, group).path("viewerRole").asText()).isEqualTo("OWNER");
  }

  @Test
  void anAdministratorRemovesOnlyWhoHasNoRoleAndWhoIsRemovedSeesNothing() {
    Actor ana = chats.person("Remove Ana");
    Actor ben = chats.person("Remove Ben");
    Actor cai = chats.person("Remove Cai");
    Actor dee = chats.person("Remove Dee");
    UUID group = chats.group("Rent", ana, ben, cai, dee);
    role(ana, group, ben, "ADMIN");
    role(ana, group, cai, "ADMIN");

    assertThat(remove(dee, group, ben).refused("removeMember"))
        .containsExactly("NOT_ALLOWED input.chatId");
    assertThat(remove(ben, group, cai).refused("removeMember"))
        .containsExactly("NOT_ALLOWED input.personId");
    assertThat(remove(ben, group, ana).refused("removeMember"))
        .containsExactly("NOT_ALLOWED input.personId");
    assertThat(remove(ben, group, ben).refused("removeMember"))
        .containsExactly("INVALID_INPUT input.personId");
    assertThat(remove(ben, group, dee).refused("removeMember")).isEmpty();
    assertThat(remove(ben, group, dee).refused("removeMember"))
        .containsExactly("NOT_FOUND input.personId");
    assertThat(remove(ana, group, cai).refused("removeMember")).isEmpty();
    assertThat(chats.chat(dee, group).isNull()).isTrue();
    assertThat(chats.send(dee, group, "still here").refused("sendMessage"))
        .containsExactly("NOT_FOUND input.chatId");
  }

  @Test
  void whoLeftMayBeAskedBackAndSeesOnlyWhatComesThen() {
    Actor ana = chats.person("Back Ana");
    Actor ben = chats.person("Back Ben");
    UUID group = chats.group("Rent", ana, ben);
    chats.send(ana, group, "first");

    Answer left = chats.call(ben, "leaveGroup", "chatId", group);
    chats.send(ana, group, "second");
    chats.join(ana, group, ben);
    chats.send(ana, group, "third");

    assertThat(left.data("leaveGroup.chatId").asText()).isEqualTo(group.toString());
    assertThat(chats.texts(ben, group)).containsExactly("third");
  }

  @Test
  void theLastOneToLeaveClosesTheGroup() {
    Actor ana = chats.person("Last Ana");
    Actor ben = chats.person("Last Ben");
    Actor cai = chats.person("Last Cai");
    UUID group = chats.group("Rent", ana, ben);
    String waiting = chats.invite(ana, group, "last.cai@people.example");

    assertThat(chats.call(ana, "leaveGroup", "chatId", group).refused("leaveGroup"))
        .containsExactly("NOT_ALLOWED input.chatId");
    assertThat(chats.chat(ana, group).at("/viewerCan/leave/reason").asText())
        .isEqualTo("Pass the ownership on before you leave.");
    role(ana, group, ben, "OWNER");
    assertThat(chats.call(ana, "leaveGroup", "chatId", group).refused("leaveGroup")).isEmpty();
    assertThat(chats.call(ben, "leaveGroup", "chatId", group).refused("leaveGroup")).isEmpty();
    assertThat(chats.chat(ben, group).isNull()).isTrue();
    assertThat(invitations(cai)).isEmpty();
    assertThat(chats.accept(cai, waiting).refused("acceptInvitation"))
        .containsExactly("NOT_FOUND input.invitation");
    assertThat(chats.sequences(group)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aChatOfOnesOwnIsNobodyElses() {
    Actor ana = chats.person("Own Ana");
    UUID own = chats.solo(ana);

    assertThat(chats.chat(ana, own).path("isSharingPurchases").asBoolean()).isTrue();
    assertThat(
            chats
                .call(ana, "inviteMember", "chatId", own, "email", "a@b.example")
                .refused("inviteMember"))
        .containsExactly("NOT_ALLOWED input.chatId");
    assertThat(chats.call(ana, "leaveGroup", "chatId", own).refused("leaveGroup"))
        .containsExactly("NOT_ALLOWED input.chatId");
    assertThat(
            chats
                .call(ana, "renameChat", "chatId", own, "title", "Money")
                .data("renameChat.chat.title")
                .asText())
        .isEqualTo("Money");
  }

  @Test
  void readingNeverGoesBackAndNeverBeyondTheLast() {
    Actor ana = chats.person("Read Ana");
    Actor ben = chats.person("Read Ben");
    UUID group = chats.group("Rent", ana, ben);
    chats.send(ana, group, "one");
    chats.send(ben, group, "mine");
    chats.send(ana, group, "two");

    assertThat(chats.chat(ben, group).path("unreadCount").asInt()).isEqualTo(2);
    assertThat(read(ben, group, 3).at("/unreadCount").asInt()).isEqualTo(1);
    assertThat(read(ben, group, 1).at("/readSequence").asInt()).isEqualTo(3);
    assertThat(read(ben, group, 999).at("/readSequence").asInt()).isEqualTo(5);
    assertThat(chats.chat(ben, group).path("unreadCount").asInt()).isZero();
  }

  @Test
  void sharingIsEachMembersOwnAndTheOthersSeeIt() {
    Actor ana = chats.person("Share Ana");
    Actor ben = chats.person("Share Ben");
    UUID group = chats.group("Rent", ana, ben);

    Answer shared = chats.call(ben, "setPurchaseSharing", "chatId", group, "sharesPurchases", true);

    assertThat(shared.data("setPurchaseSharing.chat.isSharingPurchases").asBoolean()).isTrue();
    JsonNode seen = chats.chat(ana, group);
    assertThat(seen.path("isSharingPurchases").asBoolean()).isFalse();
    assertThat(seen.at("/members/1/sharesPurchases").asBoolean()).isTrue();
  }

  @Test
  void chatsAreListedByWhatHappenedLastAndByKind() {
    Actor ana = chats.person("Order Ana");
    UUID first = chats.solo(ana);
    UUID second = chats.group("Rent", ana);
    UUID third = chats.solo(ana);
    chats.send(ana, first, "up again");

    assertThat(listed(ana, "")).containsExactly(first, third, second);
    assertThat(listed(ana, "filter: {kind: [SOLO]}")).containsExactly(first, third);
    assertThat(listed(ana, "filter: {kind: GROUP}")).containsExactly(second);
    assertThat(listed(ana, "first: 1")).containsExactly(first);
    assertThat(listed(ana, "last: 1")).containsExactly(second);
  }

  @Test
  void messagesPageBothWaysByTheirNumbers() {
    Actor ana = chats.person("Page Ana");
    UUID group = chats.group("Rent", ana);
    for (int i = 1; i <= 5; i++) {
      chats.send(ana, group, "m" + i);
    }
    String query =
        "{ chat(id: \"%s\") { messages(%s) { totalCount pageInfo { startCursor endCursor"
            + " hasPreviousPage } nodes { text sequence } } } }";

    Answer latest = chats.query(ana, query.formatted(group, "last: 2"));
    String before = latest.data("chat.messages.pageInfo.startCursor").asText();
    Answer earlier =
        chats.query(ana, query.formatted(group, "last: 2, before: \"%s\"".formatted(before)));

    assertThat(latest.data("chat.messages.nodes").findValuesAsText("text"))
        .containsExactly("m4", "m5");
    assertThat(earlier.data("chat.messages.nodes").findValuesAsText("text"))
        .containsExactly("m2", "m3");
    assertThat(latest.data("chat.messages.totalCount").asInt()).isEqualTo(5);
  }

  private JsonNode invitations(Actor who) {
    return chats
        .query(who, "{ invitations { nodes { id title invitedBy email status } } }")
        .data("invitations.nodes");
  }

  private Answer role(Actor who, UUID group, Actor whose, String role) {
    return chats.call(
        who, "changeMemberRole", "chatId", group, "personId", whose.id(), "role", role);
  }

  private Answer remove(Actor who, UUID group, Actor whom) {
    return chats.call(who, "removeMember", "chatId", group, "personId", whom.id());
  }

  private JsonNode read(Actor who, UUID group, int sequence) {
    return chats.call(who, "markRead", "chatId", group, "sequence", sequence).data("markRead.chat");
  }

  private List<UUID> listed(Actor who, String arguments) {
    String query =
        "{ chats%s { nodes { id } } }".formatted(arguments.isEmpty() ? "" : "(" + arguments + ")");
    return chats.query(who, query).data("chats.nodes").findValuesAsText("id").stream()
        .map(UUID::fromString)
        .toList();
  }
}
