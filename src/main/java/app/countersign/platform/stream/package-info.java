/**
 * News across servers: announcements that reach every server on the database when their transaction
 * commits, and streams of rows that can be taken up again where they were left. Knows no feature.
 */
@NullMarked
package app.countersign.platform.stream;

import org.jspecify.annotations.NullMarked;
