package io.github.modelkeel.drift;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** How often the p-values of the parts of dates are below 0.05 without drift. */
final class DateCalibration {
    static final int[][] SIZES = {{200, 200}, {1000, 200}, {200, 1000}, {1000, 1000}, {10_000, 1000}};

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final Instant TAKEN = Instant.parse("2026-05-01T03:00:00Z");

    private DateCalibration() {}

    /** Dates without drift. */
    enum Kind {
        FEED("times of 90 days, as many each day"),
        FEED_TAKEN("the same, taken at a known moment"),
        GROWING("times of 90 days, more and more each day"),
        BIRTHS_TAKEN("dates of birth (normal), taken at a known moment");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        private String date(SplittableRandom random) {
            return switch (this) {
                case FEED, FEED_TAKEN -> time(random, random.nextInt(90));
                case GROWING -> time(random, (int) (90 * Math.sqrt(random.nextDouble())));
                case BIRTHS_TAKEN ->
                    FIRST.minusDays(15_000 + (long) (4000 * random.nextGaussian()))
                            .toString();
            };
        }

        private static String time(SplittableRandom random, int day) {
            return FIRST.plusDays(day)
                    .atTime(8 + random.nextInt(10), random.nextInt(60))
                    .toString();
        }

        private Profile profile(SplittableRandom random, int n) {
            String[] dates = new String[n];
            for (int i = 0; i < n; i++) {
                dates[i] = date(random);
            }
            Profile profile = Profile.builder().text("d", dates).build();
            return name().endsWith("_TAKEN") ? profile.withTakenAt(TAKEN) : profile;
        }
    }

    /** By part, how often its p-value is below 0.05, of those repetitions in which it was compared; and how often the column is not stable. */
    static Map<String, Double> levels(Kind kind, int n, int m, int repetitions) {
        Map<String, Integer> below = new TreeMap<>();
        Map<String, Integer> compared = new TreeMap<>();
        for (int i = 0; i < repetitions; i++) {
            SplittableRandom random = new SplittableRandom(15_485_863L * n + 7919L * m + i);
            Profile reference = kind.profile(random, n);
            Profile current = kind.profile(random, m);
            DriftState state = new Comparison(reference, current, DriftOptions.defaults(), (pair, options) -> {
                        Measurement measurement = ColumnComparison.of(pair, options);
                        for (Measurement.Part part : measurement.parts()) {
                            if (part.measurement().score() != null) {
                                double p =
                                        measurement.evidence().get(part.place()).pValue();
                                below.merge(part.name(), p < 0.05 ? 1 : 0, Integer::sum);
                                compared.merge(part.name(), 1, Integer::sum);
                            }
                        }
                        return measurement;
                    })
                    .report()
                    .columns()
                    .get(0)
                    .state();
            below.merge("not stable", state == DriftState.STABLE ? 0 : 1, Integer::sum);
            compared.merge("not stable", 1, Integer::sum);
        }
        Map<String, Double> levels = new TreeMap<>();
        below.forEach((part, count) -> levels.put(part, (double) count / compared.getOrDefault(part, 1)));
        return levels;
    }

    static void write(StringBuilder text, int repetitions) {
        text.append("### Dates without drift: how often a p-value of a part is below 0.05\n\n")
                .append(repetitions)
                .append(" repetitions a row. \"Not stable\" is the verdict on a report of this one column.\n\n")
                .append("| dates | n | m | age | weekday | month | hour | not stable |\n")
                .append("|---|---|---|---|---|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            for (int[] sizes : SIZES) {
                Map<String, Double> levels = levels(kind, sizes[0], sizes[1], repetitions);
                text.append(String.format(Locale.ROOT, "| %s | %,d | %,d |", kind.label, sizes[0], sizes[1]));
                for (String part : new String[] {"age", "weekday", "month", "hour", "not stable"}) {
                    Double level = levels.get(part);
                    text.append(level == null ? " – |" : String.format(Locale.ROOT, " %.1f %% |", 100 * level));
                }
                text.append('\n');
            }
        }
    }
}
