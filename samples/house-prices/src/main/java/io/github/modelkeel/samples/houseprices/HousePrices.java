package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.ModelNotLoadableException;
import io.github.modelkeel.serving.ModelUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The sample's command line: {@code run}, {@code train}, {@code serve} and {@code drift}, on generated houses or on any CSV file.
 * Not thread-safe.
 */
@Command(
        name = "house-prices",
        synopsisSubcommandLabel = "[COMMAND]",
        sortOptions = false,
        description =
                "Each option can also be set as -Dname=VALUE or as the environment variable that stands beside it.",
        footer =
                "Runs are logged to MLFLOW_TRACKING_URI; unset: to an embedded server that keeps its files in ./modelkeel-data")
public final class HousePrices implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final Console console;
    private final ClientConfig client = ClientConfig.fromEnvironment();

    @Mixin
    private final Settings settings = new Settings();

    private HousePrices(PrintStream out) {
        this.console = new Console(out);
    }

    /**
     * Runs one command; the process ends with 0 for success, 1 for a failure and 2 for a mistake in what was asked for.
     *
     * @param args a command and options; none for {@code run}
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = execute(List.of(args), System.getProperties(), System.getenv(), out, err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int execute(
            List<String> args,
            Properties properties,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        return new CommandLine(new HousePrices(out))
                .setDefaultValueProvider(Settings.defaults(properties, environment))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, words) -> {
                    err.println("house-prices: " + e.getMessage() + suggestion(e));
                    return WRONG_USE;
                })
                .setExecutionExceptionHandler((e, line, words) -> failed(e, err))
                .execute(args.toArray(String[]::new));
    }

    private static String suggestion(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unknown ? unknown.getSuggestions() : List.of();
        return near.isEmpty() ? "" : ", did you mean '" + near.get(0) + "'?";
    }

    private static int failed(Exception e, PrintStream err) throws Exception {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
        boolean explained = e instanceof UsageException
                || e instanceof ClientException
                || e instanceof ModelUnavailableException
                || e instanceof ModelNotLoadableException;
        if (!explained && !(e instanceof IOException)) {
            throw e;
        }
        err.println("house-prices: " + (explained ? e.getMessage() : e));
        return e instanceof UsageException ? WRONG_USE : FAILED;
    }

    /** Without a command everything is done once. */
    @Override
    @Command(description = "train, log, register, load, predict and compare data: everything below once (the default)")
    public void run() {
        RunCommand.run(Workspace.open(settings, console), client, settings.output(), console);
    }

    @Command(description = "train the candidates, log them, register the better one as champion or challenger")
    void train(
            @Option(
                            names = "--challenger",
                            description = "register it as challenger; gates decide later whether it takes over")
                    boolean challenger) {
        Workspace workspace = Workspace.open(settings, console);
        try (Registry registry = Registry.open(client)) {
            String alias = challenger ? TrainCommand.CHALLENGER : TrainCommand.CHAMPION;
            TrainCommand.Registered registered = TrainCommand.run(workspace, client, registry, alias, console);
            console.say("run", "%s", registered.winner().runPlace());
        }
    }

    @Command(description = "answer predictions over HTTP until stopped")
    void serve() throws IOException, InterruptedException {
        String uri = settings.model()
                .orElseGet(() -> "models:/" + Workspace.config(settings).model() + "@" + TrainCommand.CHAMPION);
        ServeCommand.run(uri, settings, console);
    }

    @Command(description = "compare two parts of the data and write a report")
    void drift() {
        Workspace workspace = Workspace.open(settings, console);
        DriftCheck.writeReports(workspace.features(), workspace.config(), settings.output(), console)
                .forEach(report -> console.say("report", "%s", report));
    }
}
