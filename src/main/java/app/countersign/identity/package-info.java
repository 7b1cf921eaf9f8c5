/**
 * People and roles, of the desk and customers alike: who may sign in, with what they prove it on
 * every call, and when that ends. Knows no feature; keeps no password and no token, only their
 * hashes.
 */
@NullMarked
package app.countersign.identity;

import org.jspecify.annotations.NullMarked;
