/**
 * Knot's public API over HTTP, which links merchant accounts: sessions, the list of merchants,
 * accounts and their transactions, and the signature of what it reports by itself. There is none
 * unless {@code countersign.knot.base-url} names one. Nothing is kept here.
 */
@NullMarked
package app.countersign.knot;

import org.jspecify.annotations.NullMarked;
