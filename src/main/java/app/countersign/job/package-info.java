/**
 * Jobs over many users: cut into chunks that any server takes, with progress and the users that
 * failed on record. What a job does to a user is the feature's own.
 */
@NullMarked
package app.countersign.job;

import org.jspecify.annotations.NullMarked;
