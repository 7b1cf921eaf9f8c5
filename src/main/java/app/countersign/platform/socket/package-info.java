/**
 * GraphQL over WebSocket by the sub-protocol graphql-transport-ws: queries and subscriptions on one
 * connection, bounded in every direction. Knows no feature.
 */
@NullMarked
package app.countersign.platform.socket;

import org.jspecify.annotations.NullMarked;
