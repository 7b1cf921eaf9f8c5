package app.countersign.store;

import app.countersign.platform.web.ByteRange;
import app.countersign.testing.Folders;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;

/** Real stores side by side; the first step of a key says which. */
@Singleton
@Replaces(bean = ObjectStore.class, factory = Stores.class)
@Requires(property = "store.test-documents")
class TestStores implements ObjectStore {
  final FolderStore folder;
  final S3Server server;

  /** What happens between the look at an object and its opening. */
  volatile Runnable afterStat = () -> {};

  private final Map<String, ObjectStore> stores;

  TestStores() throws Exception {
    folder = new FolderStore(Files.createTempDirectory("documents"));
    server = new S3Server();
    stores =
        Map.of(
            "folder", folder,
            "s3", server.store(),
            "denied", S3Server.store(S3Server.BUCKET, server.endpoint(), "wrong"),
            "down", S3Server.store(S3Server.BUCKET, S3Server.nobody()));
  }

  private ObjectStore of(ObjectKey key) {
    return stores.get(key.value().substring(0, key.value().indexOf('/')));
  }

  @Override
  public ObjectFacts stat(ObjectKey key) {
    ObjectFacts facts = of(key).stat(key);
    afterStat.run();
    return facts;
  }

  @Override
  public InputStream open(ObjectKey key, ObjectFacts facts, ByteRange range) {
    return of(key).open(key, facts, range);
  }

  @Override
  @PreDestroy
  public void close() {
    stores.values().forEach(ObjectStore::close);
    try {
      server.close();
      Folders.delete(folder.root());
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
