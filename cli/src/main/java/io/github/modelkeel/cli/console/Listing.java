package io.github.modelkeel.cli.console;

import io.github.modelkeel.client.internal.json.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A list, printed as it comes: a table for people, or one JSON object with an array. Immutable.
 *
 * @param name the array's name in the JSON object
 * @param empty what is printed for people when there is nothing in it
 * @param columns the names of the table's columns
 * @param cells a row of the table
 * @param fields an item of the array
 * @param <T> what is listed
 */
public record Listing<T>(
        String name,
        String empty,
        List<String> columns,
        Function<T, List<String>> cells,
        Function<T, JsonObject> fields) {

    /** Prints the items; what an empty list means goes to standard error. */
    public void print(Stream<T> items, boolean json, Console console) throws IOException {
        Iterator<T> each = items.iterator();
        Printed.write(console, out -> {
            if (json) {
                printJson(each, out);
            } else if (each.hasNext()) {
                Table table = new Table(out, columns);
                while (each.hasNext()) {
                    table.row(cells.apply(each.next()));
                }
                table.finish();
            } else {
                console.err().println(empty);
            }
        });
    }

    private void printJson(Iterator<T> items, Writer out) throws IOException {
        out.write("{\"" + name + "\":[");
        String separator = "\n";
        while (items.hasNext()) {
            out.write(separator + fields.apply(items.next()));
            separator = ",\n";
        }
        out.write("]}\n");
    }
}
