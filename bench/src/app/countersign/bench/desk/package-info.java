/** Measures the operator desk beside pgbench, which runs the same statements without a server. */
@NullMarked
package app.countersign.bench.desk;

import org.jspecify.annotations.NullMarked;
