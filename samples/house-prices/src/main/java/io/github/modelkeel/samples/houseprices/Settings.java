package io.github.modelkeel.samples.houseprices;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * What one invocation asks for. Each option can be a flag ({@code --data homes.csv}), a system property ({@code -Ddata=homes.csv})
 * or an environment variable ({@code MODEL_DATA=homes.csv}); the first of the three that is set and not blank counts.
 */
final class Settings {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--config",
            scope = INHERIT,
            description = "MODEL_CONFIG: the configuration (default: ./model_config.yaml, else the one in the jar)")
    private @Nullable String config;

    @Option(names = "--data", scope = INHERIT, description = "MODEL_DATA: a CSV file (default: generated data)")
    private @Nullable String data;

    @Option(
            names = "--target",
            scope = INHERIT,
            description = "MODEL_TARGET: the column to predict (default: the configuration's)")
    private @Nullable String target;

    @Option(
            names = "--output",
            scope = INHERIT,
            description = "MODEL_OUTPUT: the folder of the reports (default: modelkeel-data/reports)")
    private @Nullable String output;

    @Option(
            names = "--model",
            scope = INHERIT,
            description = "MODEL_URI: the model to serve (default: models:/NAME@champion)")
    private @Nullable String model;

    @Option(
            names = "--port",
            scope = INHERIT,
            description = "MODEL_PORT: the port to serve on (default: 8000, 0 for any free one)")
    private int port = 8000;

    @Option(
            names = "--host",
            scope = INHERIT,
            description = "MODEL_HOST: the address to serve on (default: 127.0.0.1; 0.0.0.0 for all)")
    private String host = "127.0.0.1";

    @Option(
            names = "--log",
            scope = INHERIT,
            description = "MODEL_LOG: the folder of the prediction log (default: no log)")
    private @Nullable String log;

    @Option(
            names = "--drift-window",
            scope = INHERIT,
            description = "MODEL_DRIFT_WINDOW: how long what is asked is counted before it is compared (default: PT5M)")
    private Duration driftWindow = Duration.ofMinutes(5);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = INHERIT,
            description = "print this")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    /** Where an option without a flag gets its value from. */
    static IDefaultValueProvider defaults(Properties properties, Map<String, String> environment) {
        return option -> {
            String word = ((OptionSpec) option).longestName().substring(2);
            String variable = word.equals("model")
                    ? "MODEL_URI"
                    : "MODEL_" + word.replace('-', '_').toUpperCase(Locale.ROOT);
            return set(properties.getProperty(word))
                    .or(() -> set(environment.get(variable)))
                    .orElse(null);
        };
    }

    Optional<Path> config() {
        return set(config).map(Path::of);
    }

    Optional<Path> data() {
        return set(data).map(Path::of);
    }

    Optional<String> target() {
        return set(target);
    }

    Path output() {
        return Path.of(set(output).orElse("modelkeel-data/reports"));
    }

    Optional<String> model() {
        return set(model);
    }

    int port() {
        if (port < 0 || port > MAX_PORT) {
            throw new UsageException("port must be between 0 and 65535: " + port);
        }
        return port;
    }

    String host() {
        return host;
    }

    Duration driftWindow() {
        return driftWindow;
    }

    Optional<Path> log() {
        return set(log).map(Path::of);
    }

    private static Optional<String> set(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
