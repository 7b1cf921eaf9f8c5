package app.countersign.contractchat;

import app.countersign.contract.Contract;
import app.countersign.document.DocumentText;
import app.countersign.extraction.Extraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer can rest on.
 *
 * @param question what is asked
 * @param passages of the whole text, in its order
 * @param best the passages that say anything about the question, best first
 * @param inContext the same for the question together with the one before it
 * @param earlier what was said before, oldest first, answers that are whole only
 * @param extraction what was read off the contract; null when nothing was
 */
record Briefing(
    String question,
    Contract contract,
    DocumentText text,
    List<Passage> passages,
    List<Passage> best,
    List<Passage> inContext,
    List<ContractMessage> earlier,
    @Nullable Extraction extraction) {}
