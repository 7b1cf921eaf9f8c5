package app.countersign.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void eachRoleIncludesTheOnesBeforeIt() {
    Role[] roles = Role.values();

    for (int holder = 0; holder < roles.length; holder++) {
      for (int required = 0; required < roles.length; required++) {
        assertThat(roles[holder].includes(roles[required])).isEqualTo(holder >= required);
      }
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
