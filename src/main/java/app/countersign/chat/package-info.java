/**
 * Chats: of one person with the assistant, and of groups. Who is in them, what was said, and what a
 * subscriber is told of it as it happens.
 */
@NullMarked
package app.countersign.chat;

import org.jspecify.annotations.NullMarked;
