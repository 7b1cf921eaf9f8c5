package app.countersign.contract;

import org.jspecify.annotations.Nullable;

/**
 * Told of each import of a contract, in its transaction and after everything is written. What it
 * throws undoes the import.
 */
public interface ContractChanged {
  /**
   * An import wrote the contract, be it only when it was last synced.
   *
   * @param before null where it is new
   */
  void changed(@Nullable Contract before, Contract after);
}
