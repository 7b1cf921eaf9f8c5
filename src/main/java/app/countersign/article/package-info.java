/**
 * Our own articles about money: data of the product, read when the server starts, searched by the
 * words of a question, and quoted by the assistant where a question is a general one.
 */
@NullMarked
package app.countersign.article;

import org.jspecify.annotations.NullMarked;
