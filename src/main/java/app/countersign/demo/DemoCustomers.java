package app.countersign.demo;

import app.countersign.customer.SignUps;
import app.countersign.demo.DemoOperators.Person;
import app.countersign.identity.Accounts;
import app.countersign.identity.Accounts.Account;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The customers of the demo, whose addresses count as verified. */
@Singleton
@Requires(condition = DemoCondition.class)
public class DemoCustomers {
  static final Person MIA = new Person("mia@countersign.example", "Mia Berg", Role.CUSTOMER);
  static final Person NOAH = new Person("noah@countersign.example", "Noah Silva", Role.CUSTOMER);

  /** All of them; they sign in with {@link DemoOperators#PASSWORD}. */
  public static final List<Person> PEOPLE = List.of(MIA, NOAH);

  private static final String TIME_ZONE = "America/New_York";
  private static final Duration CUSTOMERS_FOR = Duration.ofDays(200);

  private final SignUps signUps;
  private final Accounts accounts;

  DemoCustomers(SignUps signUps, Accounts accounts) {
    this.signUps = signUps;
    this.accounts = accounts;
  }

  /** Makes those that are not there. */
  void create() {
    DemoClock.ago(
        CUSTOMERS_FOR,
        () -> {
          for (Person person : PEOPLE) {
            signUps.enroll(
                Actor.system(DemoData.ACTOR),
                person.email(),
                person.name(),
                TIME_ZONE,
                accounts.hash(DemoOperators.PASSWORD));
          }
        });
  }

  /** Those who can sign in. */
  public List<Person> present() {
    return PEOPLE.stream()
        .filter(
            person -> accounts.byAddress(person.email()).filter(Account::isCustomer).isPresent())
        .toList();
  }

  /** One of them, to act as. */
  Actor actor(Person person) {
    Account account =
        accounts
            .byAddress(person.email())
            .orElseThrow(
                () -> new IllegalStateException("There is no demo customer " + person.name()));
    return new Actor(account.id(), account.name(), Role.CUSTOMER, Actor.Kind.PERSON, null);
  }
}
