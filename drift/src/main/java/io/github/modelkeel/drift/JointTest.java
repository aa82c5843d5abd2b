package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.column.ValueText;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.source.ColumnReader;
import io.github.modelkeel.drift.source.RowCodes;
import io.github.modelkeel.drift.statistics.DomainClassifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The test of all columns of two tables together. */
final class JointTest {
    private JointTest() {}

    static TestData of(List<String> names, Map<String, ?> reference, Map<String, ?> current, long seed) {
        int n = rows("reference", names, reference);
        rows("current", names, current);
        byte[][] codes = names.stream()
                .map(name -> codes(name, reference.get(name), current.get(name)))
                .toArray(byte[][]::new);
        DomainClassifier found = DomainClassifier.of(codes, n, seed);
        Map<String, Number> gains = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            gains.put("gain." + names.get(i), found.gains()[i]);
        }
        return TestData.of("domain_classifier", found.auc(), found.pValue(), false, gains);
    }

    /** Of values as a comparison reads them, by what the reference is; of an empty one by what the current data are. */
    private static byte[] codes(String name, @Nullable Object reference, @Nullable Object current) {
        ProfileColumn before = ColumnReader.read(name, reference);
        ProfileColumn after = ColumnReader.read(name, current);
        ProfileColumn decides = Schema.kind(before, Schema.MAX_CATEGORIES) == Schema.Kind.UNKNOWN ? after : before;
        if (decides.type() == Type.NUMBER) {
            boolean floats = FloatGrid.separates(ReadColumn.asNumbers(before), ReadColumn.asNumbers(after));
            return RowCodes.ofNumbers(name, reference, current, floats);
        }
        Function<String, @Nullable String> reading = switch (Schema.kind(decides, Schema.MAX_CATEGORIES)) {
            case BOOLEAN -> ValueText::booleanOf;
            case DATE -> ReadColumn::weekday;
            default -> ReadColumn.spelling(decides);
        };
        return RowCodes.ofTexts(name, reference, current, reading);
    }

    private static int rows(String side, List<String> names, Map<String, ?> columns) {
        String first = names.get(0);
        int rows = RowCodes.size(first, columns.get(first));
        for (String name : names) {
            int size = RowCodes.size(name, columns.get(name));
            if (size != rows) {
                throw new MalformedDataException("the " + side + "'s column '" + name + "' has " + size
                        + " values, the columns before it " + rows);
            }
        }
        if (rows < DomainClassifier.FEWEST_ROWS) {
            throw new MalformedDataException("the " + side + " has " + rows + " rows; a classifier needs "
                    + DomainClassifier.FEWEST_ROWS + " to show anything");
        }
        return rows;
    }
}
