/**
 * Questions about one contract's text and their answers: passages of the text, or a language
 * model's words with citations that were checked against it. Kept for hours, shown to the operator
 * who asked and to nobody else.
 */
@NullMarked
package app.countersign.contractchat;

import org.jspecify.annotations.NullMarked;
