package io.github.modelkeel.samples.risk;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.driftmonitor.Webhook;
import io.github.modelkeel.feast.OnlineFeatures;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.ModelUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The sample's command line: {@code run}, {@code night} and {@code train}. Not thread-safe. */
@Command(
        name = "credit-risk",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        footer = "Without MLFLOW_TRACKING_URI all is kept by an embedded server in ./modelkeel-data")
public final class CreditRisk {
    /** What a person can do something about; anything else is a mistake of the program. */
    private static final List<Class<? extends Exception>> EXPECTED = List.of(
            IllegalArgumentException.class,
            IllegalStateException.class,
            IOException.class,
            UncheckedIOException.class,
            ClientException.class,
            ModelUnavailableException.class);

    private final ClientConfig config;
    private final Console console;

    @Option(names = "--data", scope = ScopeType.INHERIT, description = "CSV as Statlog's German credit")
    private String data = "";

    @Option(names = "--gates", scope = ScopeType.INHERIT, description = "default: ${DEFAULT-VALUE}")
    private Path gates = Path.of("samples/credit-risk/gates.yaml");

    @Option(names = "--output", scope = ScopeType.INHERIT, description = "of the nights; default: ${DEFAULT-VALUE}")
    private Path output = Path.of("modelkeel-data/nights");

    @Option(names = "--python", scope = ScopeType.INHERIT, description = "trains, with mlflow and scikit-learn")
    private String python = "";

    @Option(names = "--feast", scope = ScopeType.INHERIT, description = "http://HOST:PORT; default: a table")
    private String feast = "";

    private CreditRisk(ClientConfig config, PrintStream out) {
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
        System.exit(execute(List.of(args), ClientConfig.fromEnvironment(), out, System.err));
    }

    static int execute(List<String> args, ClientConfig config, PrintStream out, PrintStream err) {
        return new CommandLine(new CreditRisk(config, out))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, err))
                .execute(args.toArray(String[]::new));
    }

    private static int failed(Exception e, PrintStream err) throws Exception {
        if (EXPECTED.stream().noneMatch(type -> type.isInstance(e))) {
            throw e;
        }
        err.println("credit-risk: " + e.getMessage());
        return e instanceof IllegalArgumentException ? 2 : 1;
    }

    @Command(description = "nights, a dead feature store, drift, an alert, modelkeel watch, gates, the next night")
    void run(@Option(names = "--modelkeel", defaultValue = "cli/target/modelkeel.jar") String modelkeel)
            throws IOException, InterruptedException {
        String token = UUID.randomUUID().toString();
        Path state = output.resolve("watch");
        List<String> options =
                List.of("--port=0", "--cool-down=1s", "--gates=" + gates, "--state=" + state.resolve("alerts"));
        List<String> train =
                List.of("train", "--data=" + data, "--output=" + output, "--python=" + python, "--gates=" + gates);
        Map<String, String> environment = Map.of(
                "MLFLOW_TRACKING_URI", config.trackingUri(),
                "MODELKEEL_CACHE_DIR", config.cacheDirectory().toString(),
                "MODELKEEL_WATCH_TOKEN", token);
        try (Registry registry = Registry.open(config);
                Watch watch = new Watch(modelkeel, options, train, environment, state.resolve("watch.log"))) {
            story(registry).run(watch, token);
        }
    }

    @Command(description = "score a night's applications with the version in production, and compare with its profile")
    void night(
            @Option(names = "--customers", defaultValue = "", description = "older or younger") String customers,
            @Option(names = "--watch", defaultValue = "", description = "where an alert is sent") String watch)
            throws IOException {
        try (Registry registry = Registry.open(config)) {
            Story story = story(registry);
            String token = config.environmentVariable("MODELKEEL_WATCH_TOKEN").orElse("");
            Webhook webhook = watch.isEmpty() ? null : Nights.webhook(URI.create(watch), token);
            story.nights().score(customers.isEmpty() ? story.usualCustomers() : customers, story.store(), webhook);
        }
    }

    @Command(description = "train on the loans of the last nights and register; the last line is the version's address")
    void train(@Option(names = "--most", defaultValue = "1000000", description = "loans to train on, at most") int most)
            throws IOException, InterruptedException {
        try (Registry registry = Registry.open(config)) {
            ModelVersion version = story(registry).training().register(most);
            console.step("models:/" + version.name() + "/" + version.version());
        }
    }

    private Story story(Registry registry) {
        Loans loans = data.isBlank() ? Loans.generate(6_000, 42) : Loans.read(Path.of(data));
        Path folder = output.resolve(loans.model()); // nights of other loans are not mixed
        Nights nights = new Nights(config, registry, loans, folder, console);
        PythonTraining other =
                python.isBlank() ? null : new PythonTraining(python, gates.resolveSibling("train_sklearn.py"), folder);
        OnlineFeatures store = feast.isBlank() ? Store.table(loans) : Store.feast(URI.create(feast));
        return new Story(nights, new Training(nights, other), store, gates, console);
    }
}
