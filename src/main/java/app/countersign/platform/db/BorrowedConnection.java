package app.countersign.platform.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection that ends its lease before it goes back to the pool, and whose statements are
 * counted where there is a counter. Made by reflection: about a dozen calls are made on a
 * connection per request, and the hundred or so on its statements only pass through here while
 * something counts.
 */
final class BorrowedConnection implements InvocationHandler {
  private final Connection connection;
  private final @Nullable ConnectionLease lease;
  private final @Nullable StatementCounter counter;

  private BorrowedConnection(
      Connection connection, @Nullable ConnectionLease lease, @Nullable StatementCounter counter) {
    this.connection = connection;
    this.lease = lease;
    this.counter = counter;
  }

  static Connection wrap(
      Connection connection, @Nullable ConnectionLease lease, @Nullable StatementCounter counter) {
    return proxy(Connection.class, new BorrowedConnection(connection, lease, counter));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (lease != null && method.getName().equals("close")) {
      lease.end();
    }
    Object result = call(connection, method, arguments);
    return counter != null && result instanceof Statement statement
        ? counted(statement, method.getReturnType(), sql(arguments), counter)
        : result;
  }

  private static Object counted(
      Statement statement, Class<?> type, String prepared, StatementCounter counter) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            counter.executed(arguments == null ? prepared : sql(arguments));
          }
          return call(statement, method, arguments);
        };
    if (type == PreparedStatement.class) {
      return proxy(PreparedStatement.class, handler);
    }
    return type == CallableStatement.class
        ? proxy(CallableStatement.class, handler)
        : proxy(Statement.class, handler);
  }

  private static String sql(@Nullable Object @Nullable [] arguments) {
    return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql
        ? sql
        : "";
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
