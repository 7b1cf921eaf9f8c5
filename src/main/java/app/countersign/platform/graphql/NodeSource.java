package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** How the nodes of one type are found by their ids, and who may see them. */
record NodeSource(
    Class<?> backing,
    Role required,
    BiFunction<Actor, Set<String>, ? extends Map<String, ?>> byIds) {}
