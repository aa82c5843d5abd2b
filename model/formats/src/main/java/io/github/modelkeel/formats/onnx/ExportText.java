package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.model.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of texts and what is put in the place of some of them. A graph looks texts up, it cannot replace them; so what is replaced is
 * known here, and the table of a look-up has the texts as they come. Immutable.
 *
 * @param value the texts' name in the graph
 * @param required whether a missing text is refused
 * @param fills what is replaced, in order
 */
record ExportText(String value, boolean required, List<Fill> fills) {
    /**
     * A replacement.
     *
     * @param markers the texts that are replaced; none when a missing one is
     * @param by the text that stands in
     */
    record Fill(List<String> markers, String by) {}

    ExportText {
        fills = List.copyOf(fills);
    }

    static ExportText of(Column column, String value) {
        ExportText text = new ExportText(value, column.required(), List.of());
        return column.defaultValue() instanceof String standIn ? text.filled(List.of(), standIn) : text;
    }

    ExportText filled(List<String> markers, String by) {
        List<Fill> all = new ArrayList<>(fills);
        all.add(new Fill(markers, by));
        return new ExportText(value, required, all);
    }

    /** The texts that are replaced by others. */
    Set<String> markers() {
        Set<String> markers = new LinkedHashSet<>();
        fills.forEach(fill -> markers.addAll(fill.markers()));
        return markers;
    }

    /** What a text, or a missing one, becomes. */
    @Nullable String replaced(@Nullable String text) {
        String now = text;
        for (Fill fill : fills) {
            if (fill.markers().isEmpty() ? now == null : fill.markers().contains(now)) {
                now = fill.by();
            }
        }
        return now;
    }
}
