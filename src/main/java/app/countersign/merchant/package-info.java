/**
 * Merchants, the accounts customers linked with them, and what they bought there: linking, the
 * sync, files of orders, and the purchases for everyone who reads them.
 */
@NullMarked
package app.countersign.merchant;

import org.jspecify.annotations.NullMarked;
