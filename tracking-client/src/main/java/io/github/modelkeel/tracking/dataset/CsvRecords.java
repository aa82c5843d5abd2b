package io.github.modelkeel.tracking.dataset;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of a CSV text as RFC 4180 has it: quoted fields may hold commas, doubled quotes and line ends. Blank lines are skipped. */
final class CsvRecords {
    private static final int END = -1;

    private final Reader reader;
    private int next;

    CsvRecords(Reader reader) throws IOException {
        this.reader = reader;
        this.next = reader.read();
        if (next == '\uFEFF') {
            next = reader.read();
        }
    }

    /** The next record, or null at the end. */
    @Nullable List<String> next() throws IOException {
        while (next == '\n' || next == '\r') {
            advance();
        }
        if (next == END) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (next == ',') {
            advance();
            fields.add(field());
        }
        return fields;
    }

    private String field() throws IOException {
        StringBuilder text = new StringBuilder();
        if (next == '"') {
            advance();
            quoted(text);
        }
        while (next != ',' && next != '\n' && next != '\r' && next != END) {
            text.append((char) next);
            advance();
        }
        return text.toString();
    }

    /** Up to the closing quote, or to the end of a file that lacks it. */
    private void quoted(StringBuilder text) throws IOException {
        while (next != END) {
            int c = next;
            advance();
            if (c == '"') {
                if (next != '"') {
                    return;
                }
                advance();
            }
            text.append((char) c);
        }
    }

    private void advance() throws IOException {
        next = reader.read();
    }
}
