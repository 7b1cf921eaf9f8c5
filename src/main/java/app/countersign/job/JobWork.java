package app.countersign.job;

import app.countersign.platform.access.Actor;
import java.util.List;
import java.util.Map;

/** What a job of one kind does to users; one bean for each kind. */
public interface JobWork {
  /** The kind it does. */
  JobKind kind();

  /**
   * Does it to some users, in the running transaction, set-based where it can. When it throws, the
   * transaction is rolled back and each user is tried alone.
   *
   * @param input the record's JSON the job was started with
   * @param actor who started the job
   * @return why it could not be done, by user id; users that are not named went well
   */
  Map<String, String> process(String input, Actor actor, List<String> userIds);

  /**
   * Makes the work on some users ready before any transaction begins: the place for what takes its
   * time or calls out.
   */
  default PreparedWork prepare(String input, Actor actor, List<String> userIds) {
    return some -> process(input, actor, some);
  }

  /** Work that was made ready for some users. */
  @FunctionalInterface
  interface PreparedWork {
    /** As {@link JobWork#process}, for all of the users it was made ready for or for some. */
    Map<String, String> process(List<String> userIds);
  }
}
