package app.countersign.recommendation;

/** What kind of thing is recommended: five kinds of education, or a partner's product. */
public enum ContentType {
  ARTICLE,
  VIDEO,
  TOOL,
  QUIZ,
  CALCULATOR,
  PARTNER_OFFER
}
