/** The text of a contract's document: its pages, its hash, and where words stand in it. */
@NullMarked
package app.countersign.document;

import org.jspecify.annotations.NullMarked;
