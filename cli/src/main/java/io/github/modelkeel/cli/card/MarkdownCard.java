package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardSections.Section;
import java.util.List;
import java.util.stream.Collectors;

/** A card as Markdown (GitHub's form). What comes from a server is text: nothing in it becomes markup. */
final class MarkdownCard {
    private MarkdownCard() {}

    static String of(CardFacts facts) {
        StringBuilder text = new StringBuilder("# Model card: " + escaped(CardSections.title(facts)) + "\n\n");
        text.append(escaped(CardSections.description(facts))).append("\n");
        String last = "";
        for (Section section : CardSections.of(facts)) {
            if (!section.heading().equals(last)) {
                text.append("\n## ").append(section.heading()).append("\n");
            }
            last = section.heading();
            if (!section.note().isEmpty()) {
                text.append("\n").append(escaped(section.note())).append("\n");
            }
            if (!section.rows().isEmpty()) {
                table(text, section);
            }
        }
        return text.toString();
    }

    private static void table(StringBuilder text, Section section) {
        text.append("\n").append(row(section.columns()));
        text.append("|").append("---|".repeat(section.columns().size())).append("\n");
        section.rows().forEach(row -> text.append(row(row)));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(MarkdownCard::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Markup as text on one line. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll("\\s*\\R\\s*", " ").toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '#', '|', '~', '!' ->
                    escaped.append('\\').append(c);
                default -> escaped.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }
}
