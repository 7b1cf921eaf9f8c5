package app.countersign.settings;

import java.time.Instant;

/** How safe an account is. */
record AccountSecurity(Instant lastPasswordChangeAt, int activeSessionCount) {}
