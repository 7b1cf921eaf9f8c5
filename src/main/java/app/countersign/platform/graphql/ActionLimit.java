package app.countersign.platform.graphql;

/**
 * How often a minute one kind of thing may be done. A feature names it and gives the numbers it has
 * where the configuration says nothing; mutations that name the same limit share it.
 *
 * @param name in lower camel case; in the configuration in kebab case
 * @param perActor by one signed-in actor, from wherever; 0 where it does not matter who
 * @param perAddress from one address, signed in or not; 0 where it does not matter from where
 */
public record ActionLimit(String name, int perActor, int perAddress) {
  public ActionLimit {
    if (perActor < 0 || perAddress < 0) {
      throw new IllegalArgumentException("a limit below zero: " + name);
    }
  }
}
