package app.countersign.store;

import java.time.Instant;

/**
 * What a store knows of an object without opening it.
 *
 * @param size in bytes
 * @param etag a strong entity tag with its quotes: other content, other tag
 * @param lastModified when it was last written
 */
public record ObjectFacts(long size, String etag, Instant lastModified) {}
