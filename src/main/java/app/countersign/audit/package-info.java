/**
 * The audit trail: who did what to which thing, with before and after, in hash chains that the
 * database itself keeps. Features record; nobody changes.
 */
@NullMarked
package app.countersign.audit;

import org.jspecify.annotations.NullMarked;
