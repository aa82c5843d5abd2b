package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often alerts come, of real data that are drawn by chance from rows that the reference does not have. With {@code -Dinterop=required}, as in CI, 999
 * windows without drift and 360 with, else a sixth of them.
 */
class RealDataTest {
    private static final int WINDOW = 1000;
    private static final int FEW_VALUES = 20;
    private static final boolean ALL = "required".equals(System.getProperty("interop"));

    /** Without drift, of each data set. */
    private static final int STABLE_WINDOWS = ALL ? 333 : 55;

    /** Of three windows with drift, of each data set. */
    private static final int TRIALS = ALL ? 40 : 7;

    @BeforeEach
    void dataAreThere() {
        boolean there = Files.isDirectory(folder());
        if (!there) {
            System.out.println("SKIPPED: data is not there (system property modelkeel.shared)");
        }
        assumeTrue(there);
    }

    private static Path folder() {
        return Path.of(System.getProperty("modelkeel.shared", "absent"), "data");
    }

    /** A half of the rows as the reference, the other half to draw from. */
    private record Halves(StoredProfile reference, List<Map<String, Object>> others, SplittableRandom random) {
        static Halves of(String name, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Map<String, Object>> first = new ArrayList<>();
            List<Map<String, Object>> second = new ArrayList<>();
            try (CsvOptions.Records records = CsvOptions.defaults().open(folder().resolve(name + ".csv"))) {
                List<String> header = records.header();
                while (records.next()) {
                    Map<String, Object> row = new HashMap<>();
                    for (int i = 0; i < header.size(); i++) {
                        row.put(header.get(i), value(records.isMissing(i) ? "" : records.text(i)));
                    }
                    (random.nextBoolean() ? first : second).add(row);
                }
            }
            return new Halves(StoredProfile.of(Profile.ofRows(first)), second, random);
        }

        private static Object value(String text) {
            return text.matches("-?[0-9]+(\\.[0-9]+)?") ? Double.valueOf(text) : text;
        }

        Map<String, Object> draw() {
            return others.get(random.nextInt(others.size()));
        }

        /** Numbers of more than a few values, with their standard deviation. */
        Map<String, Double> deviations() {
            Map<String, Double> found = new HashMap<>();
            reference.schema().columns().forEach((name, kind) -> {
                Set<Double> distinct = new HashSet<>();
                double sum = 0;
                double squares = 0;
                int count = 0;
                for (Map<String, Object> row : others) {
                    if (row.get(name) instanceof Double value) {
                        distinct.add(value);
                        sum += value;
                        squares += value * value;
                        count++;
                    }
                }
                if (kind == Schema.Kind.NUMBER && distinct.size() > FEW_VALUES) {
                    found.put(name, Math.sqrt(squares / count - sum / count * sum / count));
                }
            });
            return found;
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"house_prices", "credit_risk", "customer_churn"})
    void windowsWithoutDriftRaiseNoAlert(String name) {
        Halves halves = Halves.of(name, 1);
        List<Alert> alerts = new ArrayList<>();
        try (Monitor monitor =
                Monitor.of(halves.reference()).onAlert(alerts::addAll).start()) {
            for (int window = 0; window < STABLE_WINDOWS; window++) {
                for (int i = 0; i < WINDOW; i++) {
                    monitor.observe(halves.draw());
                }
                monitor.endWindow();
            }
        }
        System.out.println(name + ": without drift " + alerts.size() + " alerts in " + STABLE_WINDOWS + " windows");
        assertThat(alerts).hasSizeLessThanOrEqualTo(STABLE_WINDOWS / 100);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"house_prices", "credit_risk", "customer_churn"})
    void aMoveByHalfADeviationIsFoundWithinThreeWindows(String name) {
        Halves halves = Halves.of(name, 2);
        List<Map.Entry<String, Double>> columns =
                List.copyOf(halves.deviations().entrySet());
        assertThat(columns).isNotEmpty();
        int found = 0;
        int alerted = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Map.Entry<String, Double> moved = columns.get(trial % columns.size());
            List<Alert> alerts = new ArrayList<>();
            try (Monitor monitor =
                    Monitor.of(halves.reference()).onAlert(alerts::addAll).start()) {
                boolean seen = false;
                for (int window = 0; window < 3; window++) {
                    for (int i = 0; i < WINDOW; i++) {
                        monitor.observe(moved(halves.draw(), moved));
                    }
                    seen |= monitor.endWindow()
                            .report()
                            .column(moved.getKey())
                            .orElseThrow()
                            .drifted();
                }
                found += seen ? 1 : 0;
                alerted += alerts.isEmpty() ? 0 : 1;
            }
        }
        System.out.println(name + ": a move by 0.5 sd found in " + found + " of " + TRIALS + ", alert in " + alerted);
        assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * TRIALS));
    }

    private static Map<String, Object> moved(Map<String, Object> row, Map.Entry<String, Double> by) {
        Map<String, Object> moved = new HashMap<>(row);
        moved.computeIfPresent(
                by.getKey(), (name, value) -> value instanceof Double number ? number + by.getValue() / 2 : value);
        return moved;
    }
}
