package app.countersign.insight;

/** What a figure is counted in; the same values as in the schema. */
public enum FigureUnit {
  MONEY,
  PERCENT,
  COUNT,
  MONTHS
}
