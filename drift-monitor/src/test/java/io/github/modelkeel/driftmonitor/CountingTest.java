package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, against a profile of the same rows. */
class CountingTest {
    private static final StoredProfile REFERENCE = Data.reference();

    private static Monitor monitor() {
        return Monitor.of(REFERENCE).time(new Data.Clock()).start();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsEveryValueAsABatchDoes(long seed) {
        List<Map<String, @Nullable Object>> rows = Data.dirty(seed, 3000);
        try (Monitor monitor = monitor()) {
            rows.forEach(monitor::observe);
            assertThat(Data.counts(monitor.endWindow().profile()))
                    .isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(rows))));
        }
    }

    @Test
    void countsIntegersAndOrderedCategoriesAsABatchDoes() {
        StoredProfile reference = Data.declaredReference();
        List<Map<String, @Nullable Object>> rows = Data.dirty(2, 3000);
        try (Monitor monitor = Monitor.of(reference).time(new Data.Clock()).start()) {
            rows.forEach(monitor::observe);
            StoredProfile counted = monitor.endWindow().profile();
            assertThat(Data.counts(counted)).isEqualTo(Data.counts(reference.count(Profile.ofRows(rows))));
            assertThat(counted.schema()).isEqualTo(reference.schema());
        }
    }

    @Test
    void whatWasCountedElsewhereIsCountedWithTheRows() {
        List<Map<String, @Nullable Object>> rows = Data.dirty(11, 3000);
        StoredProfile all = REFERENCE.count(Profile.ofRows(rows));
        try (Monitor monitor = monitor()) {
            rows.subList(0, 1000).forEach(monitor::observe);
            monitor.observe(REFERENCE.count(Profile.ofRows(rows.subList(1000, 1800))));
            monitor.observe(REFERENCE.count(Profile.ofRows(rows.subList(1800, 3000))));
            assertThat(Data.counts(monitor.profile())).isEqualTo(Data.counts(all));
            MonitorWindow window = monitor.endWindow();
            assertThat(Data.counts(window.profile())).isEqualTo(Data.counts(all));
            assertThat(window.report().toJson())
                    .isEqualTo(Drift.compare(REFERENCE, window.profile(), DriftOptions.defaults())
                            .toJson());
            assertThat(monitor.endWindow().profile().rows()).isZero(); // it was of the window before alone
        }
    }

    @Test
    void whatAnotherReferenceCountedIsRefused() {
        StoredProfile other = StoredProfile.of(Profile.ofRows(Data.rows(77, 500)));
        Monitor monitor = monitor();
        try (monitor) {
            assertThatThrownBy(() -> monitor.observe(other)).isInstanceOf(IllegalArgumentException.class);
            assertThat(monitor.endWindow().profile().rows()).isZero();
        }
        assertThatThrownBy(() -> monitor.observe(REFERENCE.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"hash", "own order", "other order each time", "names of its own", "sorted", "subclass"})
    void countsRowsOfEveryKindAndOrder(String kind) {
        Random random = new Random(7);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : Data.dirty(10, 1000)) {
            List<String> names = new ArrayList<>(row.keySet());
            if (kind.equals("other order each time")) {
                Collections.shuffle(names, random);
            }
            Map<String, @Nullable Object> made = empty(kind);
            for (String name : names) {
                made.put(kind.equals("names of its own") ? String.valueOf(name.toCharArray()) : name, row.get(name));
            }
            rows.add(made);
        }
        try (Monitor monitor = monitor()) {
            rows.forEach(monitor::observe);
            assertThat(Data.counts(monitor.endWindow().profile()))
                    .isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(rows))));
        }
    }

    private static Map<String, @Nullable Object> empty(String kind) {
        return switch (kind) {
            case "hash" -> new HashMap<>();
            case "sorted" -> new TreeMap<>();
            case "subclass" -> new LinkedHashMap<>(1, 1, true) {};
            default -> new LinkedHashMap<>();
        };
    }

    @Test
    void aNameThatIsNullIsRefusedAsInABatch() {
        Map<@Nullable String, Object> row = new HashMap<>();
        row.put(null, 1);
        try (Monitor monitor = monitor()) {
            assertThatThrownBy(() -> observe(monitor, row))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("column name");
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // as a caller may, who does not check
    private static void observe(Monitor monitor, Map row) {
        monitor.observe(row);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"area", "rooms", "town", "zip", "garage", "sold", "id"})
    void countsEachSingleValueAsABatchDoes(String column) {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(Data.bad()));
        Data.rows(9, 8).forEach(row -> values.add(row.get(column)));
        for (Object value : values) {
            Map<String, @Nullable Object> only = new HashMap<>();
            only.put(column, value);
            try (Monitor monitor = monitor()) {
                monitor.observe(only);
                assertThat(Data.counts(monitor.profile()))
                        .as("%s", only)
                        .isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(List.of(only)))));
            }
        }
    }

    @Test
    void momentsAreThoseOfTheBatchUpToRounding() {
        List<Map<String, @Nullable Object>> rows = Data.rows(3, 5000);
        try (Monitor monitor = monitor()) {
            rows.forEach(monitor::observe);
            assertThat(moments(monitor.profile()))
                    .usingComparatorForType(
                            (a, b) -> Math.abs(a - b) <= 1e-9 * Math.abs(b) ? 0 : Double.compare(a, b), Double.class)
                    .isEqualTo(moments(REFERENCE.count(Profile.ofRows(rows))));
        }
    }

    private static List<Double> moments(StoredProfile profile) {
        List<Double> found = new ArrayList<>();
        java.util.regex.Matcher member = java.util.regex.Pattern.compile(
                        "\"(?:mean|squares|min|max)\" *: *([-+.0-9eE]+)")
                .matcher(profile.toJson());
        while (member.find()) {
            found.add(Double.valueOf(member.group(1)));
        }
        assertThat(found).hasSize(8);
        return found;
    }

    @Test
    void eightThreadsLoseNothing() throws Exception {
        int threads = 8;
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        try (Monitor monitor = monitor()) {
            for (int i = 0; i < threads; i++) {
                List<Map<String, @Nullable Object>> own = Data.dirty(100 + i, 4000);
                all.addAll(own);
                Thread thread = new Thread(() -> own.forEach(monitor::observe));
                running.add(thread);
                thread.start();
            }
            for (Thread thread : running) {
                thread.join();
            }
            assertThat(Data.counts(monitor.endWindow().profile()))
                    .isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(all))));
        }
    }

    @Test
    void windowsThatEndMeanwhileHaveEachRowOnce() throws Exception {
        int threads = 8;
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        AtomicBoolean counting = new AtomicBoolean(true);
        CyclicBarrier together = new CyclicBarrier(threads + 1);
        try (Monitor monitor = Monitor.of(REFERENCE)
                .windows(10_000, java.time.Duration.ofDays(1))
                .start()) {
            for (int i = 0; i < threads; i++) {
                List<Map<String, @Nullable Object>> own = Data.rows(200 + i, 4000);
                all.addAll(own);
                Thread thread = new Thread(() -> {
                    await(together);
                    own.forEach(monitor::observe);
                });
                running.add(thread);
                thread.start();
            }
            Thread reading = new Thread(() -> {
                while (counting.get()) {
                    StoredProfile soFar = monitor.profile(); // of whole rows, or it could not be read
                    assertThat(soFar.rows()).isLessThanOrEqualTo(all.size());
                    Thread.onSpinWait();
                }
            });
            reading.start();
            await(together);
            for (int i = 0; i < 20; i++) {
                monitor.endWindow();
            }
            for (Thread thread : running) {
                thread.join();
            }
            counting.set(false);
            reading.join();
            monitor.endWindow();
            StoredProfile sum = REFERENCE.empty();
            for (MonitorWindow window : monitor.windows()) {
                sum = sum.merge(window.profile());
            }
            assertThat(Data.counts(sum)).isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(all))));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void threeInstancesTogetherAreOne() {
        List<Map<String, @Nullable Object>> rows = Data.dirty(5, 3000);
        StoredProfile sum = REFERENCE.empty();
        for (int i = 0; i < 3; i++) {
            try (Monitor monitor = monitor()) {
                rows.subList(1000 * i, 1000 * (i + 1)).forEach(monitor::observe);
                sum = sum.merge(monitor.profile());
            }
        }
        assertThat(Data.counts(sum)).isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(rows))));
    }

    @Test
    void valuesOfSingleColumnsMakeRowsTogether() {
        List<Map<String, @Nullable Object>> rows = Data.rows(6, 400);
        try (Monitor monitor = monitor()) {
            DoubleConsumer area = monitor.numbers("area");
            for (Map<String, @Nullable Object> row : rows) {
                area.accept(row.get("area") instanceof Double value ? value : Double.NaN);
                for (String column : REFERENCE.columnNames()) {
                    if (!column.equals("area")) {
                        monitor.values(column).accept(row.get(column));
                    }
                }
            }
            area.accept(Double.NaN);
            StoredProfile counted = monitor.profile();
            assertThat(counted.rows()).isEqualTo(401);
            assertThat(counted.missing("area")).hasValue(1L);
            assertThat(counted.missing("town")).hasValue(1L); // 400 towns of 401 rows
        }
    }

    @Test
    void aColumnThatTheReferenceLacksIsNamed() {
        try (Monitor monitor = monitor()) {
            assertThatThrownBy(() -> monitor.numbers("aera"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no column 'aera'")
                    .hasMessageContaining("area");
        }
    }

    @Test
    void moreUnseenCategoriesThanAreKeptAreCountedAsABatchCounts() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            rows.add(Map.of("town", "town " + i * 7919 % 12_000));
        }
        try (Monitor monitor = monitor()) {
            rows.forEach(monitor::observe);
            assertThat(Data.counts(monitor.profile())).isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(rows))));
        }
    }

    @Test
    void aRowThatThrowsCostsNoOther() {
        Map<String, Object> broken = new HashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            public Object get(Object key) {
                if (key.equals("town")) {
                    throw new IllegalStateException("broken");
                }
                return 1.0;
            }
        };
        try (Monitor monitor = monitor()) {
            assertThatThrownBy(() -> monitor.observe(broken)).hasMessage("broken");
            Data.rows(1, 10).forEach(monitor::observe);
            assertThat(monitor.endWindow().profile().rows()).isEqualTo(11);
        }
    }
}
