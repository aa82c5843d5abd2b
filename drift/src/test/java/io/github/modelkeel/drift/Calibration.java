package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.Evidence;
import io.github.modelkeel.drift.statistics.CountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** How often p-values are below 0.05 without drift, and what the stability index is on average then, against its noise floor. */
final class Calibration {
    /** Rows of the reference and of the current data; a row of the table for each kind of data. */
    static final int[][] SIZES = {
        {50, 50},
        {50, 1000},
        {50, 10_000},
        {200, 200},
        {1000, 200},
        {1000, 1000},
        {1000, 10_000},
        {10_000, 50},
        {10_000, 1000},
        {10_000, 10_000}
    };

    private Calibration() {}

    /** Data without drift. */
    enum Kind {
        NORMAL("normal"),
        FLAG("flag of 10 %"),
        COUNTS("counts, Poisson of mean 3"),
        ZIPF("categories, Zipf over 200"),
        RARE("categories, Zipf over 2,000");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        boolean isText() {
            return this == ZIPF || this == RARE;
        }

        Profile profile(SplittableRandom random, int n) {
            if (isText()) {
                double log = Math.log(this == ZIPF ? 200 : 2_000);
                String[] values = new String[n];
                for (int i = 0; i < n; i++) {
                    values[i] = "k" + (int) Math.exp(random.nextDouble() * log);
                }
                return Profile.builder().text("v", values).build();
            }
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = switch (this) {
                    case FLAG -> random.nextDouble() < 0.1 ? 1 : 0;
                    case COUNTS -> poisson(random, 3);
                    default -> random.nextGaussian();
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

    /**
     * Shares of p-values below 0.05, and the mean index divided by the mean noise floor.
     *
     * @param psi of the stability index
     * @param test that is shown
     * @param distribution that decides over the distribution
     * @param missing of two rates of 10 %
     * @param beyond of numbers far out of range, or of unseen categories
     * @param column verdicts that are not stable
     */
    record Level(
            double psi,
            double test,
            double distribution,
            double missing,
            double beyond,
            double column,
            double meanOverFloor) {}

    static Level level(Kind kind, int n, int m, int repetitions) {
        int psi = 0;
        int test = 0;
        int distribution = 0;
        int missing = 0;
        int beyond = 0;
        int column = 0;
        double sum = 0;
        double floor = 0;
        for (int i = 0; i < repetitions; i++) {
            SplittableRandom random = new SplittableRandom(104_729L * n + 31L * m + i);
            Profile reference = kind.profile(random, n);
            Profile current = kind.profile(random, m);
            List<Evidence> evidence = new ArrayList<>();
            ColumnDrift drift = compare(reference, current, evidence);
            ColumnDrift.Score scored = drift.score().orElseThrow();
            psi += scored.pValue() < 0.05 ? 1 : 0;
            test += scored.test().pValue() < 0.05 ? 1 : 0;
            distribution += isBelow(evidence, Evidence.Kind.DISTRIBUTION) ? 1 : 0;
            beyond += isBelow(evidence, kind.isText() ? Evidence.Kind.UNSEEN : Evidence.Kind.OUT_OF_RANGE) ? 1 : 0;
            column += drift.state() != DriftState.STABLE ? 1 : 0;
            sum += scored.psi();
            floor += scored.noiseFloor();
            missing += missing(random, n, m) < 0.05 ? 1 : 0;
        }
        double all = repetitions;
        return new Level(
                psi / all, test / all, distribution / all, missing / all, beyond / all, column / all, sum / floor);
    }

    /** Compares, and keeps what was tested. */
    private static ColumnDrift compare(Profile reference, Profile current, List<Evidence> evidence) {
        return new Comparison(reference, current, DriftOptions.defaults(), (pair, options) -> {
                    Measurement measurement = ColumnComparison.of(pair, options);
                    evidence.addAll(measurement.evidence());
                    return measurement;
                })
                .report()
                .columns()
                .get(0);
    }

    private static boolean isBelow(List<Evidence> evidence, Evidence.Kind kind) {
        return evidence.stream().anyMatch(found -> found.kind() == kind && found.pValue() < 0.05);
    }

    /** The p-value of two missing rates of 10 %. */
    private static double missing(SplittableRandom random, int n, int m) {
        return CountTable.ofRates(hits(random, n), n, hits(random, m), m).chiSquarePValue();
    }

    private static long hits(SplittableRandom random, int n) {
        return random.doubles(n).filter(u -> u < 0.1).count();
    }

    /** How often the p-value of two rates of the same true share is below 0.05; counts that are too unlikely to matter are left out. */
    static double levelOfRates(int n, int m, double share) {
        double[] before = binomial(n, share);
        double[] after = binomial(m, share);
        double level = 0;
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                double probability = before[i] * after[j];
                if (probability > 1e-9 && CountTable.ofRates(i, n, j, m).chiSquarePValue() < 0.05) {
                    level += probability;
                }
            }
        }
        return level;
    }

    private static double[] binomial(int n, double share) {
        double[] probabilities = new double[n + 1];
        double log = n * Math.log1p(-share);
        for (int k = 0; k <= n; k++) {
            probabilities[k] = Math.exp(log);
            log += Math.log((n - k) / (k + 1.0)) + Math.log(share) - Math.log1p(-share);
        }
        return probabilities;
    }

    static void write(StringBuilder text, int repetitions) {
        text.append("### No drift: how often a p-value is below 0.05, and the mean PSI against its noise floor\n\n")
                .append(repetitions)
                .append(" repetitions a row, so that of 5 % two in three rows are within ")
                .append(String.format(Locale.ROOT, "%.1f", 100 * Math.sqrt(0.05 * 0.95 / repetitions)))
                .append(
                        " points. \"Distribution\" is the p-value that decides over it, \"test\" the one that is shown;\n")
                .append(
                        "\"beyond\" is that of numbers far out of range and of unseen categories, \"not stable\" the verdict on a")
                .append(" report of this one column.\n\n")
                .append(
                        "| data | n | m | PSI | test | distribution | missing | beyond | not stable | mean PSI / floor |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            for (int[] sizes : SIZES) {
                Level level = level(kind, sizes[0], sizes[1], repetitions);
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d | %,d | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.2f |%n",
                        kind.label,
                        sizes[0],
                        sizes[1],
                        100 * level.psi(),
                        100 * level.test(),
                        100 * level.distribution(),
                        100 * level.missing(),
                        100 * level.beyond(),
                        100 * level.column(),
                        level.meanOverFloor()));
            }
        }
    }
}
