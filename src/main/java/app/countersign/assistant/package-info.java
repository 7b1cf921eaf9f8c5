/**
 * The assistant of the chats: what a message asks for, the engines that compute answers, the stages
 * as they happen, and the drawers that show the working. An engine stands with its feature and is a
 * bean; nothing here knows one by name.
 */
@NullMarked
package app.countersign.assistant;

import org.jspecify.annotations.NullMarked;
