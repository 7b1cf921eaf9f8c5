package app.countersign.contract;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows contracts to those who may see them, and puts each view and search on record before
 * anything is shown, wherever it comes from. Not to be called in a transaction, where nothing comes
 * from memory.
 */
@Singleton
public class ContractDesk {
  private static final int MOST_VALUES = 100;
  private static final Pattern PLACE = Pattern.compile("[A-Z]{2}(-[A-Z]{2})?");

  private final ContractRepository contracts;
  private final ContractCache cache;
  private final ContractSearch search;
  private final ContractViews views;

  ContractDesk(
      ContractRepository contracts,
      ContractCache cache,
      ContractSearch search,
      ContractViews views) {
    this.contracts = contracts;
    this.cache = cache;
    this.search = search;
    this.views = views;
  }

  /**
   * One contract; null when there is none, which leaves no record.
   *
   * @throws RequestError with FORBIDDEN
   */
  public @Nullable Contract view(Actor actor, String id) {
    requireReader(actor);
    Contract contract = cache.contract(id, contracts::find);
    if (contract != null) {
      views.viewed(actor, List.of(contract));
    }
    return contract;
  }

  /**
   * Those that exist, by their ids; each a view of its own.
   *
   * @throws RequestError with FORBIDDEN
   */
  public Map<String, Contract> viewAll(Actor actor, Set<String> ids) {
    requireReader(actor);
    Map<String, Contract> found = contracts.byIds(ids);
    if (!found.isEmpty()) {
      views.viewed(actor, found.values());
    }
    return found;
  }

  /**
   * One page, newest first.
   *
   * @throws RequestError with FORBIDDEN, or BAD_REQUEST for a filter of too many values
   */
  public Page<Contract> list(Actor actor, ContractFilter filter, PageRequest request) {
    requireReader(actor);
    requireFew("accountNumber", filter.accountNumber());
    requireFew("jurisdiction", filter.jurisdiction());
    Page<Contract> page = contracts.page(filter, request);
    views.listed(actor, onRecord(filter), page.items());
    return page;
  }

  /**
   * What an account number leads to.
   *
   * @throws RequestError with FORBIDDEN, or BAD_REQUEST for what is no account number
   */
  public ContractSearchResult search(Actor actor, String accountNumber) {
    requireReader(actor);
    String trimmed = accountNumber.strip();
    if (!AccountNumber.isOne(trimmed)) {
      throw RequestError.badRequest(AccountNumber.RULE);
    }
    ContractSearchResult result = search.search(trimmed);
    views.searched(actor, result);
    return result;
  }

  private static void requireReader(Actor actor) {
    if (!actor.role().includes(Role.ANALYST)) {
      throw new RequestError(
          RequestErrorCode.FORBIDDEN,
          "Seeing contracts needs the role %s.".formatted(Role.ANALYST));
    }
  }

  /** What is put on record has a size. */
  private static void requireFew(String field, @Nullable Collection<?> values) {
    if (values != null && values.size() > MOST_VALUES) {
      throw RequestError.limit("filter", "the values of " + field, MOST_VALUES, values.size());
    }
  }

  /** The filter without anything by which a customer could be found. */
  private static Map<String, Object> onRecord(ContractFilter filter) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (filter.accountNumber() != null) {
      facts.put(
          "accountNumber", filter.accountNumber().stream().map(AccountNumber::masked).toList());
    }
    put(facts, "type", filter.type());
    if (filter.jurisdiction() != null) {
      facts.put(
          "jurisdiction", filter.jurisdiction().stream().filter(PLACE.asMatchPredicate()).toList());
    }
    put(facts, "contractDate", filter.contractDate());
    put(facts, "textStatus", filter.textStatus());
    put(facts, "extractionStatus", filter.extractionStatus());
    put(facts, "hasStaleExtraction", filter.hasStaleExtraction());
    return facts;
  }

  private static void put(Map<String, Object> facts, String field, @Nullable Object value) {
    if (value != null) {
      facts.put(field, value);
    }
  }
}
