package app.countersign.merchant;

import org.jspecify.annotations.Nullable;

/**
 * A shop or service with which purchases are made.
 *
 * @param id the integration's number of it
 * @param canBeLinked whether an account with it can be linked now
 * @param isDown whether the last report said that it does not work at the moment
 */
public record Merchant(
    int id,
    String name,
    @Nullable String category,
    @Nullable String logoUrl,
    boolean canBeLinked,
    boolean isDown) {
  /** Whose order files are read. */
  public static final int AMAZON = 44;
}
