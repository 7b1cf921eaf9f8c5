package app.countersign.refund;

/** Something a quote does not know, in one sentence for a person. */
public record RefundUnknown(Code code, String text) {

  /** What kind of thing is not known. */
  public enum Code {
    /** The method is not settled, so there is no amount. */
    METHOD_UNKNOWN,
    /** Short rate without a percentage or a table that fits, so there is no amount. */
    SHORT_RATE_UNSTATED,
    /** The loan's amount and rate are missing, so there is no actuarial figure. */
    LOAN_UNKNOWN,
    /** The words do not say whether pro rata goes by days or months. */
    PRO_RATA_UNIT_ASSUMED,
    /** The end given and the months given disagree. */
    TERM_END_DISAGREES,
    /** A claim is open while the free look runs, so there is no amount. */
    FREE_LOOK_CLAIM_OPEN,
    /** A claim is open and may still be deducted. */
    CLAIM_OPEN,
    /** What was paid on a claim is to be deducted but not told, so there is no amount. */
    CLAIMS_UNKNOWN,
    /** A benefit was paid on a contract that is undone. */
    BENEFIT_ON_UNWIND,
    /** Nothing is given after a loss of the vehicle, by custom and not by a verified rule. */
    LOSS_UNVERIFIED,
    /** The claim for a loss of the vehicle was denied, so the refund goes on. */
    LOSS_DENIED,
    /** No free look is known, in a time in which one may still run. */
    FREE_LOOK_UNKNOWN,
    /** A mileage fact is missing, so time alone counts. */
    MILEAGE_UNKNOWN,
    /** The place is not known, and so neither is its law. */
    JURISDICTION_UNKNOWN,
    /** No verified rule is held on these points of the place's law. */
    LAW_UNVERIFIED,
    /** The day from which an applied rule holds is not verified. */
    RULE_DATE_UNVERIFIED,
    /** A floor that the law sets could not be computed or may not bind. */
    LAW_FLOOR_UNCERTAIN,
    /** Whether a contract may refuse a refund hangs on something not told. */
    NO_REFUND_CONDITION,
    /** The balance owed is not known, and so not what goes to whom. */
    LIEN_BALANCE_UNKNOWN
  }
}
