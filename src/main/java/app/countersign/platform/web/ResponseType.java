package app.countersign.platform.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The media types an answer can have (GraphQL over HTTP, "Media Types"). */
enum ResponseType {
  /** Statuses of 4xx for requests that never ran. */
  GRAPHQL_RESPONSE("application/graphql-response+json"),
  /** For older clients: 200 for every well-formed request. */
  JSON("application/json");

  private static final double LEAST_QUALITY = 0.001;
  private final String name;

  ResponseType(String name) {
    this.name = name;
  }

  /** As a Content-Type. */
  String contentType() {
    return name + "; charset=utf-8";
  }

  /**
   * What the Accept headers like best; of equals the one named first, JSON where anything will do.
   * Empty when they allow neither.
   */
  static Optional<ResponseType> accepted(List<String> headers) {
    String joined = String.join(",", headers);
    if (joined.isBlank()) {
      return Optional.of(JSON);
    }
    ResponseType best = null;
    double bestQuality = 0;
    for (String range : joined.split(",")) {
      String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";");
      Optional<ResponseType> type =
          parts.length > 0 && isUtf8(parts) ? matching(parts[0].strip()) : Optional.empty();
      double quality = quality(parts);
      if (type.isPresent() && quality >= LEAST_QUALITY && quality > bestQuality) {
        best = type.get();
        bestQuality = quality;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<ResponseType> matching(String range) {
    return switch (range) {
      case "application/graphql-response+json" -> Optional.of(GRAPHQL_RESPONSE);
      case "application/json", "application/*", "*/*" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  private static boolean isUtf8(String[] parts) {
    for (String part : parts) {
      String text = part.strip().replace("\"", "");
      if (text.startsWith("charset=") && !text.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static double quality(String[] parts) {
    for (String part : parts) {
      String text = part.strip();
      if (text.startsWith("q=")) {
        try {
          return Math.clamp(Double.parseDouble(text.substring(2)), 0, 1);
        } catch (NumberFormatException malformed) {
          return 0;
        }
      }
    }
    return 1;
  }
}
