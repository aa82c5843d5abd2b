package io.github.modelkeel.serving.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What is in a directory of logs. */
public final class LogLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLines() {}

    /** The names of the log's files and all others, sorted. */
    public static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The files with lines, sorted by name. */
    public static List<Path> files(Path directory) throws IOException {
        return names(directory).stream()
                .filter(name -> name.contains(".jsonl"))
                .map(directory::resolve)
                .toList();
    }

    /** All lines of a kind, each of them whole. */
    public static List<JsonNode> all(Path directory, String kind) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path file : files(directory)) {
            for (JsonNode line : lines(file)) {
                if (line.path("kind").asText().equals(kind)) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /** The lines of a file; fails if one is not whole. */
    public static List<JsonNode> lines(Path file) throws IOException {
        String text = text(file);
        assertThat(text).as("%s ends with a line end", file).endsWith("\n");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines.get(0).path("kind").asText())
                .as("the first line of %s", file)
                .isEqualTo("start");
        return lines;
    }

    /** What is in a file, compressed or not. */
    public static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        return new String(bytes, UTF_8);
    }
}
