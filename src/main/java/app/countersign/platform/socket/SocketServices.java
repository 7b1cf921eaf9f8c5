package app.countersign.platform.socket;

import app.countersign.platform.graphql.ErrorMapper;
import app.countersign.platform.graphql.GraphQlConfiguration;
import app.countersign.platform.graphql.GraphQlEngine;
import app.countersign.platform.web.Callers;
import app.countersign.platform.web.RateLimits;
import jakarta.inject.Singleton;

/** What every connection works with. */
@Singleton
record SocketServices(
    GraphQlEngine engine,
    Callers callers,
    RateLimits limits,
    ErrorMapper errors,
    Messages messages,
    Connections connections,
    GraphQlConfiguration graphQl,
    SocketConfiguration configuration) {}
