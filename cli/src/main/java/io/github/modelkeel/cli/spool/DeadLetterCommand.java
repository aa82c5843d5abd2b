package io.github.modelkeel.cli.spool;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Listing;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.tracking.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what the server refused. Not thread-safe. */
@Command(
        name = "dead-letter",
        description = "Lists the records that the server refused, with the reason; they are kept, and not sent again.")
final class DeadLetterCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final SpoolOptions options = new SpoolOptions();

    DeadLetterCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return options.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Path directory = options.directory();
        Listing<Spool.DeadLetter> letters = new Listing<>(
                "dead_letters",
                "the server refused nothing that is in " + directory,
                List.of("DIRECTORY", "REASON", "RECORD"),
                letter -> List.of(letter.directory().toString(), letter.reason(), letter.record()),
                letter -> Json.object()
                        .put("directory", letter.directory().toString())
                        .put("reason", letter.reason())
                        .put("record", letter.record()));
        letters.print(Spool.deadLetters(directory).stream(), options.json(), console);
        return 0;
    }
}
