package app.countersign.pipeline;

import app.countersign.signal.SignalWindow;
import java.time.LocalDate;

/** What a run looks at: the persona of a window as of a day. */
public record RunScope(SignalWindow window, LocalDate asOf) {}
