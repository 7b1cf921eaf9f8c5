package app.countersign.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One text of a contract, without the text itself, which can be long.
 *
 * @param version from 1; the highest of a contract is in force
 * @param hash SHA-256 of the text in UTF-8, in hexadecimal; null without a text
 */
public record ContractDocument(
    UUID id,
    String contractId,
    int version,
    TextStatus textStatus,
    @Nullable String hash,
    @Nullable Integer pageCount,
    @Nullable Instant textExtractedAt,
    Instant createdAt) {}
