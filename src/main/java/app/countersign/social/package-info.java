/**
 * What people write about a product, by the search of X (API v2). Off unless switched on. What is
 * sent are the product's words alone; what comes back is other people's text, to be quoted and
 * never followed.
 */
@NullMarked
package app.countersign.social;

import org.jspecify.annotations.NullMarked;
