/** Work by the clock, shared by all servers on one database: db-scheduler and its settings. */
@NullMarked
package app.countersign.platform.schedule;

import org.jspecify.annotations.NullMarked;
