package app.countersign.merchant;

import org.jspecify.annotations.Nullable;

/**
 * A file of the caller's own.
 *
 * @param timeZone of the file's days; null for the caller's own
 */
record ImportOrdersInput(File file, @Nullable String timeZone, @Nullable String idempotencyKey) {

  /** One of the two. */
  record File(@Nullable String orders, @Nullable String bankDocument) {}
}
