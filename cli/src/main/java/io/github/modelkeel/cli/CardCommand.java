package io.github.modelkeel.cli;

import io.github.modelkeel.cli.card.CardFacts;
import io.github.modelkeel.cli.card.CardFiles;
import io.github.modelkeel.cli.card.CardReader;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what is known of a model. Not thread-safe. */
@Command(
        name = "card",
        description = {
            "Writes a model card into a directory: model-card.html (a page), model-card.md and model-card.cdx.json (CycloneDX 1.6).",
            "It has the signature, metrics, decisions of gates, training data, digests and lineage; what is not known is said to be absent."
        })
final class CardCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Source source = new Source();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "The directory to write to; made if need be, files of these names are replaced.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    CardCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Source.Fetched files = source.fetch();
        CardReader reader = new CardReader(source.address(), files.directory());
        CardFacts facts = files.version().isPresent()
                ? reader.ofServer(files.version().get(), source.config())
                : reader.ofDirectory();
        List<Path> written = CardFiles.write(facts, Instant.now(), output);
        Printed.lines(console, written.stream().map(Path::toString).toList());
        return 0;
    }
}
