package app.countersign.extraction;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.contract.ContractType;
import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person should look at twice in an extraction, as it holds now. */
@Singleton
class ExtractionWarnings {
  private static final BigDecimal LOW = BigDecimal.valueOf(50);
  private static final BigDecimal SURE = BigDecimal.valueOf(100);

  private final ContractRepository contracts;
  private final UsualPremiums usual;

  ExtractionWarnings(ContractRepository contracts, UsualPremiums usual) {
    this.contracts = contracts;
    this.usual = usual;
  }

  /** The warnings of each, in three statements for all of them. */
  Map<Extraction, List<ExtractionWarning>> of(Set<Extraction> extractions) {
    Map<String, Contract> known =
        contracts.byIds(extractions.stream().map(Extraction::contractId).distinct().toList());
    Map<ContractType, UsualPremiums.Usual> premiums =
        usual.of(known.values().stream().map(Contract::type).collect(Collectors.toSet()));
    Map<Extraction, List<ExtractionWarning>> found = new HashMap<>();
    for (Extraction extraction : extractions) {
      Contract contract = known.get(extraction.contractId());
      List<ExtractionWarning> warnings = new ArrayList<>(ofItself(extraction));
      if (contract != null) {
        warnings.addAll(ofPrice(extraction, contract, premiums.get(contract.type())));
      }
      found.put(extraction, List.copyOf(warnings));
    }
    return found;
  }

  private static List<ExtractionWarning> ofItself(Extraction extraction) {
    List<ExtractionWarning> warnings = new ArrayList<>();
    String feeFault = HeldTerms.of(extraction).feeFault();
    if (feeFault != null) {
      warnings.add(
          new ExtractionWarning(
              ExtractionWarning.Kind.FEE_ABOVE_PREMIUM, TermName.CANCELLATION_FEE, feeFault));
    }
    terms(extraction.reading())
        .forEach(
            (name, term) -> {
              if (term.source() != null && !term.source().isVerified()) {
                warnings.add(
                    new ExtractionWarning(
                        ExtractionWarning.Kind.UNVERIFIED_QUOTE,
                        name,
                        "The quote that is given for it is not in the text."));
              }
            });
    warnings.addAll(ofConfidence(extraction));
    if (!extraction.isTextComplete()) {
      warnings.add(
          new ExtractionWarning(
              ExtractionWarning.Kind.TEXT_INCOMPLETE,
              null,
              "The reader did not see the whole text."));
    }
    return warnings;
  }

  private static List<ExtractionWarning> ofConfidence(Extraction extraction) {
    List<BigDecimal> all =
        terms(extraction.reading()).values().stream().map(Term::confidence).toList();
    if (all.stream().allMatch(each -> each.compareTo(LOW) < 0)) {
      return List.of(
          new ExtractionWarning(
              ExtractionWarning.Kind.LOW_CONFIDENCE, null, "The reader is sure of nothing here."));
    }
    return all.stream().allMatch(each -> each.compareTo(SURE) == 0)
        ? List.of(
            new ExtractionWarning(
                ExtractionWarning.Kind.TOO_CONFIDENT,
                null,
                "The reader claims to be wholly sure of everything."))
        : List.of();
  }

  private static List<ExtractionWarning> ofPrice(
      Extraction extraction, Contract contract, UsualPremiums.@Nullable Usual usual) {
    Money premium = extraction.premium();
    if (premium == null) {
      return List.of();
    }
    List<ExtractionWarning> warnings = new ArrayList<>();
    Money deal = contract.price();
    if (deal != null
        && (!deal.currency().equals(premium.currency())
            || deal.amount().compareTo(premium.amount()) != 0)) {
      warnings.add(
          new ExtractionWarning(
              ExtractionWarning.Kind.PRICE_DIFFERS_FROM_DEAL,
              TermName.PREMIUM,
              "The record system has %s %s as the price of the deal."
                  .formatted(deal.amount().toPlainString(), deal.currency())));
    }
    if (usual != null && usual.isUnusual(premium)) {
      warnings.add(
          new ExtractionWarning(
              ExtractionWarning.Kind.UNUSUAL_VALUE,
              TermName.PREMIUM,
              "Far from the usual: %s %s on average of %d submitted contracts of this kind."
                  .formatted(
                      Money.of(usual.mean(), premium.currency()).amount().toPlainString(),
                      premium.currency(),
                      usual.count())));
    }
    return warnings;
  }

  private static Map<TermName, Term<?>> terms(Reading reading) {
    Map<TermName, Term<?>> terms = new LinkedHashMap<>();
    terms.put(TermName.PREMIUM, reading.premium());
    terms.put(TermName.REFUND_METHOD, reading.refundMethod());
    terms.put(TermName.CANCELLATION_FEE, reading.cancellationFee());
    return terms;
  }
}
