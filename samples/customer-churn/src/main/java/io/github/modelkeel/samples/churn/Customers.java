package io.github.modelkeel.samples.churn;

import io.github.modelkeel.drift.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Customers of a telephone company and whether they left, in the columns of IBM's public Telco sample; further columns of a file are left out.
 *
 * @param name what the data are called: {@code generated}, or the file's name without its ending
 * @param rows one map a customer; a missing value has no entry
 */
record Customers(String name, List<Map<String, Object>> rows) {
    static final String TARGET = "Churn";
    static final String LEFT = "Yes";
    static final String GENERATED = "generated";
    static final List<String> NUMBERS = List.of("SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges");
    static final List<String> TEXTS = List.of(
            "Contract", "InternetService", "OnlineSecurity", "TechSupport", "PaperlessBilling", "PaymentMethod");

    /** How much a value makes generated customers leave, added up to the logarithm of their odds. */
    private static final Map<String, Double> TENDENCIES = Map.of(
            "Contract One year", -1.0,
            "Contract Two year", -1.6,
            "InternetService Fiber optic", 1.1,
            "InternetService No", -1.6,
            "PaymentMethod Electronic check", 0.9,
            "OnlineSecurity Yes", -0.9,
            "TechSupport Yes", -0.8);

    /** Reads a CSV file with a header; every row must say whether the customer left. */
    static Customers read(Path file) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (CsvOptions.Records records = CsvOptions.defaults().open(file)) {
            List<String> missing = new ArrayList<>(columns());
            missing.removeAll(records.header());
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException(file + " has no columns " + missing
                        + "; those of IBM's Telco customer churn sample are needed");
            }
            while (records.next()) {
                rows.add(row(file, records));
            }
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        return new Customers(name.replaceAll("[^A-Za-z0-9_-]", "_"), rows);
    }

    private static Map<String, Object> row(Path file, CsvOptions.Records records) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String column : columns()) {
            int index = records.header().indexOf(column);
            if (index < records.fieldCount() && !records.isMissing(index)) {
                row.put(column, NUMBERS.contains(column) ? (Object) records.number(index) : records.text(index));
            }
        }
        Object left = row.get(TARGET);
        if (!LEFT.equals(left) && !"No".equals(left)) {
            throw new IllegalArgumentException(
                    "%s, line %d: %s must be Yes or No but is %s".formatted(file, records.line(), TARGET, left));
        }
        return row;
    }

    static List<String> columns() {
        return Stream.of(NUMBERS, TEXTS, List.of(TARGET)).flatMap(List::stream).toList();
    }

    /** Made-up customers, the same on every machine for the same seed. Short contracts, high charges and few months make them leave. */
    static Customers generate(int count, long seed) {
        Random random = new Random(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(customer(random));
        }
        return new Customers(GENERATED, rows);
    }

    private static Map<String, Object> customer(Random random) {
        double tenure = random.nextInt(73);
        double loyal = random.nextDouble() * 72;
        String contract = loyal > tenure ? "Month-to-month" : random.nextBoolean() ? "One year" : "Two year";
        boolean fiber = random.nextBoolean();
        double monthly = Math.rint((fiber ? 7_500 : 2_500) + 3_000 * random.nextDouble()) / 100;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("SeniorCitizen", random.nextInt(6) == 0 ? 1.0 : 0.0);
        row.put("tenure", tenure);
        row.put("MonthlyCharges", monthly);
        if (tenure > 0) {
            row.put("TotalCharges", Math.rint(tenure * monthly * 100) / 100);
        }
        row.put("Contract", contract);
        row.put("InternetService", fiber ? "Fiber optic" : pick(random, "DSL", "No"));
        row.put("OnlineSecurity", pick(random, "Yes", "No", "No"));
        row.put("TechSupport", pick(random, "Yes", "No", "No"));
        row.put("PaperlessBilling", pick(random, "Yes", "No"));
        row.put("PaymentMethod", pick(random, "Electronic check", "Mailed check", "Credit card (automatic)"));
        row.put(TARGET, random.nextDouble() < 1 / (1 + StrictMath.exp(-tendency(row))) ? LEFT : "No");
        return row;
    }

    private static double tendency(Map<String, Object> row) {
        return -0.03 * ((Number) row.getOrDefault("tenure", 0)).doubleValue()
                + TEXTS.stream()
                        .map(column -> column + " " + row.get(column))
                        .mapToDouble(value -> TENDENCIES.getOrDefault(value, 0.0))
                        .sum();
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** The same customers in another order, which is the same for the same seed. */
    Customers shuffled(long seed) {
        List<Map<String, Object>> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        return new Customers(name, shuffled);
    }

    /** Those between two shares of the rows. */
    Customers between(double from, double to) {
        return new Customers(name, rows.subList((int) (from * rows.size()), (int) (to * rows.size())));
    }

    Customers where(Predicate<Map<String, Object>> condition) {
        return new Customers(name, rows.stream().filter(condition).toList());
    }

    /** The rows as a service gets them: without the answer. */
    List<Map<String, Object>> inputs() {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> input = new LinkedHashMap<>(row);
                    input.remove(TARGET);
                    return input;
                })
                .toList();
    }

    /** Whether each left. */
    boolean[] left() {
        boolean[] left = new boolean[rows.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = LEFT.equals(rows.get(i).get(TARGET));
        }
        return left;
    }

    /** The values of each column, null for a missing one. */
    Map<String, List<Object>> byColumn() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (String column : columns()) {
            List<Object> of = new ArrayList<>();
            rows.forEach(row -> of.add(row.get(column)));
            values.put(column, of);
        }
        return values;
    }

    void writeCsv(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(String.join(",", columns())));
        for (Map<String, Object> row : rows) {
            lines.add(columns().stream()
                    .map(column -> field(String.valueOf(row.getOrDefault(column, ""))))
                    .collect(Collectors.joining(",")));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    private static String field(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
