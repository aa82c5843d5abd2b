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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The test of all columns of two tables together. */
final class JointTest {
    private JointTest() {}

    static TestData of(List<String> names, Map<String, ?> reference, Map<String, ?> current, long seed) {
        List<ProfileColumn> before = read("reference", names, reference);
        List<ProfileColumn> after = read("current", names, current);
        byte[][] codes = new byte[names.size()][];
        for (int i = 0; i < codes.length; i++) {
            String name = names.get(i);
            codes[i] = codes(before.get(i), after.get(i), reference.get(name), current.get(name));
        }
        int n = Math.toIntExact(before.get(0).rows());
        DomainClassifier found = DomainClassifier.of(codes, n, seed);
        Map<String, Number> gains = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            gains.put("gain." + names.get(i), found.gains()[i]);
        }
        return TestData.of("domain_classifier", found.auc(), found.pValue(), false, gains);
    }

    /** Of values as a comparison reads them, by what the reference is; of an empty one by what the current data are. */
    private static byte[] codes(
            ProfileColumn before, ProfileColumn after, @Nullable Object reference, @Nullable Object current) {
        ProfileColumn decides = Schema.kind(before, Schema.MAX_CATEGORIES) == Schema.Kind.UNKNOWN ? after : before;
        if (decides.type() == Type.NUMBER) {
            boolean floats = FloatGrid.separates(ReadColumn.asNumbers(before), ReadColumn.asNumbers(after));
            return RowCodes.ofNumbers(reference, current, floats);
        }
        Function<String, @Nullable String> reading = switch (Schema.kind(decides, Schema.MAX_CATEGORIES)) {
            case BOOLEAN -> ValueText::booleanOf;
            case DATE -> ReadColumn::weekday;
            default -> ReadColumn.spelling(decides);
        };
        return RowCodes.ofTexts(reference, current, reading);
    }

    /** The columns of a side, which must have the same number of rows, and enough of them. */
    private static List<ProfileColumn> read(String side, List<String> names, Map<String, ?> columns) {
        List<ProfileColumn> read = new ArrayList<>();
        for (String name : names) {
            ProfileColumn column = ColumnReader.read(name, columns.get(name));
            long rows = read.isEmpty() ? column.rows() : read.get(0).rows();
            if (column.rows() != rows) {
                throw new MalformedDataException("the " + side + "'s column '" + name + "' has " + column.rows()
                        + " values, the columns before it " + rows);
            }
            read.add(column);
        }
        if (read.get(0).rows() < DomainClassifier.FEWEST_ROWS) {
            throw new MalformedDataException(
                    "the " + side + " has " + read.get(0).rows() + " rows; a classifier needs "
                            + DomainClassifier.FEWEST_ROWS + " to show anything");
        }
        return read;
    }
}
