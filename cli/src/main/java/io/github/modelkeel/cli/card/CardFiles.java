package io.github.modelkeel.cli.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the forms of a card into a directory. */
public final class CardFiles {
    private CardFiles() {}

    /** The files' names: the page, Markdown and CycloneDX. */
    public static List<Path> write(CardFacts facts, Instant created, Path directory) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(directory.resolve("model-card.html"), HtmlCard.of(facts));
        files.put(directory.resolve("model-card.md"), MarkdownCard.of(facts));
        files.put(directory.resolve("model-card.cdx.json"), CycloneDx.of(facts, created));
        Files.createDirectories(directory);
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
        return List.copyOf(files.keySet());
    }
}
