package app.countersign.bench;

import app.countersign.platform.db.Ids;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Groups of customers who are signed in, put straight into the database. */
final class ChatPeople {
  private static final Duration SIGNED_IN_FOR = Duration.ofHours(6);
  private static final int KEY_ID_BYTES = 6;

  private final String secret;

  ChatPeople(String secret) {
    this.secret = secret;
  }

  /** Somebody in a group, with what the requests carry. */
  record Member(UUID id, UUID groupId, int number, String token) {}

  /** The members, group after group. */
  List<Member> load(Connection connection, ChatOptions options)
      throws SQLException, JOSEException, GeneralSecurityException {
    List<Member> members = new ArrayList<>();
    connection.setAutoCommit(false);
    for (int group = 0; group < options.groups(); group++) {
      UUID groupId = Ids.next();
      for (int number = 0; number < options.members(); number++) {
        UUID id = Ids.next();
        person(connection, id, group * options.members() + number);
        if (number == 0) {
          update(
              connection,
              "INSERT INTO chat (id, kind, title, created_by, created_at, last_activity_at)"
                  + " VALUES (?, 'GROUP', 'A group', ?, now(), now())",
              groupId,
              id);
        }
        update(
            connection,
            "INSERT INTO chat_member (chat_id, person_id, role, joined_sequence, read_sequence,"
                + " joined_at) VALUES (?, ?, ?, 0, 0, now())",
            groupId,
            id,
            number == 0 ? "OWNER" : "MEMBER");
        UUID session = Ids.next();
        update(
            connection,
            "INSERT INTO session (id, person_id, created_at, expires_at)"
                + " VALUES (?, ?, now(), now() + interval '6 hours')",
            session,
            id);
        members.add(new Member(id, groupId, number, token(id, session)));
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
      statement.execute("CHECKPOINT");
    }
    return members;
  }

  private static void person(Connection connection, UUID id, int number) throws SQLException {
    String email = "member%d@people.example".formatted(number);
    update(
        connection,
        "INSERT INTO person (id, email, name, role, password_hash, created_at)"
            + " VALUES (?, ?, ?, 'CUSTOMER', 'none', now())",
        id,
        email,
        "Member " + number);
    update(
        connection,
        "INSERT INTO app_user (id, name, email, created_at) VALUES (?, ?, ?, now())",
        id.toString(),
        "Member " + number,
        email);
    update(
        connection,
        "INSERT INTO customer (person_id, user_id, email_verified_at, password_changed_at)"
            + " VALUES (?, ?, now(), now())",
        id,
        id.toString());
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        statement.setObject(at + 1, values[at]);
      }
      statement.executeUpdate();
    }
  }

  /** As the server signs them. */
  private String token(UUID person, UUID session) throws JOSEException, GeneralSecurityException {
    Instant now = Instant.now();
    byte[] keyId = Arrays.copyOf(derived("token key id"), KEY_ID_BYTES);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(Base64.getUrlEncoder().withoutPadding().encodeToString(keyId))
                .build(),
            new JWTClaimsSet.Builder()
                .issuer("countersign")
                .audience("countersign-api")
                .subject(person.toString())
                .claim("sid", session.toString())
                .jwtID(Ids.next().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(SIGNED_IN_FOR)))
                .build());
    token.sign(new MACSigner(derived("token signature")));
    return token.serialize();
  }

  private byte[] derived(String purpose) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
    return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
  }
}
