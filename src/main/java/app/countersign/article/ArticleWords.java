package app.countersign.article;

import app.countersign.passage.KindredWords;
import app.countersign.passage.KindredWords.Kin;
import java.util.List;

/** Words by which our articles speak of what people ask about in other words. */
final class ArticleWords {
  static final KindredWords KINDRED =
      new KindredWords(
          List.of(
              kin("decline reject refus deni block fail", "declined refused fails rejected"),
              kin("topup topped topping load", "top-up"),
              kin("stolen lost missing robbed stole compromise hack steal", "lost stolen"),
              kin("charge fee cost price", "fee charged"),
              kin("arriv deliver receiv ship mail", "arrive delivery"),
              kin("cash atm withdraw withdrew", "cash machine withdrawal"),
              kin("recogni unknown unfamiliar fraud suspicious unauthori", "recognize unknown"),
              kin("twice double duplicate multiple", "twice"),
              kin(
                  "currenc euro dollar pound gbp usd eur foreign abroad exchang conver",
                  "exchange currency foreign rate"),
              kin("recipient beneficiar payee friend", "recipient beneficiary"),
              kin("identi verif id passport selfie", "identity verify"),
              kin("expir renew", "expire"),
              kin("password", "passcode"),
              kin("cancel revert undo", "cancel reverted"),
              kin("visa mastercard amex", "network"),
              kin("cheque", "check"),
              kin("countries europe uk eu", "country"),
              kin("child kid daughter son age old young", "age"),
              kin("wage paycheck employer", "salary")));

  private ArticleWords() {}

  private static Kin kin(String beginnings, String words) {
    return new Kin(List.of(beginnings.split(" ")), List.of(words.split(" ")));
  }
}
