package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Limit;
import io.github.modelkeel.cli.console.Listing;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.registry.RegisteredModel;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists models. Not thread-safe. */
@Command(
        name = "list",
        description = {
            "Lists the registered models: name, aliases with the versions they point to, when it was last changed.",
            "They are printed as the server's pages come."
        })
final class ListCommand implements Callable<Integer>, Verbose {
    private static final Listing<RegisteredModel> MODELS = new Listing<>(
            "models",
            "no registered models were found",
            List.of("NAME", "ALIASES", "UPDATED"),
            model -> List.of(model.name(), Described.aliases(model), Described.time(model.updated())),
            Described::of);

    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Mixin
    private final Limit limit = new Limit();

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "MLflow's filter language, for example \"name LIKE 'house%%'\". Default: all models.")
    private String filter = "";

    @Option(
            names = "--order-by",
            paramLabel = "KEY",
            description = "For example \"last_updated_timestamp DESC\"; may be repeated. Default: by name.")
    private String @Nullable [] orderBy;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        String[] order = orderBy == null ? new String[0] : orderBy;
        try (Registry registry = connected.open()) {
            MODELS.print(limit.of(registry.searchModels(filter, order)), connected.json(), console);
        }
        return 0;
    }
}
