/**
 * Contracts as the record system knows them, with every text they had: imported, searched and
 * viewed, each on record.
 */
@NullMarked
package app.countersign.contract;

import org.jspecify.annotations.NullMarked;
