package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.samples.houseprices.Settings.Option;
import io.github.modelkeel.serving.ModelNotLoadableException;
import io.github.modelkeel.serving.ModelUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The sample's command line: {@code run}, {@code train}, {@code serve} and {@code drift}, on generated houses or on any CSV file.
 * Safe for use by multiple threads.
 */
public final class HousePrices {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private HousePrices() {}

    /**
     * Runs one command; the process ends with 0 for success, 1 for a failure and 2 for a mistake in what was asked for.
     *
     * @param args a command and options; none for {@code run}
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = execute(List.of(args), System.getProperties(), System.getenv(), out, err);
        if (code != OK) {
            System.exit(code);
        }
    }

    static int execute(
            List<String> args,
            Properties properties,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(Settings.usage());
            return OK;
        }
        PredictionServer.sendAtOnce();
        try {
            dispatch(Settings.parse(args, properties, environment), ClientConfig.fromEnvironment(), new Console(out));
            return OK;
        } catch (UsageException e) {
            err.println("house-prices: " + e.getMessage());
            return WRONG_USE;
        } catch (ClientException | ModelUnavailableException | ModelNotLoadableException e) {
            err.println("house-prices: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("house-prices: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static void dispatch(Settings settings, ClientConfig config, Console console)
            throws IOException, InterruptedException {
        switch (settings.command()) {
            case RUN ->
                RunCommand.run(Workspace.open(settings, console), config, DriftCommand.folder(settings), console);
            case TRAIN -> {
                Workspace workspace = Workspace.open(settings, console);
                try (Registry registry = Registry.open(config)) {
                    TrainCommand.Champion champion = TrainCommand.run(workspace, config, registry, console);
                    console.say("run", "%s", champion.winner().runPlace());
                }
            }
            case SERVE -> {
                String uri = settings.value(Option.MODEL)
                        .orElseGet(() -> "models:/" + Workspace.config(settings).model() + "@" + TrainCommand.CHAMPION);
                ServeCommand.run(uri, settings.port(), console);
            }
            case DRIFT ->
                DriftCommand.run(Workspace.open(settings, console), DriftCommand.folder(settings), console)
                        .forEach(report -> console.say("report", "%s", report));
        }
    }
}
