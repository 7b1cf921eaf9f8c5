package app.countersign.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person whose bank data came in.
 *
 * @param id as imported
 * @param ageBracket as stated; null when never stated
 * @param annualIncome as stated; null when never stated
 */
@MappedEntity("app_user")
public record User(
    @Id String id,
    @Nullable String name,
    @Nullable String email,
    @Nullable String region,
    @Nullable String ageBracket,
    @Nullable BigDecimal annualIncome,
    Instant createdAt) {}
