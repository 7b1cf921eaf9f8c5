package app.countersign.demo;

import app.countersign.identity.Operator;
import app.countersign.identity.OperatorFilter;
import app.countersign.identity.Operators;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.PageRequest;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The people at the desk of the demo, one for each role. */
@Singleton
@Requires(condition = DemoCondition.class)
public class DemoOperators {
  /** What all of them sign in with. */
  public static final String PASSWORD = "countersign-demo";

  static final Person OLIVIA =
      new Person("olivia@countersign.example", "Olivia Okafor", Role.SENIOR_OPERATOR);
  static final Person JONAS = new Person("jonas@countersign.example", "Jonas Lind", Role.OPERATOR);
  static final Person ANA = new Person("ana@countersign.example", "Ana Duarte", Role.ADMIN);
  static final Person RITA = new Person("rita@countersign.example", "Rita Sato", Role.ANALYST);

  /** All of them, those who decide first. */
  public static final List<Person> PEOPLE = List.of(OLIVIA, JONAS, ANA, RITA);

  private static final int MOST_OPERATORS_LOOKED_AT = 100;

  private final Operators operators;

  DemoOperators(Operators operators) {
    this.operators = operators;
  }

  /** Somebody who signs in with {@link #PASSWORD}. */
  public record Person(String email, String name, Role role) {}

  /** Makes those that are not there. */
  void create() {
    for (Person person : PEOPLE) {
      operators.createIfAbsent(
          Actor.system(DemoData.ACTOR), person.email(), person.name(), person.role(), PASSWORD);
    }
  }

  /** Those who can sign in. */
  public List<Person> present() {
    Map<String, Operator> found = byEmail();
    return PEOPLE.stream()
        .filter(person -> found.containsKey(person.email()))
        .filter(person -> Objects.requireNonNull(found.get(person.email())).isActive())
        .toList();
  }

  /** One of them, to act as. */
  Actor actor(Person person) {
    Operator operator = byEmail().get(person.email());
    if (operator == null) {
      throw new IllegalStateException("There is no demo operator " + person.name());
    }
    return new Actor(operator.id(), operator.name(), operator.role(), Actor.Kind.PERSON, null);
  }

  private Map<String, Operator> byEmail() {
    return operators
        .page(OperatorFilter.ALL, new PageRequest(MOST_OPERATORS_LOOKED_AT, null, null, null))
        .items()
        .stream()
        .collect(Collectors.toMap(Operator::email, Function.identity()));
  }
}
