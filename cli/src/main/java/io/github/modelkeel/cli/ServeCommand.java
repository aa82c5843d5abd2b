package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the embedded server until it is stopped. Not thread-safe. */
@Command(
        name = "serve",
        description = {
            "Runs an MLflow-compatible tracking server and model registry on 127.0.0.1 until Ctrl-C or SIGTERM.",
            "The first line of output has its address, to be used as --tracking-uri or MLFLOW_TRACKING_URI."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String TOOL = "modelkeel-local-server";

    private final Console console;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5000",
            description = "The port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "modelkeel-data",
            description = "Where the data are kept; made if it is missing. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String directory;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ToolProvider tool = ToolProvider.findFirst(TOOL)
                .orElseThrow(() -> new CommandFailure(
                        Failures.FAILED,
                        "the embedded server is missing: add modelkeel-local-server to the class path"));
        return tool.run(
                new PrintWriter(console.out(), true, StandardCharsets.UTF_8),
                new PrintWriter(console.err(), true, StandardCharsets.UTF_8),
                "--port",
                String.valueOf(port),
                "--dir",
                directory);
    }
}
