/**
 * HTTP: the GraphQL endpoint, rate limits, headers, request ids and access logs; and GraphiQL, its
 * page, its assets and the door in front of it. Knows no feature.
 */
@NullMarked
package app.countersign.platform.web;

import org.jspecify.annotations.NullMarked;
