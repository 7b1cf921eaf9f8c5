/** PostgreSQL: connections, deadlines, paging, stored JSON and ids. Knows no feature. */
@NullMarked
package app.countersign.platform.db;

import org.jspecify.annotations.NullMarked;
