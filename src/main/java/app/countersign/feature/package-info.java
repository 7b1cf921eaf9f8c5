/** What is switched on by the configuration, for every feature that asks. */
@NullMarked
package app.countersign.feature;

import org.jspecify.annotations.NullMarked;
