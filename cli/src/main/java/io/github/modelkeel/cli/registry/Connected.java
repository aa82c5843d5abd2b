package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.JsonOption;
import io.github.modelkeel.cli.console.ServerOption;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.registry.Registry;
import picocli.CommandLine.Mixin;

/** The options that all commands of the registry have. Filled by picocli. Not thread-safe. */
final class Connected {
    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    Registry open() {
        return Registry.open(server.impatient());
    }

    boolean json() {
        return json.json();
    }

    boolean verbose() {
        return verbosity.verbose();
    }
}
