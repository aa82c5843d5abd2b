package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.client.ClientConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs the sample's steps within a test, on an embedded server that keeps its files in the test's folder. */
final class Sample {
    private final Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8));

    Sample(Path folder) {
        this.folder = folder;
    }

    ClientConfig config() {
        return ClientConfig.builder()
                .trackingUri("local:" + folder.resolve("server"))
                .cacheDirectory(folder.resolve("cache"))
                .build();
    }

    Workspace workspace(String... options) {
        Settings settings = new Settings();
        CommandLine.populateCommand(settings, options);
        return Workspace.open(settings, console);
    }

    RunCommand.Outcome run(Workspace workspace) {
        return RunCommand.run(workspace, config(), folder.resolve("reports"), console);
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
