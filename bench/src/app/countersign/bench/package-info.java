/** Measures the server against plain SQL and plain files on the same machine, in the same run. */
@NullMarked
package app.countersign.bench;

import org.jspecify.annotations.NullMarked;
