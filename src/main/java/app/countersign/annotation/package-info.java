/**
 * What operators write beside a recommendation: notes and tags. They stand on record, but do not
 * change the recommendation or its version.
 */
@NullMarked
package app.countersign.annotation;

import org.jspecify.annotations.NullMarked;
