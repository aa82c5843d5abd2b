package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardSections.Section;
import java.util.List;

/** A card as a page that needs nothing else: no script, no other file. Everything that comes from a server is escaped. */
final class HtmlCard {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#dde3ea;--back:#fff;--head:#f4f6f9}
            @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#333c48;--back:#14181e;--head:#1c222b}}
            body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--back);color:var(--ink);
            font:16px/1.5 system-ui,sans-serif}
            h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
            h2{font-size:1.1rem;margin:2rem 0 .5rem}
            p{margin:.25rem 0 .75rem;overflow-wrap:anywhere}
            p.note{color:var(--soft)}
            .frame{overflow-x:auto;border:1px solid var(--line);border-radius:6px;margin-bottom:1rem}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-top:1px solid var(--line);min-width:4rem;overflow-wrap:break-word}
            thead th{background:var(--head);border-top:0}
            tbody tr:first-child>*{border-top:0}
            tbody th{font-weight:500;min-width:7rem}
            td.code{font-family:ui-monospace,monospace;font-size:.8rem}
            """;

    private final StringBuilder html = new StringBuilder();

    private HtmlCard() {}

    static String of(CardFacts facts) {
        return new HtmlCard().page(facts);
    }

    private String page(CardFacts facts) {
        String title = "Model card: " + CardSections.title(facts);
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n")
                .append("<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        element("h1", title);
        element("p", CardSections.description(facts));
        String last = "";
        for (Section section : CardSections.of(facts)) {
            if (!section.heading().equals(last)) {
                element("h2", section.heading());
            }
            last = section.heading();
            if (!section.note().isEmpty()) {
                html.append("<p class=\"note\">")
                        .append(escaped(section.note()))
                        .append("</p>\n");
            }
            if (!section.rows().isEmpty()) {
                table(section);
            }
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private void table(Section section) {
        html.append("<div class=\"frame\"><table>\n");
        if (!section.columns().get(0).isEmpty()) {
            html.append("<thead><tr>");
            section.columns()
                    .forEach(column -> html.append("<th scope=\"col\">")
                            .append(escaped(column))
                            .append("</th>"));
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
        for (List<String> row : section.rows()) {
            html.append("<tr><th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
            for (String cell : row.subList(1, row.size())) {
                html.append(cell.matches("[0-9a-f]{32,}") ? "<td class=\"code\">" : "<td>")
                        .append(escaped(cell))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void element(String name, String text) {
        html.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    boolean isText = c == '\n' || c == '\t' || !Character.isISOControl(c);
                    escaped.appendCodePoint(isText && !isHalf(c) ? c : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
