package app.countersign.extraction;

import app.countersign.audit.AuditLog;
import app.countersign.contract.Contract;
import app.countersign.contract.ContractDocument;
import app.countersign.contract.ContractRepository;
import app.countersign.contract.DocumentRepository;
import app.countersign.identity.Operators;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.DateTimeRange;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.TimeZones;
import app.countersign.platform.graphql.Wiring;
import app.countersign.terms.CancellationFee;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Extractions in the schema, and what they add to contracts. */
@Singleton
class ExtractionGraphQl implements GraphQlModule {
  private final Extractions desk;
  private final SubmissionDesk submissions;
  private final ExtractionRepository extractions;
  private final ExtractionViews views;
  private final CorrectionRepository corrections;
  private final ExtractionWarnings warnings;
  private final QualityReport quality;
  private final ContractRepository contracts;
  private final DocumentRepository documents;
  private final Operators operators;
  private final AuditLog audit;

  ExtractionGraphQl(
      Extractions desk,
      SubmissionDesk submissions,
      ExtractionRepository extractions,
      ExtractionViews views,
      CorrectionRepository corrections,
      ExtractionWarnings warnings,
      QualityReport quality,
      ContractRepository contracts,
      DocumentRepository documents,
      Operators operators,
      AuditLog audit) {
    this.desk = desk;
    this.submissions = submissions;
    this.extractions = extractions;
    this.views = views;
    this.corrections = corrections;
    this.warnings = warnings;
    this.quality = quality;
    this.contracts = contracts;
    this.documents = documents;
    this.operators = operators;
    this.audit = audit;
  }

  @Override
  public void wire(Wiring wiring) {
    types(wiring);
    contractFields(wiring);
    wiring
        .nullableQuery("extraction", this::extraction)
        .query("extractions", this::page)
        .query("extractionQuality", this::quality)
        .query(
            "extractionAudit",
            call ->
                Connection.of(
                    audit.ofSubject(Extraction.SUBJECT, call.text("extractionId"), call.page())));
    wiring.preparedMutation(
        "extractContract",
        ExtractContractInput.class,
        ExtractionPayload.class,
        desk::prepare,
        (actor, input, prepared) -> ExtractionPayload.done(desk.store(actor, prepared)),
        ExtractionPayload::refused,
        desk::release);
    wiring.mutation(
        "submitExtraction",
        SubmitExtractionInput.class,
        SubmitExtractionPayload.class,
        (actor, input) -> SubmitExtractionPayload.done(submissions.submit(actor, input)),
        SubmitExtractionPayload::refused);
    wiring.nodes("Extraction", Extraction.class, Role.ANALYST, views::byIds);
  }

  private void types(Wiring wiring) {
    wiring
        .type("Extraction", Extraction.class)
        .field("premium", (extraction, call) -> ExtractionTerms.premium(extraction))
        .field("refundMethod", (extraction, call) -> ExtractionTerms.refundMethod(extraction))
        .field("cancellationFee", (extraction, call) -> ExtractionTerms.cancellationFee(extraction))
        .batchedNullable("contract", Extraction::contractId, contracts::byIds)
        .batched("warnings", extraction -> extraction, warnings::of)
        .batched("corrections", Extraction::id, corrections::ofExtractions)
        .batchedNullable("extractedBy", Extraction::extractedBy, operators::byIds)
        .batchedNullable("submittedBy", Extraction::submittedBy, operators::byIds)
        .field(
            "viewerCan", (extraction, call) -> ExtractionPermissions.of(extraction, call.actor()));
    wiring.type("PremiumTerm", ExtractionTerms.PremiumTerm.class);
    wiring.type("RefundMethodTerm", ExtractionTerms.RefundMethodTerm.class);
    wiring.type("CancellationFeeTerm", ExtractionTerms.CancellationFeeTerm.class);
    wiring.type("FixedFee", CancellationFee.Fixed.class);
    wiring.type("PercentageFee", CancellationFee.Percentage.class);
    wiring
        .type("Correction", Correction.class)
        .batchedNullable("correctedBy", Correction::correctedBy, operators::byIds);
    wiring.type("ExtractionWarning", ExtractionWarning.class);
    wiring.type("ExtractionQuality", ExtractionQuality.class);
    wiring.type("ExtractionPermissions", ExtractionPermissions.class);
  }

  private void contractFields(Wiring wiring) {
    wiring.type("ContractPermissions", ContractPermissions.class);
    wiring
        .type("Contract", Contract.class)
        .batchedNullable("extraction", Contract::id, extractions::currentOf)
        .batchedConnection(
            "extractions",
            Contract::id,
            (ids, page, call) -> Connection.ofAll(extractions.pagesByContract(ids, page)))
        .batched("viewerCan", Contract::id, this::permissions);
  }

  private Map<String, ContractPermissions> permissions(Set<String> contractIds, Call call) {
    Map<String, ContractDocument> texts = documents.inForce(contractIds);
    Set<String> withTerms = extractions.submittedOf(contractIds);
    Map<String, ContractPermissions> found = new HashMap<>();
    for (String id : contractIds) {
      ContractDocument text = texts.get(id);
      found.put(
          id,
          ContractPermissions.of(
              call.actor(), text == null ? null : text.textStatus(), withTerms.contains(id)));
    }
    return found;
  }

  private @Nullable Extraction extraction(Call call) {
    UUID id = call.id("id");
    return id == null ? null : views.view(call.actor(), id);
  }

  private Connection<Extraction> page(Call call) {
    ExtractionFilter filter = call.require("filter", ExtractionFilter.class);
    return Connection.of(views.list(call.actor(), filter, call.page()));
  }

  private List<ExtractionQuality> quality(Call call) {
    Set<QualityDimension> by = EnumSet.noneOf(QualityDimension.class);
    by.addAll(call.list("groupBy", QualityDimension.class));
    return quality.of(call.argument("submittedAt", DateTimeRange.class), by, TimeZones.of(call));
  }
}
