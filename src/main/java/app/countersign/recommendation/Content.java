package app.countersign.recommendation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The thing recommended.
 *
 * @param id in the catalogue it comes from
 * @param url where it can be read; null when it has no page
 * @param readTimeMinutes null where that makes no sense
 * @param provider who offers it; null for education
 * @param ratePct the offered rate in percent per year; null where there is none
 */
public record Content(
    String id,
    @Nullable String url,
    @Nullable Integer readTimeMinutes,
    @Nullable String provider,
    @Nullable BigDecimal ratePct) {}
