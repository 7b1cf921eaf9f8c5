/**
 * The guardrails: what a check answers, and what the desk asks of whoever owns the rules. Knows no
 * feature.
 */
@NullMarked
package app.countersign.guardrail;

import org.jspecify.annotations.NullMarked;
