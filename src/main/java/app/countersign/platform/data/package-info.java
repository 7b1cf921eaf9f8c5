/** Data files of the product on the classpath: read strictly, with faults that name their place. */
@NullMarked
package app.countersign.platform.data;

import org.jspecify.annotations.NullMarked;
