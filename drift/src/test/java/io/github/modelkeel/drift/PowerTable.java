package io.github.modelkeel.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * How often which state is found, of made data with a known change and of random halves of real data. The build runs a few repetitions
 * ({@link PowerTest}); the command in {@code docs/drift-statistics.md} runs a thousand and writes the tables there.
 */
final class PowerTable {
    private PowerTable() {}

    /** A change of one column: makes the profile of a side, {@code true} of the changed one. */
    enum Change {
        NONE_NUMBERS("no change, numbers", (random, changed) -> numbers(random, 0, x -> x)),
        NONE_FLAG("no change, flag of 5 %", (random, changed) -> flag(random, 0.05)),
        QUARTER_SD("+0.25 sd", (random, changed) -> numbers(random, changed ? 0.25 : 0, x -> x)),
        FLAG_DOUBLES("flag 5 → 10 %", (random, changed) -> flag(random, changed ? 0.1 : 0.05)),
        FLAG_TRIPLES("flag 1 → 3 %", (random, changed) -> flag(random, changed ? 0.03 : 0.01)),
        CATEGORY_5("category 10 → 15 %", (random, changed) -> category(random, changed ? 0.15 : 0.1)),
        CATEGORY_10("category 10 → 20 %", (random, changed) -> category(random, changed ? 0.2 : 0.1)),
        ZEROS("10 % zeros", (random, changed) -> numbers(random, 0, x -> changed && random.nextDouble() < 0.1 ? 0 : x)),
        SENTINEL(
                "5 % sentinel −999",
                (random, changed) -> numbers(random, 0, x -> changed && random.nextDouble() < 0.05 ? -999 : x)),
        MISSING(
                "+4.5 points missing",
                (random, changed) ->
                        numbers(random, 0, x -> random.nextDouble() < (changed ? 0.095 : 0.05) ? Double.NaN : x));

        private final String label;

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final BiFunction<SplittableRandom, Boolean, Source> source;

        Change(String label, BiFunction<SplittableRandom, Boolean, Source> source) {
            this.label = label;
            this.source = source;
        }

        Profile profile(SplittableRandom random, boolean changed, int n) {
            return source.apply(random, changed).profile(n);
        }
    }

    /** Makes a column of some rows. */
    private interface Source {
        Profile profile(int n);
    }

    private static Source numbers(SplittableRandom random, double shift, DoubleUnaryOperator change) {
        return n -> {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = change.applyAsDouble(random.nextGaussian() + shift);
            }
            return Profile.builder().number("v", values).build();
        };
    }

    private static Source flag(SplittableRandom random, double share) {
        return n -> {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = random.nextDouble() < share ? 1 : 0;
            }
            return Profile.builder().number("v", values).build();
        };
    }

    /** One category of a share, four others of equal shares. */
    private static Source category(SplittableRandom random, double share) {
        return n -> {
            String[] values = new String[n];
            for (int i = 0; i < n; i++) {
                values[i] = random.nextDouble() < share ? "a" : "b" + random.nextInt(4);
            }
            return Profile.builder().text("v", values).build();
        };
    }

    /** How often a change is at least {@code SHIFTED}, how often {@code DRIFTED}, and how often Evidently's rule calls it drift. */
    record Power(double shifted, double drifted, double evidently) {}

    static Power power(Change change, int n, int repetitions) {
        int shifted = 0;
        int drifted = 0;
        int evidently = 0;
        for (int i = 0; i < repetitions; i++) {
            SplittableRandom random =
                    new SplittableRandom(31L * (1000L * n + i) + change.name().hashCode());
            Profile reference = change.profile(random, false, n);
            Profile current = change.profile(random, true, n);
            DriftState state =
                    Drift.compare(reference, current).columns().get(0).state();
            shifted += state == DriftState.SHIFTED || state == DriftState.DRIFTED ? 1 : 0;
            drifted += state == DriftState.DRIFTED ? 1 : 0;
            evidently += Drift.compare(reference, current, DriftOptions.evidentlyDefaults())
                            .columns()
                            .get(0)
                            .drifted()
                    ? 1
                    : 0;
        }
        return new Power(share(shifted, repetitions), share(drifted, repetitions), share(evidently, repetitions));
    }

    private static double share(long hits, long of) {
        return of == 0 ? 0 : (double) hits / of;
    }

    /** What is found of random halves. */
    record FalseAlarms(
            double driftedSets,
            double driftedColumns,
            double shiftedReports,
            double evidentlySets,
            double evidentlyColumns) {}

    static FalseAlarms falseAlarms(RealData data, int n, int repetitions) {
        int sets = 0;
        int reports = 0;
        int evidentlySets = 0;
        long columns = 0;
        long drifted = 0;
        long evidentlyDrifted = 0;
        for (int i = 0; i < repetitions; i++) {
            List<Profile> halves = data.halves(new SplittableRandom(7919L * n + i), n);
            DriftReport report = Drift.compare(halves.get(0), halves.get(1));
            columns += report.judgedCount();
            drifted += report.driftedCount();
            sets += report.drifted() ? 1 : 0;
            reports += report.state() == DriftState.STABLE ? 0 : 1;
            DriftReport other = Drift.compare(halves.get(0), halves.get(1), DriftOptions.evidentlyDefaults());
            evidentlySets += other.drifted() ? 1 : 0;
            evidentlyDrifted += other.driftedCount();
        }
        return new FalseAlarms(
                share(sets, repetitions),
                share(drifted, columns),
                share(reports, repetitions),
                share(evidentlySets, repetitions),
                share(evidentlyDrifted, columns));
    }

    /** The tables of false alarms and of power, with a number of repetitions a row. */
    static String write(Path folderOfRealData, int repetitions) throws IOException {
        StringBuilder text = new StringBuilder();
        falseAlarms(text, folderOfRealData, repetitions);
        power(text, repetitions);
        return text.toString();
    }

    /** Puts tables into their place of a page. */
    static void update(Path page, String place, String text) throws IOException {
        String start = "<!-- " + place + ": start -->\n";
        String old = Files.readString(page);
        int from = old.indexOf(start);
        int to = old.indexOf("<!-- " + place + ": end -->");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(page + " has no place for the tables: " + start.strip());
        }
        Files.writeString(page, old.substring(0, from) + start + '\n' + text + '\n' + old.substring(to));
    }

    static void falseAlarms(StringBuilder text, Path folder, int repetitions) throws IOException {
        text.append("### No drift: random halves of real data\n\n")
                .append(repetitions)
                .append(" repetitions a row.\n\n")
                .append(
                        "| data | n | data set drifted | columns drifted | reports with any column shifted | Evidently:")
                .append(" data set | Evidently: columns |\n|---|---|---|---|---|---|---|\n");
        for (RealData data : RealData.all(folder)) {
            for (int n : new int[] {50, 200, 1000}) {
                if (2 * n <= data.rows()) {
                    FalseAlarms found = falseAlarms(data, n, repetitions);
                    row(
                            text,
                            data.name(),
                            n,
                            found.driftedSets(),
                            found.driftedColumns(),
                            found.shiftedReports(),
                            found.evidentlySets(),
                            found.evidentlyColumns());
                }
            }
        }
    }

    static void power(StringBuilder text, int repetitions) {
        text.append("\n### Known changes: at least shifted, of these drifted, and Evidently's rule\n\n")
                .append(repetitions)
                .append(" repetitions a row, of 100,000 rows a tenth of them.\n\n")
                .append("| change | n | shifted or drifted | drifted | Evidently |\n|---|---|---|---|---|\n");
        for (Change change : Change.values()) {
            for (int n : new int[] {200, 1000, 10_000, 100_000}) {
                if (n > repetitions * 10_000) {
                    continue; // the build's few repetitions
                }
                Power found = power(change, n, n > 10_000 ? Math.max(1, repetitions / 10) : repetitions);
                row(text, change.label, n, found.shifted(), found.drifted(), found.evidently());
            }
        }
    }

    private static void row(StringBuilder text, String name, int n, double... shares) {
        List<String> cells = new ArrayList<>();
        for (double share : shares) {
            cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * share));
        }
        text.append("| ")
                .append(name)
                .append(" | ")
                .append(String.format(Locale.ROOT, "%,d", n))
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }
}
