package app.countersign.llm;

import org.jspecify.annotations.Nullable;

/**
 * What a provider sent back.
 *
 * @param text the words; null when there are none
 * @param toolName the tool that was called; null when none or several were
 * @param toolArguments what it was called with, as the provider wrote it
 * @param isCutShort whether it ended at the most tokens allowed
 */
record ModelReply(
    @Nullable String text,
    @Nullable String toolName,
    @Nullable String toolArguments,
    boolean isCutShort,
    String model,
    @Nullable Integer promptTokens,
    @Nullable Integer completionTokens) {}
