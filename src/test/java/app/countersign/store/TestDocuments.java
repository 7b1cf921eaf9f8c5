package app.countersign.store;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Contracts whose documents the tests know, and the views that were put on record. */
@Singleton
@Replaces(DocumentLocator.class)
@Requires(property = "store.test-documents")
class TestDocuments implements DocumentLocator {
  /** Only an administrator may know of it. */
  static final String HIDDEN = "HIDDEN";

  /** Its file is not named. */
  static final String NO_FILE = "NO-FILE";

  /** Its views cannot be put on record. */
  static final String UNRECORDED = "UNRECORDED";

  /** Is looked up once a permit is given. */
  static final String SLOW = "SLOW";

  final List<String> views = new CopyOnWriteArrayList<>();
  final Semaphore slow = new Semaphore(0);
  private final Map<String, Located> documents = new ConcurrentHashMap<>();

  void add(String contractId, String key) {
    documents.put(
        contractId, new Located.Found(new ObjectKey(key), "contract-%s.pdf".formatted(contractId)));
  }

  @Override
  public Located locate(Actor actor, String contractId) {
    if (contractId.equals(SLOW)) {
      slow.acquireUninterruptibly();
    }
    if (contractId.equals(HIDDEN) && actor.role() != Role.ADMIN) {
      return new Located.NoContract();
    }
    return contractId.equals(NO_FILE)
        ? new Located.NoDocument()
        : documents.getOrDefault(contractId, new Located.NoContract());
  }

  @Override
  public void viewed(Actor actor, String contractId, View view) {
    if (contractId.equals(UNRECORDED)) {
      throw new IllegalStateException("the record cannot be written");
    }
    views.add("%s %s %s".formatted(actor.role(), contractId, view));
  }
}
