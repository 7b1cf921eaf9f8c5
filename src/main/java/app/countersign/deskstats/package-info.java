/**
 * How the desk is doing: the figures of a day and what an operator ought to know now. Computed when
 * asked, by one statement each.
 */
@NullMarked
package app.countersign.deskstats;

import org.jspecify.annotations.NullMarked;
