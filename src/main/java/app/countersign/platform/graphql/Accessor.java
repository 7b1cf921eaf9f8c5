package app.countersign.platform.graphql;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The method of a backing class that answers a field. */
record Accessor(Method method) {

  /** Looks for {@code name()}, {@code isName()}, {@code hasName()}, {@code getName()}. */
  static @Nullable Accessor find(Class<?> backing, String field) {
    Method method = method(backing, field);
    return method == null ? null : new Accessor(method);
  }

  /** As {@link #find}, the method alone. */
  static @Nullable Method method(Class<?> backing, String field) {
    String capital = field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
    for (String name : List.of(field, "is" + capital, "has" + capital, "get" + capital)) {
      Method method = declared(backing, name);
      if (method != null) {
        return method;
      }
    }
    return null;
  }

  private static @Nullable Method declared(Class<?> type, String name) {
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (method.getName().equals(name) && isAccessor(method)) {
          return method;
        }
      }
    }
    for (Class<?> parent : type.getInterfaces()) {
      Method method = declared(parent, name);
      if (method != null) {
        return method;
      }
    }
    return null;
  }

  private static boolean isAccessor(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !Modifier.isStatic(method.getModifiers())
        && !Modifier.isPrivate(method.getModifiers())
        && !method.isSynthetic();
  }

  /**
   * Makes a way to call the method as fast as hand-written code would. It takes a class of its own,
   * which is too much for the thousands of fields that nobody may ever ask for.
   */
  @SuppressWarnings("unchecked") // the factory makes exactly this function
  Function<Object, @Nullable Object> compile() {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
      MethodHandle handle = lookup.unreflect(method);
      CallSite site =
          LambdaMetafactory.metafactory(
              lookup,
              "apply",
              MethodType.methodType(Function.class),
              MethodType.methodType(Object.class, Object.class),
              handle,
              handle.type().wrap());
      return (Function<Object, @Nullable Object>) site.getTarget().invoke();
    } catch (Throwable impossible) {
      throw new IllegalStateException("cannot call " + method, impossible);
    }
  }
}
