package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.samples.houseprices.HouseData.Market;
import io.github.modelkeel.samples.houseprices.ModelConfig.Generated;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import io.github.modelkeel.samples.houseprices.Table.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One comparison of two tables.
 *
 * @param question a description of what is compared
 * @param fileName the report's file name, without its ending
 */
record DriftCheck(String question, String fileName, DriftReport report) {
    /** Writes one HTML page a comparison; the pages' absolute paths, that of the comparison that should find drift first. */
    static List<Path> writeReports(Features features, ModelConfig config, Path folder, Console console) {
        List<Path> reports = new ArrayList<>();
        for (DriftCheck check : of(features, config)) {
            Path report = folder.resolve("drift-" + check.fileName() + ".html")
                    .toAbsolutePath()
                    .normalize();
            check.report().writeHtml(report);
            console.say("drift", "%s%n%s", check.question(), check.report().summary());
            reports.add(report);
        }
        return reports;
    }

    /** The comparison that should find drift, and then the one of two random halves, which should find none. */
    static List<DriftCheck> of(Features features, ModelConfig config) {
        List<DriftCheck> checks = new ArrayList<>();
        Table data = features.table();
        if (data.isGenerated()) {
            checks.add(shifted(features, config));
        } else {
            splitColumn(features, config.drift().splitBy())
                    .ifPresent(column -> checks.add(cut(features, column, config)));
        }
        Parts halves = data.split(0.5, config.split().seed());
        checks.add(compare(
                "two random halves of " + data.name() + " data", "random-halves", features, halves, options(config)));
        return checks;
    }

    private static DriftOptions.Builder options(ModelConfig config) {
        return DriftOptions.builder().driftShare(config.drift().datasetShare());
    }

    private static DriftCheck shifted(Features features, ModelConfig config) {
        Generated generated = config.generated();
        Table later = HouseData.generate(generated.rows(), generated.seed() + 1, Market.SHIFTED);
        return compare(
                "generated houses and generated houses of a later, shifted market",
                "generated-shifted",
                features,
                new Parts(features.table(), later),
                options(config));
    }

    /** The column itself is not scored: it always differs. */
    private static DriftCheck cut(Features features, String column, ModelConfig config) {
        Table data = features.table();
        double[] known = Arrays.stream(data.numbers(column))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double middle = known[known.length / 2];
        // where half of the rows have the smallest value, the cut is above it, so that no part is empty
        double cut = Arrays.stream(known)
                .filter(value -> value >= middle && value > known[0])
                .findFirst()
                .orElse(middle);
        Parts parts = new Parts(
                data.where(row -> Table.number(row, column) < cut),
                data.where(row -> Table.number(row, column) >= cut));
        return compare(
                "the rows of %s with %s below %s and the others".formatted(data.name(), column, cut),
                "split-by-" + column.replaceAll("[^A-Za-z0-9_-]", "_"),
                features,
                parts,
                options(config).ignore(column));
    }

    private static DriftCheck compare(
            String question, String fileName, Features features, Parts parts, DriftOptions.Builder options) {
        DriftReport report = Drift.compare(
                profile(features, parts.first()),
                profile(features, parts.second()),
                options.title("Drift between " + question).build());
        return new DriftCheck(question, fileName, report);
    }

    private static Profile profile(Features features, Table table) {
        return Profile.ofRows(table.rows().stream()
                .map(row -> {
                    Map<String, Object> compared = features.input(row);
                    compared.put(features.target(), Table.number(row, features.target()));
                    return compared;
                })
                .toList());
    }

    private static Optional<String> splitColumn(Features features, String wanted) {
        if (!wanted.equals(ModelConfig.AUTO)) {
            Column column = features.table().column(wanted);
            if (column.kind() != Kind.NUMBER) {
                throw new UsageException("drift.split_by: column '" + wanted + "' is text; a number column is needed");
            }
            return Optional.of(wanted);
        }
        return features.columns().stream()
                .filter(column -> column.kind() == Kind.NUMBER)
                .map(Column::name)
                .findFirst();
    }
}
