package app.countersign.sample;

import app.countersign.document.DocumentText;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The sample contracts, read from a data file that is checked as it is read. */
public final class SampleContracts {
  private static final String FILE = "documents/samples.yml";
  private static final String TEXTS = "documents/samples/";
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern JURISDICTION = Pattern.compile("US-[A-Z]{2}");
  private static final Pattern TEXT_FILE = Pattern.compile("[A-Za-z0-9-]+\\.txt");
  private static final Pattern TYPE = Pattern.compile("GAP|VSC|F&I|TIRE_WHEEL|WARRANTY");

  private SampleContracts() {}

  /**
   * All samples, in the file's order.
   *
   * @throws DataFault when a field is missing, unknown or malformed, or a text is not there
   */
  public static List<SampleContract> load() {
    return of(DataNode.read(FILE));
  }

  static List<SampleContract> of(DataNode file) {
    file.allowOnly("contracts");
    List<SampleContract> contracts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (DataNode node : file.children("contracts")) {
      SampleContract contract = contract(node);
      if (!seen.add(contract.contractId())) {
        throw node.fault("contractId", contract.contractId() + " is there twice");
      }
      contracts.add(contract);
    }
    return List.copyOf(contracts);
  }

  private static SampleContract contract(DataNode unnamed) {
    String contractId = matching(unnamed, "contractId", IDENTIFIER);
    DataNode node = unnamed.named(contractId);
    node.allowOnly(
        "contractId",
        "accountNumber",
        "contractType",
        "contractDate",
        "effectiveDate",
        "termMonths",
        "jurisdiction",
        "customerName",
        "vehicle",
        "price",
        "lender",
        "amountFinanced",
        "annualPercentageRate",
        "odometerAtSale",
        "mileageLimit",
        "file",
        "traps",
        "trap",
        "answers");
    return new SampleContract(
        contractId,
        matching(node, "accountNumber", IDENTIFIER),
        matching(node, "contractType", TYPE),
        node.date("contractDate"),
        matching(node, "jurisdiction", JURISDICTION),
        node.text("customerName"),
        vehicle(node.child("vehicle")),
        SampleTerms.deal(node),
        DocumentText.of(text(matching(node, "file", TEXT_FILE))),
        node.someOf("traps", Trap.class),
        node.text("trap"),
        SampleTerms.answers(node.child("answers")));
  }

  private static SampleVehicle vehicle(DataNode node) {
    node.allowOnly("make", "model", "year");
    return new SampleVehicle(
        node.text("make"), node.text("model"), SampleTerms.count(node, "year"));
  }

  private static String matching(DataNode node, String field, Pattern pattern) {
    String text = node.text(field);
    if (!pattern.matcher(text).matches()) {
      throw node.fault(field, text + " does not match " + pattern);
    }
    return text;
  }

  private static String text(String file) {
    String resource = TEXTS + file;
    try (InputStream stream =
        SampleContracts.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new DataFault(resource + ": there is no such file");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new DataFault(resource + ": cannot be read: " + failure.getMessage());
    }
  }
}
