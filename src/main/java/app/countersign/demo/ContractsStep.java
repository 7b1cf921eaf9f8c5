package app.countersign.demo;

import app.countersign.contract.ContractImport;
import app.countersign.contract.ContractLoan;
import app.countersign.contract.ContractType;
import app.countersign.contract.ImportedContract;
import app.countersign.contract.TextStatus;
import app.countersign.contract.Vehicle;
import app.countersign.document.DocumentText;
import app.countersign.platform.access.Actor;
import app.countersign.sample.PdfWriter;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import app.countersign.store.FolderStore;
import app.countersign.store.ObjectKey;
import app.countersign.store.ObjectStore;
import app.countersign.terms.LenderKind;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Brings the sample contracts in, with their texts and with PDFs made of them, and the texts of law
 * that the product keeps, as documents to read.
 */
@Singleton
@Requires(condition = DemoCondition.class)
final class ContractsStep implements DemoStep {
  static final int ORDER = 50;

  private static final Duration AGO = Duration.ofDays(40);

  private final ContractImport imports;
  private final ObjectStore store;

  ContractsStep(ContractImport imports, ObjectStore store) {
    this.imports = imports;
    this.store = store;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public String title() {
    return "%d contracts with their PDFs, %d texts of law"
        .formatted(SampleContracts.load().size(), LawText.ALL.size());
  }

  @Override
  public void play() {
    PdfWriter pdfs = new PdfWriter();
    DemoClock.ago(
        AGO,
        () -> {
          SampleContracts.load().forEach(sample -> take(contract(sample), sample.text(), pdfs));
          LawText.ALL.forEach(law -> take(law.contract(), law.text(), pdfs));
        });
  }

  private void take(ImportedContract contract, DocumentText text, PdfWriter pdfs) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    // Where PDFs come from elsewhere, nobody but that store's owner puts any there.
    if (store instanceof FolderStore folder && contract.objectKey() != null) {
      LocalDate day = contract.contractDate() == null ? LocalDate.EPOCH : contract.contractDate();
      byte[] pdf = pdfs.write(text, contract.contractId(), day);
      folder.put(new ObjectKey(contract.objectKey()), new ByteArrayInputStream(pdf));
    }
    imports.store(Actor.system(DemoData.ACTOR), contract);
  }

  private static ImportedContract contract(SampleContract sample) {
    return new ImportedContract(
        sample.contractId(),
        sample.accountNumber(),
        type(sample.contractType()),
        sample.contractDate(),
        sample.deal().effectiveDate(),
        null,
        sample.deal().termMonths(),
        sample.customerName(),
        new Vehicle(sample.vehicle().make(), sample.vehicle().model(), sample.vehicle().year()),
        sample.deal().price(),
        sample.jurisdiction(),
        loan(sample),
        sample.deal().odometerAtSale(),
        sample.deal().mileageLimit(),
        "contracts/" + sample.contractId() + ".pdf",
        sample.text().content(),
        TextStatus.COMPLETED,
        null);
  }

  private static @Nullable ContractLoan loan(SampleContract sample) {
    return sample.deal().amountFinanced() == null || sample.deal().annualPercentageRate() == null
        ? null
        : new ContractLoan(
            sample.deal().amountFinanced(),
            sample.deal().annualPercentageRate(),
            null,
            LenderKind.OTHER);
  }

  private static ContractType type(String name) {
    return name.equals("F&I") ? ContractType.FINANCE_AND_INSURANCE : ContractType.valueOf(name);
  }
}
