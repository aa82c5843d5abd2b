package io.github.modelkeel.drift;

import io.github.modelkeel.drift.statistics.CountTable;
import java.util.Locale;
import java.util.SplittableRandom;

/** How often p-values are below 0.05 without drift, and what the stability index is on average then, against its noise floor. */
final class Calibration {
    private Calibration() {}

    /** Data without drift. */
    enum Kind {
        NORMAL("normal"),
        FLAG("flag of 10 %"),
        COUNTS("counts, Poisson of mean 3"),
        ZIPF("categories, Zipf over 200");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        Profile profile(SplittableRandom random, int n) {
            if (this == ZIPF) {
                String[] values = new String[n];
                for (int i = 0; i < n; i++) {
                    values[i] = "k" + (int) Math.exp(random.nextDouble() * Math.log(200));
                }
                return Profile.builder().text("v", values).build();
            }
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = switch (this) {
                    case FLAG -> random.nextDouble() < 0.1 ? 1 : 0;
                    case COUNTS -> poisson(random, 3);
                    case NORMAL, ZIPF -> random.nextGaussian();
                };
            }
            return Profile.builder().number("v", values).build();
        }
    }

    private static double poisson(SplittableRandom random, double mean) {
        double limit = Math.exp(-mean);
        int count = -1;
        for (double product = 1; product > limit; count++) {
            product *= random.nextDouble();
        }
        return count;
    }

    /** Shares of p-values below 0.05, and the mean index divided by the mean noise floor. */
    record Level(double psi, double test, double column, double missing, double meanOverFloor) {}

    static Level level(Kind kind, int n, int m, int repetitions) {
        int psi = 0;
        int test = 0;
        int column = 0;
        int missing = 0;
        double sum = 0;
        double floor = 0;
        for (int i = 0; i < repetitions; i++) {
            SplittableRandom random = new SplittableRandom(104_729L * n + 31L * m + i);
            Profile reference = kind.profile(random, n);
            Profile current = kind.profile(random, m);
            ColumnDrift drift = Drift.compare(reference, current).columns().get(0);
            ColumnDrift.Score scored = drift.score().orElseThrow();
            psi += scored.pValue() < 0.05 ? 1 : 0;
            test += scored.test().pValue() < 0.05 ? 1 : 0;
            column += drift.state() != DriftState.STABLE ? 1 : 0;
            sum += scored.psi();
            floor += scored.noiseFloor();
            missing += missing(random, n, m) < 0.05 ? 1 : 0;
        }
        double all = repetitions;
        return new Level(psi / all, test / all, column / all, missing / all, sum / floor);
    }

    /** The p-value of two missing rates of 10 %. */
    private static double missing(SplittableRandom random, int n, int m) {
        return CountTable.ofRates(hits(random, n), n, hits(random, m), m).chiSquarePValue();
    }

    private static long hits(SplittableRandom random, int n) {
        return random.doubles(n).filter(u -> u < 0.1).count();
    }

    static void write(StringBuilder text, int repetitions) {
        text.append("\n### No drift: how often a p-value is below 0.05, and the mean PSI against its noise floor\n\n")
                .append(repetitions)
                .append(" repetitions a row. \"Not stable\" is the verdict on a report of this one column.\n\n")
                .append("| data | n | m | PSI | test | missing rate | not stable | mean PSI / floor |\n")
                .append("|---|---|---|---|---|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            for (int[] sizes :
                    new int[][] {{50, 50}, {50, 1000}, {200, 200}, {1000, 200}, {1000, 1000}, {10_000, 10_000}}) {
                Level level = level(kind, sizes[0], sizes[1], repetitions);
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d | %,d | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.2f |%n",
                        kind.label,
                        sizes[0],
                        sizes[1],
                        100 * level.psi(),
                        100 * level.test(),
                        100 * level.missing(),
                        100 * level.column(),
                        level.meanOverFloor()));
            }
        }
    }
}
