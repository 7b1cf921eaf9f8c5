package app.countersign.split;

import app.countersign.split.InvalidSplit.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of a split, each once, in the order they were given. */
record Roster(Map<String, Integer> places) {
  private static final int MOST_MEMBERS = 200;

  static Roster of(List<String> members) {
    if (members.isEmpty()) {
      throw new InvalidSplit(Reason.NO_MEMBERS, "members", "Nobody is there to split among.");
    }
    if (members.size() > MOST_MEMBERS) {
      throw new InvalidSplit(
          Reason.TOO_MANY, "members", "At most %d members can share.".formatted(MOST_MEMBERS));
    }
    var places = new LinkedHashMap<String, Integer>();
    for (int place = 0; place < members.size(); place++) {
      if (places.putIfAbsent(members.get(place), place) != null) {
        throw duplicate("members[" + place + "]");
      }
    }
    return new Roster(places);
  }

  int size() {
    return places.size();
  }

  int placeOf(String member, String field) {
    Integer place = places.get(member);
    if (place == null) {
      throw new InvalidSplit(
          Reason.UNKNOWN_MEMBER, field, "This is none of the members who share.");
    }
    return place;
  }

  static InvalidSplit duplicate(String field) {
    return new InvalidSplit(Reason.DUPLICATE_MEMBER, field, "This member is named twice.");
  }
}
