package io.github.modelkeel.samples.churn;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.ModelUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The sample's command line: {@code run}, {@code customers}, {@code train} and {@code serve}. Not thread-safe. */
@Command(
        name = "customer-churn",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        footer = "Without MLFLOW_TRACKING_URI all is kept by an embedded server in ./modelkeel-data")
public final class CustomerChurn {
    private static final int GENERATED_ROWS = 6_000;

    private final ClientConfig config;
    private final Console console;

    @Option(names = "--data", scope = ScopeType.INHERIT, description = "CSV with the columns of IBM's Telco sample")
    private String data = "";

    @Option(names = "--gates", scope = ScopeType.INHERIT, description = "default: ${DEFAULT-VALUE}")
    private Path gates = Path.of("samples/customer-churn/gates.yaml");

    @Option(names = "--output", scope = ScopeType.INHERIT, description = "default: ${DEFAULT-VALUE}")
    private Path output = Path.of("modelkeel-data/customer-churn");

    @Option(
            names = "--python",
            scope = ScopeType.INHERIT,
            description = "a Python with mlflow and scikit-learn trains too")
    private String python = "";

    private CustomerChurn(ClientConfig config, PrintStream out) {
        this.config = config;
        this.console = new Console(out);
    }

    /**
     * Runs one command; the process ends with 0 for success, 1 for a failure and 2 for a mistake in what was asked for.
     *
     * @param args a command and options
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code = execute(List.of(args), ClientConfig.fromEnvironment(), out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int execute(List<String> args, ClientConfig config, PrintStream out, PrintStream err) {
        return new CommandLine(new CustomerChurn(config, out))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, err))
                .execute(args.toArray(String[]::new));
    }

    private static int failed(Exception e, PrintStream err) throws Exception {
        if (!(e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof IOException
                || e instanceof UncheckedIOException
                || e instanceof ClientException
                || e instanceof ModelUnavailableException)) {
            throw e;
        }
        err.println("customer-churn: " + e.getMessage());
        return e instanceof IllegalArgumentException ? 2 : 1;
    }

    @Command(description = "train, gate, promote, serve, feedback, drift, roll back")
    void run() throws IOException, InterruptedException {
        try (Registry registry = Registry.open(config)) {
            story(registry).run(output.resolve("predictions"));
        }
    }

    @Command(description = "write the customers as CSV, which the steps of a pipeline read")
    void customers(@Option(names = "--file", required = true, description = "the CSV file to write") Path file)
            throws IOException {
        data().writeCsv(file);
        console.done("%s", file);
    }

    @Command(
            description =
                    "train and register two candidates; the last line is the better one's address, for a pipeline")
    void train(@Option(names = "--address", description = "a file for that address too") @Nullable Path address)
            throws IOException, InterruptedException {
        try (Registry registry = Registry.open(config)) {
            ModelVersion better = story(registry).train().get(0);
            String uri = "models:/" + better.name() + "/" + better.version();
            if (address != null) {
                Files.writeString(address, uri);
            }
            console.done("%s", uri);
        }
    }

    @Command(description = "answer predictions over HTTP until stopped")
    void serve(@Option(names = "--port", defaultValue = "8000", description = "default: 8000") int port)
            throws IOException, InterruptedException {
        try (ChurnService service =
                new ChurnService(config, Training.modelName(data()), output.resolve("predictions"), port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "customer-churn-stop"));
            console.done("%s  (POST /predict, /predict/batch; GET /health, /metrics, /try)", service.uri());
            new CountDownLatch(1).await(); // the hook completes open requests
        }
    }

    private Customers data() {
        return data.isBlank() ? Customers.generate(GENERATED_ROWS, 42) : Customers.read(Path.of(data));
    }

    private RunCommand story(Registry registry) {
        PythonCandidate other =
                python.isBlank() ? null : new PythonCandidate(python, gates.resolveSibling("train_sklearn.py"), output);
        return new RunCommand(config, registry, Training.of(data(), config, registry), other, gates, console);
    }
}
