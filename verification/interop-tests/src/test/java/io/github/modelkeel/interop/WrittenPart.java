package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page between two marks, which a test writes with {@code -Ddocs.update=true}. */
final class WrittenPart {
    private static final String END = "<!-- end -->\n";

    private WrittenPart() {}

    /** Writes the lines into the page if that is asked for; what stands there afterwards. */
    static String update(Path file, String start, String lines) throws IOException {
        String page = Files.readString(file);
        int from = page.indexOf(start) + start.length();
        int to = page.indexOf(END);
        assertThat(to).as("the marks in %s", file).isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(file, page.substring(0, from) + lines + page.substring(to));
            return lines;
        }
        return page.substring(from, to);
    }
}
