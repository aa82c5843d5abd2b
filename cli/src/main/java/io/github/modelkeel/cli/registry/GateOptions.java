package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.gates.Gates;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Gates as options: on metrics, and a file of gates. Filled by picocli. Not thread-safe. */
public final class GateOptions {
    @Option(
            names = "--at-least",
            paramLabel = "METRIC=LIMIT",
            description = "A gate: the version's metric must not be below a limit. May be repeated, as all gates.")
    private Map<String, Double> atLeast = new LinkedHashMap<>();

    @Option(
            names = "--at-most",
            paramLabel = "METRIC=LIMIT",
            description = "A gate: the version's metric must not be above a limit.")
    private Map<String, Double> atMost = new LinkedHashMap<>();

    @Option(
            names = "--higher-is-better",
            paramLabel = "METRIC=SHARE",
            description = {
                "A gate for metrics as auc: not lower than that of the version the alias points to",
                "by more than a share of it; 0.02 is two percent, 0 is not worse at all."
            })
    private Map<String, Double> higherIsBetter = new LinkedHashMap<>();

    @Option(
            names = "--lower-is-better",
            paramLabel = "METRIC=SHARE",
            description = "The same for metrics as rmse, which must not be higher.")
    private Map<String, Double> lowerIsBetter = new LinkedHashMap<>();

    @Option(
            names = "--gates",
            paramLabel = "FILE",
            description = "More gates, from a file: metrics, drift, replayed rows, policies of OPA.")
    private @Nullable Path file;

    /** For the commands that promote. */
    public GateOptions() {}

    /**
     * The gates that were asked for, as they are for a registry.
     *
     * @throws IOException if the file cannot be read
     * @throws CommandFailure if an option or the file is wrong
     */
    public Function<Registry, List<PromotionGate>> read() throws IOException {
        List<PromotionGate> gates = new ArrayList<>();
        add(gates, "--at-least", atLeast, PromotionGate::atLeast);
        add(gates, "--at-most", atMost, PromotionGate::atMost);
        add(gates, "--higher-is-better", higherIsBetter, PromotionGate::higherIsBetter);
        add(gates, "--lower-is-better", lowerIsBetter, PromotionGate::lowerIsBetter);
        Gates more = file == null ? null : readFile(file);
        return registry -> more == null
                ? gates
                : Stream.concat(gates.stream(), more.with(registry).stream()).toList();
    }

    private static Gates readFile(Path file) throws IOException {
        try {
            return Gates.read(file);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.FAILED, "--gates: " + e.getMessage(), e);
        }
    }

    private static void add(
            List<PromotionGate> gates,
            String option,
            Map<String, Double> wanted,
            BiFunction<String, Double, PromotionGate> gate) {
        wanted.forEach((metric, number) -> {
            try {
                gates.add(gate.apply(metric, number));
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(Failures.USAGE, option + " " + metric + ": " + e.getMessage(), e);
            }
        });
    }
}
