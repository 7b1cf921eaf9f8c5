/** HTTP: the GraphQL endpoint, rate limits, headers, request ids and access logs. */
@NullMarked
package app.countersign.platform.web;

import org.jspecify.annotations.NullMarked;
