package io.github.modelkeel.cli.console;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns for people. Nothing is cut, so that a name can be copied: a cell that is too wide moves the rest of its row. The widths are those of
 * the first rows, so that any number of rows can be printed as they come. Not thread-safe.
 */
public final class Table {
    private static final int LOOK_AHEAD = 200;
    private static final int MAX_WIDTH = 40;
    private static final String GAP = "  ";

    private final Writer out;
    private final List<List<String>> first = new ArrayList<>();
    private int[] widths = {};

    /** A table that starts with the names of its columns. */
    public Table(Writer out, List<String> columns) {
        this.out = out;
        first.add(columns);
    }

    /** Adds a row. */
    public void row(List<String> cells) throws IOException {
        List<String> printable = cells.stream().map(Table::printable).toList();
        if (widths.length > 0) {
            print(printable);
            return;
        }
        first.add(printable);
        if (first.size() > LOOK_AHEAD) {
            printFirst();
        }
    }

    /** Prints what waits. */
    public void finish() throws IOException {
        if (widths.length == 0) {
            printFirst();
        }
    }

    private void printFirst() throws IOException {
        widths = new int[first.get(0).size()];
        for (List<String> row : first) {
            for (int i = 0; i < widths.length; i++) {
                int width = width(row.get(i));
                if (width <= MAX_WIDTH) {
                    widths[i] = Math.max(widths[i], width);
                }
            }
        }
        for (List<String> row : first) {
            print(row);
        }
        first.clear();
    }

    private void print(List<String> row) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(Math.max(0, widths[i] - width(cell))));
            line.append(GAP);
        }
        out.write(line.toString().stripTrailing());
        out.write('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * A text of a server on one line: without the control and direction characters by which it could change what a terminal shows of
     * other lines.
     */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\n' || c == '\r' || c == '\t') {
                printable.append(' ');
            } else if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                printable.append('?');
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
