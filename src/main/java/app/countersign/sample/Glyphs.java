package app.countersign.sample;

import java.io.IOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** What can be shown in a font, and how wide it is. */
final class Glyphs {
  private static final float UNITS_PER_EM = 1000f;
  private static final float WIDEST_PERCENT = 125f;
  private static final int TAB = 8;

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
   * Letters are never spread far; rules and frames are, because they have to meet.
   */
  float stretch(String words, float cellsPerEm) throws IOException {
    float natural = font.getStringWidth(words) / UNITS_PER_EM;
    float wanted = words.codePointCount(0, words.length()) / cellsPerEm;
    float percent = natural == 0 ? 100f : 100f * wanted / natural;
    boolean isRule = words.codePoints().noneMatch(Character::isLetterOrDigit);
    return isRule ? percent : Math.min(percent, WIDEST_PERCENT);
  }
}
