package app.countersign.persona;

import app.countersign.signal.SignalWindow;

/** One of a user's histories. */
record UserWindow(String userId, SignalWindow window) {}
