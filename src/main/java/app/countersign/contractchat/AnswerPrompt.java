package app.countersign.contractchat;

import app.countersign.contract.Contract;
import app.countersign.extraction.Extraction;
import app.countersign.llm.ModelRequest;
import app.countersign.llm.ModelRequest.Speaker;
import app.countersign.llm.ModelRequest.Turn;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model is told: our rules, what is known of the contract and passages of its text, all of
 * which stands between marks, what was said before, and the question. Names and numbers of people
 * are left out.
 *
 * @param mark what the contract cannot hold, because it was chosen after it was written
 */
record AnswerPrompt(Briefing briefing, String mark) {
  static final double TEMPERATURE = 0.2;
  private static final int MOST_TOKENS = 1_000;
  private static final int MOST_CHARACTERS = 24_000;
  private static final int FRAME = 120;
  private static final String PASSAGES_SHOWN =
      "QUOTES\nANSWER\n(No answer of yours: the clerk was shown passages of the contract.)";

  /** The rules, read when the first question is asked. */
  private static final class Rules {
    static final String TEXT = read();

    private static String read() {
      String name = "/contractchat/answer-rules.txt";
      try (InputStream file = AnswerPrompt.class.getResourceAsStream(name)) {
        if (file == null) {
          throw new IllegalStateException("no resource " + name);
        }
        return new String(file.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  static AnswerPrompt of(Briefing briefing) {
    return new AnswerPrompt(briefing, Ids.next().toString());
  }

  ModelRequest request() {
    return ModelRequest.of(Rules.TEXT.replace("{mark}", mark), this::user)
        .after(history())
        .tuned(MOST_TOKENS, TEMPERATURE);
  }

  /** Questions with their answers; whole pairs only, for a model expects them to alternate. */
  private List<Turn> history() {
    List<Turn> turns = new ArrayList<>();
    ContractMessage question = null;
    for (ContractMessage message : briefing.earlier()) {
      if (message.role() == MessageRole.OPERATOR) {
        question = message;
      } else if (question != null && message.sequence() == question.sequence() + 1) {
        turns.add(new Turn(Speaker.USER, question.text()));
        // Passages are the contract's words, and those stand between marks or not at all.
        boolean isModels = message.source() == AnswerSource.MODEL && message.model() != null;
        turns.add(new Turn(Speaker.ASSISTANT, isModels ? message.text() : PASSAGES_SHOWN));
      }
    }
    return turns;
  }

  /** The record, as many passages as there is room for, and the question. */
  private String user(int maxCharacters) {
    String record = "BEGIN %1$s record\n%2$s\nEND %1$s\n\n".formatted(mark, Json.write(known()));
    String question = "The clerk asks:\n" + briefing.question();
    int room = Math.min(maxCharacters, MOST_CHARACTERS) - record.length() - question.length();
    return record + passages(room) + question;
  }

  private String passages(int room) {
    Set<Passage> order = new LinkedHashSet<>(briefing.inContext());
    order.addAll(briefing.best());
    order.addAll(briefing.passages());
    List<Passage> chosen = new ArrayList<>();
    int left = room;
    for (Passage passage : order) {
      int cost = passage.words().length() + FRAME;
      if (cost > left) {
        break;
      }
      chosen.add(passage);
      left -= cost;
    }
    chosen.sort(Comparator.comparingInt(Passage::start));
    StringBuilder all = new StringBuilder();
    for (Passage passage : chosen) {
      all.append(
          "BEGIN %1$s page %2$d of %3$d\n%4$s\nEND %1$s\n\n"
              .formatted(mark, passage.page(), briefing.text().pageCount(), passage.words()));
    }
    return all.toString();
  }

  private Map<String, @Nullable Object> known() {
    Contract contract = briefing.contract();
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    known.put("type", contract.type());
    known.put("contractDate", contract.contractDate());
    known.put("effectiveDate", contract.effectiveDate());
    known.put("endDate", contract.endDate());
    known.put("termMonths", contract.termMonths());
    known.put("price", contract.price());
    known.put("jurisdiction", contract.jurisdiction());
    known.put("vehicle", contract.vehicle());
    Extraction extraction = briefing.extraction();
    if (extraction != null) {
      known.put("extractionStatus", extraction.status());
      known.put("isExtractionOfAnOlderText", extraction.isStale());
      known.put("premium", extraction.premium());
      known.put("refundMethod", extraction.refundMethod());
      known.put("cancellationFee", extraction.cancellationFee());
    }
    return known;
  }
}
