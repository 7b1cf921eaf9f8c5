/** Where the database comes from, and who migrates and who serves it. */
@NullMarked
package app.countersign.platform.db.source;

import org.jspecify.annotations.NullMarked;
