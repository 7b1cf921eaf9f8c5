package app.countersign.platform.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes the SQL statements that some work executes through the connection pool, so that a test can
 * say how many an operation takes. A batch is one statement; begin, commit and rollback are none.
 * May be used from several threads.
 */
public final class StatementCounter {
  private static final ScopedValue<StatementCounter> CURRENT = ScopedValue.newInstance();

  private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

  /** The counter of the work this thread does, or null where nothing is counted. */
  public static @Nullable StatementCounter current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Does the work with every statement counted here. */
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
    return ScopedValue.where(CURRENT, this).<R, X>call(work);
  }

  /** How many statements were executed. */
  public int count() {
    return statements.size();
  }

  /** The statements executed, in their order. */
  public List<String> statements() {
    synchronized (statements) {
      return List.copyOf(statements);
    }
  }

  void executed(String sql) {
    statements.add(sql);
  }
}
