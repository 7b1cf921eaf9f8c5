package app.countersign.platform.web;

import java.io.InputStream;

/**
 * A body of known length that is read while it is sent, and only as fast as the caller takes it.
 *
 * @param content is closed as soon as the body is sent, fails or is no longer wanted, maybe by
 *     another thread than the one that reads it and more than once; when it ends before its length
 *     the connection is cut, so that nobody takes it for whole
 * @param length in bytes
 */
public record StreamedBody(InputStream content, long length) {}
