/** How many requests are worked on side by side, and which are sent away before they cost much. */
@NullMarked
package app.countersign.platform.admission;

import org.jspecify.annotations.NullMarked;
