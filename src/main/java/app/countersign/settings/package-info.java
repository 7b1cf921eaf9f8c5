/** What a customer chose about notifications, privacy, the assistant and the display. */
@NullMarked
package app.countersign.settings;

import org.jspecify.annotations.NullMarked;
