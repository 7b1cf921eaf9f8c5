package app.countersign.sample;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** What can be shown in a font, and how wide it is. */
final class Glyphs {
  private static final float UNITS_PER_EM = 1000f;
  private static final float NATURAL_PERCENT = 100f;
  private static final int TAB = 8;
  private static final Pattern RULE = Pattern.compile("[-+=_.]+");

  private final CmapLookup lookup;
  private final PDType0Font font;

  Glyphs(TrueTypeFont letters, PDType0Font font) throws IOException {
    this.lookup = letters.getUnicodeCmapLookup();
    this.font = font;
  }

  PDType0Font font() {
    return font;
  }

  /**
   * The same text with a question mark for what the font lacks; line ends stay, tabs and other
   * controls are spaces.
   */
  String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replace("\t", " ".repeat(TAB))
        .codePoints()
        .map(this::printable)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private int printable(int codePoint) {
    if (Character.isISOControl(codePoint)) {
      return codePoint == '\n' ? '\n' : ' ';
    }
    return lookup.getGlyphId(codePoint) == 0 ? '?' : codePoint;
  }

  /**
   * The horizontal scale, in percent, at which words fill as many cells as they have characters.
   * Letters are only ever narrowed; rules are widened too, because they have to meet.
   */
  float stretch(String words, float cellsPerEm) throws IOException {
    float natural = font.getStringWidth(words) / UNITS_PER_EM;
    float wanted = words.codePointCount(0, words.length()) / cellsPerEm;
    float percent = natural == 0 ? NATURAL_PERCENT : NATURAL_PERCENT * wanted / natural;
    return RULE.matcher(words).matches() ? percent : Math.min(percent, NATURAL_PERCENT);
  }
}
