package app.countersign.contract;

import app.countersign.platform.web.NdjsonRefusal;
import app.countersign.platform.web.NdjsonWork;
import java.util.function.Function;

/** Contracts, one in each line. */
record ContractLines(Function<ImportedContract, StoredContract> store)
    implements NdjsonWork<ImportedContract, ContractImportAnswer> {

  @Override
  public ImportedContract read(String text) {
    return ContractLine.read(text);
  }

  @Override
  public ContractImportAnswer store(long line, ImportedContract contract) {
    return ContractImportAnswer.stored(line, store.apply(contract));
  }

  @Override
  public ContractImportAnswer refused(NdjsonRefusal refusal) {
    return ContractImportAnswer.refused(refusal);
  }
}
