package app.countersign.demo;

/**
 * One generated user.
 *
 * @param userId as in the document's profile, for example {@code user_007}
 * @param profile what the document was made from; the document itself does not say
 * @param document a Plaid custom-user document with a {@code profile}, in JSON
 */
public record DemoUser(String userId, DemoProfile profile, String document) {}
