/** What the server's work with contracts looks like: counts, times and caches, for dashboards. */
@NullMarked
package app.countersign.systemmetrics;

import org.jspecify.annotations.NullMarked;
