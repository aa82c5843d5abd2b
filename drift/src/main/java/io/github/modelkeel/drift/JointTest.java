package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.source.RowCodes;
import io.github.modelkeel.drift.statistics.DomainClassifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The test of all columns of two tables together. */
final class JointTest {
    private JointTest() {}

    static TestData of(List<String> names, Map<String, ?> reference, Map<String, ?> current, long seed) {
        int n = rows("reference", names, reference);
        rows("current", names, current);
        byte[][] codes = names.stream()
                .map(name -> RowCodes.of(name, reference.get(name), current.get(name)))
                .toArray(byte[][]::new);
        DomainClassifier found = DomainClassifier.of(codes, n, seed);
        Map<String, Number> gains = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            gains.put("gain." + names.get(i), found.gains()[i]);
        }
        return TestData.of("domain_classifier", found.auc(), found.pValue(), false, gains);
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
