package io.github.modelkeel.cli.console;

import io.github.modelkeel.client.internal.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a command prints on standard output. */
public final class Printed {
    private Printed() {}

    /** Something that is printed. */
    @FunctionalInterface
    public interface Content {
        /** Prints it. */
        void write(Writer out) throws IOException;
    }

    /** Prints in UTF-8; a reader that closed the pipe ends the command silently. */
    public static void write(Console console, Content content) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(new Pipe(console.out()), StandardCharsets.UTF_8));
        content.write(out);
        out.flush();
    }

    /** Something that writes UTF-8 itself. */
    @FunctionalInterface
    public interface Bytes {
        /** Prints it. */
        void write(OutputStream out) throws IOException;
    }

    /** Prints bytes; a reader that closed the pipe ends the command silently. */
    public static void bytes(Console console, Bytes content) throws IOException {
        OutputStream out = new BufferedOutputStream(new Pipe(console.out()));
        content.write(out);
        out.flush();
    }

    /** Each text on a line. */
    public static void lines(Console console, Iterable<String> lines) throws IOException {
        write(console, out -> {
            for (String line : lines) {
                out.write(line + "\n");
            }
        });
    }

    /** One JSON object on a line. */
    public static void json(Console console, JsonObject object) throws IOException {
        write(console, out -> out.write(object + "\n"));
    }

    /** Names and values in two columns, without those that have no value. */
    public static void facts(Writer out, Map<String, String> facts) throws IOException {
        List<Map.Entry<String, String>> known = facts.entrySet().stream()
                .filter(fact -> !fact.getValue().isEmpty())
                .toList();
        int width =
                known.stream().mapToInt(fact -> fact.getKey().length()).max().orElse(0);
        for (Map.Entry<String, String> fact : known) {
            String gap = " ".repeat(width - fact.getKey().length() + 2);
            out.write(fact.getKey() + gap + Table.printable(fact.getValue()) + "\n");
        }
    }

    /** A heading, and names and values beneath it; nothing if there are none. */
    public static void section(Writer out, String heading, Map<String, String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        out.write("\n");
        Table table = new Table(out, List.of(heading, "VALUE"));
        for (String key : values.keySet().stream().sorted().toList()) {
            table.row(List.of(key, values.getOrDefault(key, "")));
        }
        table.finish();
    }
}
