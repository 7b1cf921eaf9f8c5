package app.countersign.merchant;

import app.countersign.customer.PersonalData;
import app.countersign.feature.Features;
import app.countersign.knot.Knot;
import app.countersign.platform.schedule.Schedule;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Linked accounts and purchases in a person's export and erasure. */
@Singleton
class MerchantData implements PersonalData {
  private final LinkedAccountRepository accounts;
  private final Purchases purchases;
  private final PurchaseRemoval removal;
  private final Features features;
  private final @Nullable Knot knot;
  private final ForgetTask task;
  private final Schedule schedule;
  private final Clock clock;

  MerchantData(
      LinkedAccountRepository accounts,
      Purchases purchases,
      PurchaseRemoval removal,
      Features features,
      @Nullable Knot knot,
      ForgetTask task,
      Schedule schedule,
      Clock clock) {
    this.accounts = accounts;
    this.purchases = purchases;
    this.removal = removal;
    this.features = features;
    this.knot = knot;
    this.task = task;
    this.schedule = schedule;
    this.clock = clock;
  }

  @Override
  public String section() {
    return "merchants";
  }

  @Override
  public Object export(UUID personId) {
    return Map.of(
        "linkedAccounts", accounts.of(personId),
        "purchases", purchases.between(personId, null, null));
  }

  /** The other side is told by a job, for it may not answer now. */
  @Override
  public void erase(UUID personId) {
    boolean wasLinked =
        accounts.of(personId).stream().anyMatch(account -> account.origin() == PurchaseOrigin.LINK);
    removal.removeEverything(personId);
    if (knot != null && (features.isKnotOn() || wasLinked)) {
      schedule.runSoon(task.task(), List.of(personId.toString()), clock.instant());
    }
  }
}
