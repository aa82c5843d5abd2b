package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, sets and deletes an alias. Not thread-safe. */
@Command(
        name = "alias",
        description = {
            "Prints the version that an alias points to, points it to another one, or deletes it.",
            "It asks no gate and keeps no history: promote does."
        })
final class AliasCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Parameters(index = "0", paramLabel = "NAME@ALIAS", description = "The alias, for example house@challenger.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version it shall point to: a number, or latest.")
    private @Nullable String version;

    @Option(names = "--delete", description = "Delete the alias.")
    private boolean delete;

    AliasCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        ModelRef ref = ModelRef.parse(model).withAlias();
        String wanted = version;
        if (delete && wanted != null) {
            throw new CommandFailure(Failures.USAGE, "either a version or --delete, not both");
        }
        if (wanted != null) {
            wanted = ModelRef.parse(ref.name() + "/" + wanted).version();
        }
        try (Registry registry = connected.open()) {
            ModelVersion found = wanted != null
                    ? registry.setAlias(ModelRef.version(registry, ref.name(), wanted), ref.alias())
                    : registry.getByAlias(ref.name(), ref.alias());
            if (delete) {
                registry.deleteAlias(ref.name(), ref.alias());
            }
            print(ref, found);
        }
        return 0;
    }

    private void print(ModelRef ref, ModelVersion found) throws IOException {
        if (connected.json()) {
            Printed.json(
                    console,
                    Json.object()
                            .put("name", ref.name())
                            .put("alias", ref.alias())
                            .put("version", found.version())
                            .put("deleted", delete));
        } else {
            String text = delete
                    ? "deleted " + ref + ", which pointed to version " + found.version()
                    : String.valueOf(found.version());
            Printed.write(console, out -> out.write(text + "\n"));
        }
    }
}
