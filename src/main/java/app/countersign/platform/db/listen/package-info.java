/**
 * What servers on one database tell each other: PostgreSQL's notifications, heard over one
 * connection per server that is made when somebody listens.
 */
@NullMarked
package app.countersign.platform.db.listen;

import org.jspecify.annotations.NullMarked;
