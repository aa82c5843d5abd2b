package io.github.modelkeel.serving.version;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a new version accepts every row that the version in service accepts, so that a swap breaks no caller. */
public final class SchemaCheck {
    private SchemaCheck() {}

    /** What callers would notice, in the order of the columns; empty when the new version may take over. */
    public static List<String> breaks(ScoringModel serving, ScoringModel next) {
        List<String> found = breaks(serving.signature(), next.signature());
        if (!serving.classes().equals(next.classes())) {
            found.add("its classes are " + next.classes() + " and were " + serving.classes());
        }
        if (!serving.targets().equals(next.targets())) {
            found.add("its targets have the classes " + next.targets() + " and had " + serving.targets());
        }
        return found;
    }

    private static List<String> breaks(Signature serving, Signature next) {
        Map<String, Column> before = byName(serving);
        Map<String, Column> after = byName(next);
        List<String> found = new ArrayList<>();
        for (Column column : next.inputs()) {
            Column known = before.get(column.name());
            if (known == null) {
                if (column.required()) {
                    found.add(
                            "it needs the new column '" + column.name() + "' (make it optional, or give it a default)");
                }
            } else if (known.type() != column.type()) {
                found.add(
                        "column '" + column.name() + "' is " + word(column.type()) + " and was " + word(known.type()));
            } else if (column.required() && !known.required()) {
                found.add("column '" + column.name() + "' is required and was optional");
            }
        }
        if (!next.ignoresUnknownColumns()) {
            if (serving.ignoresUnknownColumns()) {
                found.add("it refuses unknown columns, which were ignored");
            }
            for (Column column : serving.inputs()) {
                if (!after.containsKey(column.name())) {
                    found.add("it refuses column '" + column.name()
                            + "', which callers send (let it ignore unknown columns)");
                }
            }
        }
        if (serving.output().type() != next.output().type()) {
            found.add("its output is " + word(next.output().type()) + " and was "
                    + word(serving.output().type()));
        }
        return found;
    }

    private static Map<String, Column> byName(Signature signature) {
        Map<String, Column> columns = new LinkedHashMap<>();
        signature.inputs().forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    private static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
