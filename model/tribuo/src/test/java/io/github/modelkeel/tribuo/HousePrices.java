package io.github.modelkeel.tribuo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The house prices of the California census, where the shared data are. */
final class HousePrices {
    static final String TARGET = "median_house_value";

    private HousePrices() {}

    /** Rows at a fixed distance, so that all regions are in; skips the test, loudly, when the file is not there. */
    static List<Map<String, @Nullable Object>> rows(int step, int offset, int limit) throws IOException {
        Path file = Path.of(System.getProperty("modelkeel.shared", "../../shared"), "data", "house_prices.csv");
        if (!Files.exists(file)) {
            System.out.println(
                    "SKIPPED: no house_prices.csv under modelkeel.shared, so parity on real rows was not tested");
        }
        assumeTrue(Files.exists(file), "house_prices.csv is absent");
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            int index = 0;
            for (NamedCsvRecord line : csv) {
                if (index++ % step == offset && rows.size() < limit) {
                    rows.add(row(line));
                }
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(NamedCsvRecord line) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        line.getFieldsAsMap().forEach((name, value) -> {
            if (name.equals("ocean_proximity")) {
                row.put(name, value);
            } else {
                row.put(name, value.isEmpty() ? null : (Object) Double.valueOf(value));
            }
        });
        return row;
    }

    static Map<String, @Nullable Object> withoutTarget(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>(row);
        input.remove(TARGET);
        return input;
    }
}
