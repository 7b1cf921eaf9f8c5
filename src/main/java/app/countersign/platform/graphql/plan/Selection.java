package app.countersign.platform.graphql.plan;

import java.util.List;

/** What is selected of an object of one type, fragments merged and conditions decided. */
final class Selection {
  private final String typeName;
  private PlannedField[] fields = {};

  Selection(String typeName) {
    this.typeName = typeName;
  }

  /** Set once, by whoever makes the plan. */
  void select(List<PlannedField> selected) {
    fields = selected.toArray(PlannedField[]::new);
  }

  String typeName() {
    return typeName;
  }

  int size() {
    return fields.length;
  }

  PlannedField field(int index) {
    return fields[index];
  }
}
