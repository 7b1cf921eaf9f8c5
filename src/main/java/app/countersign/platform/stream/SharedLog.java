package app.countersign.platform.stream;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Rows that many subscribers of a topic are told, some at a time. What {@link EventLog} says of
 * rows and their numbers holds here as well.
 *
 * @param topic under which rows are announced; the same topic is always the same rows
 * @param reader reads the rows
 * @param last the highest number that can be read now
 * @param sequence a row's number
 * @param together makes one thing of rows that follow each other; subscribers who stand at the same
 *     place are given the same one
 */
public record SharedLog<E, B>(
    String topic,
    EventLog.Reader<E> reader,
    LongSupplier last,
    ToLongFunction<E> sequence,
    Function<List<E>, B> together) {}
