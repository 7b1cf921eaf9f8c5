package app.countersign.contractchat;

import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.contract.DocumentRepository;
import app.countersign.document.DocumentText;
import app.countersign.extraction.ExtractionRepository;
import app.countersign.passage.PassageRanking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Gathers what an answer can rest on. */
@Singleton
class Briefings {
  /** Questions and answers before this one that a model is told. */
  private static final int MOST_EARLIER = 8;

  private final ContractRepository contracts;
  private final DocumentRepository documents;
  private final ExtractionRepository extractions;
  private final ConversationRepository conversations;
  private final PassageRanking ranking;

  Briefings(
      ContractRepository contracts,
      DocumentRepository documents,
      ExtractionRepository extractions,
      ConversationRepository conversations,
      PassageRanking ranking) {
    this.contracts = contracts;
    this.documents = documents;
    this.extractions = extractions;
    this.conversations = conversations;
    this.ranking = ranking;
  }

  Briefing of(NewQuestion question) {
    Contract contract = contracts.find(question.contractId());
    DocumentText text = documents.text(question.documentId());
    if (contract == null || text == null) {
      throw new IllegalStateException("contract " + question.contractId() + " has lost its text");
    }
    List<Passage> passages = Passages.of(text);
    List<ContractMessage> earlier =
        conversations.before(question.conversationId(), question.sequence(), MOST_EARLIER);
    List<Passage> best = ranked(passages, question.text());
    return new Briefing(
        question.text(),
        contract,
        text,
        passages,
        best,
        inContext(passages, earlier, question.text(), best),
        earlier,
        extractions.currentOf(Set.of(contract.id())).get(contract.id()));
  }

  private List<Passage> inContext(
      List<Passage> passages, List<ContractMessage> earlier, String question, List<Passage> best) {
    return earlier.stream()
        .filter(message -> message.role() == MessageRole.OPERATOR)
        .reduce((one, later) -> later)
        .map(before -> ranked(passages, question + "\n" + before.text()))
        .orElse(best);
  }

  private List<Passage> ranked(List<Passage> passages, String question) {
    List<String> words = passages.stream().map(Passage::words).toList();
    return ranking.rank(words, question, ContractWords.KINDRED).stream()
        .map(found -> passages.get(found.place()))
        .toList();
  }
}
