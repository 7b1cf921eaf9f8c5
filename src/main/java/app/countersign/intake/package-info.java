/**
 * How recommendations come to the desk: from our own pipeline, and from outside ones item by item.
 * Writes the recommendation, its trace and its first audit entry together.
 */
@NullMarked
package app.countersign.intake;

import org.jspecify.annotations.NullMarked;
