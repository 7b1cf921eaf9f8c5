package app.countersign.store;

import app.countersign.platform.web.ByteRange;
import app.countersign.platform.web.Representation;
import app.countersign.platform.web.StreamedBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The answers that hold a document or say that the caller's copy is still good. */
final class DocumentAnswer {
  private static final String PDF = "application/pdf";

  private final Representation document;
  private final String fileName;

  DocumentAnswer(Representation document, String fileName) {
    this.document = document;
    this.fileName = fileName;
  }

  /** 200 with everything, or with nothing but its headers when there is no content. */
  MutableHttpResponse<?> whole(@Nullable InputStream content) {
    MutableHttpResponse<?> response = described(HttpStatus.OK, document.size());
    return content == null ? response : response.body(new StreamedBody(content, document.size()));
  }

  /** 206 with one range. */
  MutableHttpResponse<?> part(ByteRange range, InputStream content) {
    return described(HttpStatus.PARTIAL_CONTENT, range.length())
        .header(
            HttpHeaders.CONTENT_RANGE,
            "bytes %d-%d/%d".formatted(range.first(), range.last(), document.size()))
        .body(new StreamedBody(content, range.length()));
  }

  /** 304. */
  MutableHttpResponse<?> notModified() {
    return cached(HttpResponse.status(HttpStatus.NOT_MODIFIED));
  }

  private MutableHttpResponse<?> described(HttpStatus status, long length) {
    return cached(HttpResponse.status(status))
        .header(HttpHeaders.CONTENT_TYPE, PDF)
        .header(HttpHeaders.CONTENT_LENGTH, String.valueOf(length))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(fileName))
        .header(HttpHeaders.ACCEPT_RANGES, "bytes");
  }

  private MutableHttpResponse<?> cached(MutableHttpResponse<?> response) {
    return response
        .header(HttpHeaders.ETAG, document.etag())
        .header(HttpHeaders.LAST_MODIFIED, document.lastModifiedText())
        .header(HttpHeaders.CACHE_CONTROL, "private, max-age=" + RecentViews.KEPT.toSeconds())
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
  }

  /** By RFC 6266: a plain name for all, and the real one in UTF-8 where it is not plain. */
  static String disposition(String fileName) {
    String plain = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
    String header = "inline; filename=\"%s\"".formatted(plain);
    if (plain.equals(fileName)) {
      return header;
    }
    String encoded =
        URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return header + "; filename*=UTF-8''" + encoded;
  }
}
