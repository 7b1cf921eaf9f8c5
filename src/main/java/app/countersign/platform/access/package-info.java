/** Who may do what: roles, the acting person or token, and how a bearer token becomes one. */
@NullMarked
package app.countersign.platform.access;

import org.jspecify.annotations.NullMarked;
