/**
 * What the server serves to browsers besides GraphQL itself: the GraphiQL page, its assets and the
 * door in front of it. Knows no feature.
 */
@NullMarked
package app.countersign.platform.web;

import org.jspecify.annotations.NullMarked;
