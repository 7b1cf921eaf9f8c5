package app.countersign.persona;

import java.math.BigDecimal;

/**
 * How many users have a persona.
 *
 * @param sharePct in percent of all counted, one decimal, each rounded by itself; 0.0 when nobody
 *     is counted
 */
public record PersonaShare(PersonaKind persona, int userCount, BigDecimal sharePct) {}
