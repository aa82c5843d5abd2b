package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.ServerOption;
import io.github.modelkeel.cli.console.Table;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.cli.registry.GateOptions;
import io.github.modelkeel.servinghttp.socket.HttpServer;
import io.github.modelkeel.servinghttp.socket.HttpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Retrains a model when its alert fires. Not thread-safe. */
@Command(
        name = "watch",
        description = {
            "Receives alerts of Alertmanager or of a drift monitor at /hooks/alertmanager, runs a command once for each,",
            "and moves an alias to the version that it made if the gates agree. The command gets the alert as JSON on",
            "standard input. Exit code 0: the last line of its output is the version, or else the newest version is",
            "taken, if it was registered since the command started; 3: its own gate refused; any other: it failed."
        },
        subcommands = StatusCommand.class)
public final class WatchCommand implements Callable<Integer>, Verbose {
    static final String STATE = "modelkeel-watch";

    private static final HttpSettings HTTP =
            new HttpSettings(8 << 20, 4, 64, 256, Duration.ofSeconds(10), Duration.ofSeconds(30));
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Console console;

    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final GateOptions gates = new GateOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description =
                    "After --: the program and its arguments. They are given to it as they are; no shell reads them.")
    private List<String> command = List.of();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = STATE,
            description = "Where alerts and the output of the command are kept. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path state;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on; another than this machine's own needs a token. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9096",
            description = "The port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The bearer token that senders must have. Default: the environment's MODELKEEL_WATCH_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = {
                "The secret by which senders may sign instead. Default: the environment's MODELKEEL_WATCH_SECRET."
            })
    private @Nullable Path secretFile;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model of alerts without the label model. Default: such alerts are ignored.")
    private String model = "";

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "The alias to move. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String alias;

    @Option(
            names = "--cool-down",
            paramLabel = "TIME",
            defaultValue = "6h",
            converter = Durations.class,
            description = "How long a model is not retrained again, as 90s, 30m, 6h or 2d. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration coolDown;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            defaultValue = "6h",
            converter = Durations.class,
            description = "After which the command and all that it started is ended. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration timeLimit;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many models are retrained at a time; others wait. Default: ${DEFAULT-VALUE}.")
    private int atOnce;

    /** For picocli. */
    WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        InetSocketAddress address = address();
        Access access = access(address);
        TrainingCommand training = training();
        Promoter promoter = new Promoter(server.config(), alias, gates.read());
        try (StateDirectory directory = StateDirectory.open(state)) {
            Retrainings retrainings =
                    Retrainings.open(directory, coolDown, InstantSource.system(), System::nanoTime, this::log);
            try (Trainer trainer =
                    new Trainer(retrainings, directory, training, promoter, atOnce, Trainer.AGAIN, this::log)) {
                List<Retraining> left = retrainings.unfinished();
                AlertHandler handler = new AlertHandler(access, model, retrainings, trainer::start, this::log);
                HttpServer http = HttpServer.start(address, handler, HTTP);
                trainer.resume(left);
                serve(http, trainer);
            }
        }
        return 0;
    }

    private TrainingCommand training() {
        if (command.isEmpty()) {
            throw usage("a command is needed after --, as in modelkeel watch -- python train.py");
        }
        if (atOnce < 1) {
            throw usage("--at-once must be 1 or more: " + atOnce);
        }
        if (timeLimit.isZero()) {
            throw usage("--time-limit must be positive");
        }
        TrainingCommand training = new TrainingCommand(command, timeLimit);
        training.mustBeThere();
        return training;
    }

    private InetSocketAddress address() throws IOException {
        if (port < 0 || port > 65_535) {
            throw usage("--port must be between 0 and 65535: " + port);
        }
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    private Access access(InetSocketAddress address) throws IOException {
        Access access = new Access(
                Secrets.read("--token-file", tokenFile, System.getenv(Secrets.TOKEN)),
                Secrets.read("--secret-file", secretFile, System.getenv(Secrets.SECRET)));
        if (access.isOpen() && !address.getAddress().isLoopbackAddress()) {
            throw usage("--host " + host + " can be reached by other machines: give --token-file, --secret-file, or the"
                    + " environment's MODELKEEL_WATCH_TOKEN");
        }
        if (access.isOpen()) {
            log("every user of this machine can send alerts: no token and no secret is set");
        }
        return access;
    }

    /** Until the JVM is asked to end, by a signal or Ctrl-C; then the command is ended too, and the state kept. */
    private void serve(HttpServer http, Trainer trainer) {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    trainer.closing();
                    http.stop(DRAIN);
                    trainer.close();
                    stopped.countDown();
                },
                "modelkeel-watch-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        PrintWriter out = new PrintWriter(console.out(), true, StandardCharsets.UTF_8);
        out.println("Modelkeel watch: http://" + url(http.address()) + AlertHandler.ALERTS);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            http.stop(DRAIN);
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private static String url(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    private void log(String line) {
        console.err().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + Table.printable(line));
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(Failures.USAGE, message);
    }
}
