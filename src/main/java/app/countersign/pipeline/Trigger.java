package app.countersign.pipeline;

import app.countersign.recommendation.Priority;

/** A condition that speaks for an item, and how urgent the item is when it holds. */
public record Trigger(SignalCondition when, Priority priority) {}
