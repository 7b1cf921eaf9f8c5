package app.countersign.sample;

import app.countersign.document.DocumentText;
import java.time.LocalDate;
import java.util.List;

/**
 * A contract of the product's own wording.
 *
 * @param contractId for example {@code GAP-2024-0001}
 * @param accountNumber twelve digits or {@code ACC-…}; not unique
 * @param contractType GAP, VSC, F&amp;I, TIRE_WHEEL or WARRANTY
 * @param contractDate the day it was made
 * @param jurisdiction for example {@code US-TX}
 * @param text with a form feed between its pages
 * @param traps what makes it hard to read, at least one
 * @param trapNote the same, in a sentence
 * @param answers what a careful clerk reads in the text
 */
public record SampleContract(
    String contractId,
    String accountNumber,
    String contractType,
    LocalDate contractDate,
    String jurisdiction,
    String customerName,
    SampleVehicle vehicle,
    SampleDeal deal,
    DocumentText text,
    List<Trap> traps,
    String trapNote,
    SampleAnswers answers) {}
