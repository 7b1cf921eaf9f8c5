package app.countersign.survive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What no answer may hold, whoever asked for what. */
final class Leak {
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(?:javax?|jakarta|kotlin|io\\.(?:micronaut|netty)|org\\.(?:postgresql|slf4j)"
              + "|com\\.(?:fasterxml|zaxxer|nimbusds)|app\\.countersign"
              + "|graphql\\.(?:language|schema|execution|validation|parser))\\.\\w"
              + "|\\bat [a-z][\\w.$]+\\(\\w+\\.java"
              + "|\\b\\w+(?:Exception|Throwable)\\b"
              + "|\\b(?:SELECT|INSERT INTO|DELETE FROM|UPDATE|FROM) [a-z_\\\"*]"
              + "|SQLSTATE|\\bPSQL|\\bERROR: |violates \\w+ constraint|relation \\\\?\"");
  private static final Pattern CODE =
      Pattern.compile("\"code\":\"(INTERNAL|UNAVAILABLE|TIMEOUT)\"");
  private static final int SHOWN = 300;

  private Leak() {}

  /** What is wrong with an answer; null where nothing is. */
  static @Nullable String in(int status, String body) {
    if (status >= 500) {
      return "HTTP " + status + ": " + shortened(body, 0);
    }
    Matcher code = CODE.matcher(body);
    if (code.find()) {
      return code.group(1) + ": " + shortened(body, code.start() - SHOWN / 2);
    }
    Matcher inside = INSIDE.matcher(body);
    return inside.find()
        ? "tells of its inside, \"%s\": %s"
            .formatted(inside.group(), shortened(body, inside.start() - SHOWN / 2))
        : null;
  }

  static String shortened(String text, int from) {
    int start = Math.max(0, from);
    return text.substring(start, Math.min(text.length(), start + SHOWN));
  }
}
