package app.countersign.platform.graphql;

/** A feature's part of the schema: one bean per feature, the only class of it that sees GraphQL. */
@FunctionalInterface
public interface GraphQlModule {
  /** Declares the feature's types, queries, mutations and nodes; called once at start-up. */
  void wire(Wiring wiring);
}
