package io.github.modelkeel.cli.spool;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Table;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads everything that is left. Not thread-safe. */
@Command(
        name = "verify",
        description = {
            "Reads everything that is left and prints what is wrong with it. Exit code 1 if something is.",
            "A record that a crash cut off at the end of a file is not wrong: it was never confirmed."
        })
final class VerifyCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final SpoolOptions options = new SpoolOptions();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return options.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Path directory = options.directory();
        List<String> faults = Spool.verify(directory);
        if (options.json()) {
            JsonObject object = Json.object().put("ok", faults.isEmpty());
            faults.forEach(object.putArray("faults")::add);
            Printed.json(console, object);
        } else if (faults.isEmpty()) {
            Printed.write(console, out -> out.write("ok: all that is left in " + directory + " can be read\n"));
        } else {
            Printed.write(console, out -> {
                for (String fault : faults) {
                    out.write(Table.printable(fault) + "\n");
                }
            });
        }
        return faults.isEmpty() ? 0 : Failures.FAILED;
    }
}
