package app.countersign.recordsystem;

/**
 * A contract as the record system names it.
 *
 * @param policyId the kind of policy, such as {@code GAP_O}; 1 to 50 characters
 * @param contractId the contract; 1 to 100 characters
 */
public record RecordedContract(String policyId, String contractId) {}
