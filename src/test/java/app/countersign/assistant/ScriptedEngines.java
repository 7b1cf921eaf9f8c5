package app.countersign.assistant;

import app.countersign.article.ArticlePassage;
import app.countersign.article.Passages;
import app.countersign.intent.Intent;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Engines for cards and splits that do as a test says; general questions have their own engine. */
@Factory
@Requires(property = "testing.scripted-engines")
class ScriptedEngines {

  /** What an engine does. */
  @FunctionalInterface
  interface Work {
    EngineAnswer answer(Question question, StageLog stages) throws Exception;
  }

  /** What the engines are told and were asked; shared by all servers of a test. */
  static final class Script {
    static final Map<Intent, Work> WORK = new ConcurrentHashMap<>();
    static final List<Question> ASKED = new CopyOnWriteArrayList<>();

    private Script() {}

    static void reset() {
      WORK.clear();
      ASKED.clear();
    }
  }

  /** A drawer by which one can tell who filled it. */
  static Passages drawer(String note) {
    return new Passages(
        List.of(new ArticlePassage(note, note, note, note, 0, note.length(), BigDecimal.ONE)),
        true);
  }

  /** A drawer whose answer may be put into other words; no member of the union. */
  record Figures(String note) implements Drawer {}

  private record Scripted(Intent intent) implements Engine {
    @Override
    public Class<? extends Drawer> drawerType() {
      return Passages.class;
    }

    @Override
    public EngineAnswer answer(Question question, StageLog stages) {
      Script.ASKED.add(question);
      Work work = Script.WORK.get(intent);
      if (work == null) {
        return new EngineAnswer("The %s answer.".formatted(intent), drawer(intent.name()), null);
      }
      try {
        return work.answer(question, stages);
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static List<Engine> engines(List<Engine> real) {
    List<Engine> engines = new ArrayList<>();
    real.stream().filter(engine -> engine.intent() == Intent.GENERAL).forEach(engines::add);
    engines.add(new Scripted(Intent.CARD));
    engines.add(new Scripted(Intent.SPLIT));
    return engines;
  }

  @Singleton
  @Replaces(Composer.class)
  Composer composer(List<Engine> real, AssistantConfiguration configuration, Wording wording) {
    return new Composer(engines(real), configuration, wording);
  }

  @Singleton
  @Replaces(Drawers.class)
  Drawers drawers(List<Engine> real) {
    return new Drawers(engines(real));
  }
}
