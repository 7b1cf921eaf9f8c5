package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {
  @ParameterizedTest
  @CsvSource({
    "08006, AWAY",
    "08003, AWAY",
    "57P01, AWAY",
    "57P03, AWAY",
    "53100, AWAY",
    "53300, AWAY",
    "58030, AWAY",
    "25006, AWAY",
    "40003, AWAY",
    "55P03, AWAY",
    "57014, CANCELLED",
    "40001, CONFLICT",
    "40P01, CONFLICT",
    "22021, UNSAFE_TEXT",
    "23505, OTHER",
    "42601, OTHER"
  })
  void aStateSaysWhatItMeans(String state, SqlFailure expected) {
    assertThat(SqlFailure.of(new SQLException("why", state))).isEqualTo(expected);
  }

  @Test
  void aConnectionThatThePoolGaveUpInTheMiddleIsTheDatabaseBeingAway() {
    SQLException givenUp = new SQLException("Connection is closed");

    assertThat(SqlFailure.of(new IllegalStateException("wrapped", givenUp)))
        .isEqualTo(SqlFailure.AWAY);
  }

  @Test
  void whatHasNoStateIsABug() {
    assertThat(SqlFailure.of(new SQLException("Statement is closed"))).isEqualTo(SqlFailure.OTHER);
  }

  @Test
  void aPoolThatHasNoConnectionIsTheDatabaseBeingAway() {
    assertThat(SqlFailure.of(new SQLTransientConnectionException("timed out")))
        .isEqualTo(SqlFailure.AWAY);
  }

  @Test
  void whatIsNotOfTheDatabaseIsNoneOfIts() {
    assertThat(SqlFailure.of(new IllegalStateException("other"))).isNull();
  }
}
