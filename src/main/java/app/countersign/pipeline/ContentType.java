package app.countersign.pipeline;

/** What a recommendation offers: five kinds of educational content, or a partner's product. */
public enum ContentType {
  ARTICLE,
  VIDEO,
  TOOL,
  QUIZ,
  CALCULATOR,
  PARTNER_OFFER
}
