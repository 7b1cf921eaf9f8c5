/**
 * Customers: people who signed up. Their profile, onboarding and consents, the export of all that
 * is kept of them, and its erasure.
 */
@NullMarked
package app.countersign.customer;

import org.jspecify.annotations.NullMarked;
