/** Where the server starts; nothing else lives here. */
@NullMarked
package app.countersign;

import org.jspecify.annotations.NullMarked;
