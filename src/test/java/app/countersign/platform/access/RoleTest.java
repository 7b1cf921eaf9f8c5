package app.countersign.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void eachRoleOfTheDeskIncludesTheOnesBeforeIt() {
    Role[] roles = {Role.ANALYST, Role.OPERATOR, Role.SENIOR_OPERATOR, Role.ADMIN};

    for (int holder = 0; holder < roles.length; holder++) {
      for (int required = 0; required < roles.length; required++) {
        assertThat(roles[holder].includes(roles[required])).isEqualTo(holder >= required);
      }
    }
  }

  @Test
  void aCustomersRoleStandsForItself() {
    for (Role role : Role.values()) {
      assertThat(Role.CUSTOMER.includes(role)).isEqualTo(role == Role.CUSTOMER);
      assertThat(role.includes(Role.CUSTOMER)).isEqualTo(role == Role.CUSTOMER);
    }
  }

  @Test
  void theServerActsAsOneAndTheSame() {
    Actor actor = Actor.system("purge");

    assertThat(actor)
        .isEqualTo(new Actor(Actor.SYSTEM_ID, "purge", Role.ADMIN, Actor.Kind.SYSTEM, null));
    assertThat(actor.id().version()).isEqualTo(7);
  }
}
