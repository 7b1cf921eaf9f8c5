package app.countersign.extraction;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractChanged;
import app.countersign.platform.cache.Cache;
import app.countersign.platform.cache.Caches;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Extractions by their ids, kept for an hour and given up on every server when one is submitted, or
 * replaced, or its contract gets a newer text. Whoever asks has checked that the caller may see
 * them.
 */
@Singleton
class ExtractionCache implements ContractChanged {
  private static final Duration TTL = Duration.ofHours(1);
  private static final int MOST = 20_000;

  private final Cache<UUID, Extraction> kept;
  private final ExtractionRepository extractions;

  ExtractionCache(Caches caches, ExtractionRepository extractions) {
    this.kept = caches.named("extraction", Extraction.class, TTL, MOST);
    this.extractions = extractions;
  }

  /** One extraction; null when there is none, which is not kept. */
  @Nullable Extraction find(UUID id) {
    return kept.find(id, extractions::find);
  }

  /** An extraction changed in the running transaction. */
  void changed(UUID id) {
    kept.invalidateAfterCommit(id);
  }

  /** Only those of the text that was in force until now become stale; the others are already. */
  @Override
  public void changed(@Nullable Contract before, Contract after) {
    if (before != null && before.documentVersion() != after.documentVersion()) {
      extractions.idsOf(after.id(), before.documentVersion()).forEach(this::changed);
    }
  }
}
