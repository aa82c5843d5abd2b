package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that a model predicts here what it predicted where it was made. Not thread-safe. */
@Command(
        name = "verify",
        description = {
            "Compares the files with their digests, reads the model and replays the predictions that are stored with it, bit by bit.",
            "A model of Python has none; the rows of its input example are predicted, which must succeed."
        })
final class VerifyCommand implements Callable<Integer>, Verbose {
    private static final List<String> EXAMPLES = List.of("serving_input_example.json", "input_example.json");

    private final Console console;

    @Mixin
    private final Source source = new Source();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Source.Fetched files = source.fetch();
        ModelBundle bundle = Source.read(files);
        int replayed = bundle.exampleRows().size();
        String found =
                replayed > 0 ? "ok: " + replayed + " stored predictions, bit for bit" : example(files, bundle.model());
        Printed.lines(console, List.of(found));
        return 0;
    }

    private static String example(Source.Fetched files, ScoringModel model) throws IOException {
        for (String name : EXAMPLES) {
            Path file = files.directory().resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return "ok: the model predicts the " + predict(file, model) + " rows of " + name
                        + "; there are no stored predictions to compare with";
            }
        }
        return "ok: the model can be read; there are neither stored predictions nor an input example";
    }

    private static long predict(Path file, ScoringModel model) throws IOException {
        Signature.Row row = model.newRow();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonRows rows = JsonRows.of(in, model.signature())) {
            while (rows.next(row)) {
                try {
                    model.predictOne(Rows.of(row));
                } catch (InvalidInputException e) {
                    throw new CommandFailure(
                            Failures.FAILED,
                            "the model refuses row " + (rows.count() - 1) + " of " + file.getFileName() + ": "
                                    + e.getMessage(),
                            e);
                }
            }
            return rows.count();
        } catch (JsonRows.MalformedRowsException e) {
            throw new CommandFailure(Failures.FAILED, file.getFileName() + ": " + e.getMessage(), e);
        }
    }
}
