package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.DecimalField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A CSV file of real data in memory, for halves drawn by chance.
 *
 * @param numeric which columns are numbers
 */
@SuppressWarnings("ArrayRecordComponent") // of a test
record RealData(String name, List<String> header, boolean[] numeric, List<String[]> values) {

    static List<RealData> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .map(RealData::read)
                    .toList();
        }
    }

    private static RealData read(Path file) {
        CsvOptions options = CsvOptions.defaults();
        try (CsvOptions.Records records = options.open(file)) {
            List<String> header = records.header();
            boolean[] numeric = new boolean[header.size()];
            java.util.Arrays.fill(numeric, true);
            List<String[]> values = new ArrayList<>();
            while (records.next()) {
                String[] row = new String[header.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = records.isMissing(i) ? "" : records.text(i);
                    numeric[i] &= row[i].isEmpty() || !Double.isNaN(DecimalField.parse(row[i]));
                }
                values.add(row);
            }
            String name = String.valueOf(file.getFileName()).replace(".csv", "");
            return new RealData(name, header, numeric, values);
        }
    }

    int rows() {
        return values.size();
    }

    /** Two samples of a size without a row in common. */
    List<Profile> halves(SplittableRandom random, int n) {
        int[] order = IntStream.range(0, rows()).toArray();
        for (int i = 0; i < 2 * n; i++) {
            int j = i + random.nextInt(order.length - i);
            int row = order[j];
            order[j] = order[i];
            order[i] = row;
        }
        return List.of(profile(order, 0, n), profile(order, n, 2 * n));
    }

    private Profile profile(int[] order, int from, int to) {
        Profile.Builder builder = Profile.builder();
        for (int column = 0; column < header.size(); column++) {
            int at = column;
            Stream<String> texts = IntStream.range(from, to).mapToObj(i -> values.get(order[i])[at]);
            if (numeric[column]) {
                builder.number(
                        header.get(column),
                        texts.mapToDouble(DecimalField::parse).toArray());
            } else {
                builder.text(header.get(column), texts.toList());
            }
        }
        return builder.build();
    }
}
