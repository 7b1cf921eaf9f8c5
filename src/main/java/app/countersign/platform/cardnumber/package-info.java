/** Payment cards' numbers and security codes in texts, so that neither is ever stored. */
@NullMarked
package app.countersign.platform.cardnumber;

import org.jspecify.annotations.NullMarked;
