/**
 * The outside record system, which knows which contracts an account has. There is none unless
 * {@code countersign.record-system.url} names one. It is asked, never written to; its answers are
 * not kept here.
 */
@NullMarked
package app.countersign.recordsystem;

import org.jspecify.annotations.NullMarked;
