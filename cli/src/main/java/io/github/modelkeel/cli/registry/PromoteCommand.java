package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Table;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.Promotion.Decision;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an alias to a version if the gates agree. Not thread-safe. */
@Command(
        name = "promote",
        description = {
            "Moves an alias to a version if all gates agree. Exit code 3 if one refuses, 5 if none does but one cannot",
            "decide and a person must look; the decision is kept in the version's tag modelkeel.promotion.ALIAS either way."
        })
final class PromoteCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Mixin
    private final GateOptions gates = new GateOptions();

    @Parameters(paramLabel = "MODEL", description = "NAME/VERSION, NAME/latest, or NAME@ALIAS of another alias.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "The alias to move. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String alias;

    @Option(
            names = "--if-current-is",
            paramLabel = "VERSION",
            description = "Move it only if it points to this version now; 0: only if there is no such alias yet.")
    private @Nullable Integer current;

    @Option(names = "--dry-run", description = "Ask the gates and change nothing.")
    private boolean dryRun;

    PromoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        ModelRef ref = ModelRef.parse(model);
        Promotion promotion = promotion();
        Function<Registry, List<PromotionGate>> asked = gates.read();
        try (Registry registry = connected.open()) {
            ModelVersion version = ref.resolve(registry);
            return print(decide(registry, version, promotion.withGates(asked.apply(registry))));
        } catch (PromotionRefusedException e) {
            if (e.decision().isEmpty()) {
                throw e; // the alias points to something else: no gate was asked
            }
            return print(e.decision().get());
        }
    }

    private Decision decide(Registry registry, ModelVersion version, Promotion promotion) {
        return dryRun
                ? registry.checkPromotion(version.name(), version.version(), alias, promotion)
                : registry.promote(version.name(), version.version(), alias, promotion);
    }

    private Promotion promotion() {
        Integer expected = current;
        if (expected != null && expected < 0) {
            throw new CommandFailure(Failures.USAGE, "--if-current-is must be a version, or 0 for none: " + expected);
        }
        return expected == null
                ? Promotion.always()
                : expected == 0 ? Promotion.expectingNone() : Promotion.ifCurrentIs(expected);
    }

    private int print(Decision decision) throws IOException {
        if (connected.json()) {
            Printed.json(console, Described.of(decision).put("dry_run", dryRun));
        } else {
            Printed.write(console, out -> {
                for (String line : decision.toString().lines().toList()) {
                    out.write(Table.printable(line) + "\n");
                }
                if (dryRun) {
                    out.write("nothing was changed (--dry-run)\n");
                }
            });
        }
        return switch (decision.outcome()) {
            case PASS -> 0;
            case FAIL -> Failures.REFUSED;
            case INVESTIGATE -> Failures.UNDECIDED;
        };
    }
}
