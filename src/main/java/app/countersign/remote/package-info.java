/**
 * Calls of services that others run, over HTTP: how long they are waited for, how often they are
 * asked again, and when they are left alone.
 */
@NullMarked
package app.countersign.remote;

import org.jspecify.annotations.NullMarked;
