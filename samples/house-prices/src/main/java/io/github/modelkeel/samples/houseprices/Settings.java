package io.github.modelkeel.samples.houseprices;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What one invocation asks for. Each option can be a flag ({@code --data homes.csv}), a system property ({@code -Ddata=homes.csv})
 * or an environment variable ({@code MODEL_DATA=homes.csv}); the first of the three that is set and not blank counts.
 */
record Settings(Command command, Map<Option, String> values) {
    /** What to do. */
    enum Command {
        RUN("train, log, register, load, predict and compare data: everything below once"),
        TRAIN("train the candidates, log them, register the better one as champion"),
        SERVE("answer predictions over HTTP until stopped"),
        DRIFT("compare two parts of the data and write a report");

        private final String purpose;

        Command(String purpose) {
            this.purpose = purpose;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The options, with the environment variable of each. */
    enum Option {
        CONFIG("MODEL_CONFIG", "the configuration (default: ./model_config.yaml, else the one in the jar)"),
        DATA("MODEL_DATA", "a CSV file (default: generated data)"),
        TARGET("MODEL_TARGET", "the column to predict (default: the configuration's)"),
        OUTPUT("MODEL_OUTPUT", "the folder of the reports (default: modelkeel-data/reports)"),
        MODEL("MODEL_URI", "the model to serve (default: models:/NAME@champion)"),
        PORT("MODEL_PORT", "the port to serve on (default: 8000, 0 for any free one)");

        private final String variable;
        private final String purpose;

        Option(String variable, String purpose) {
            this.variable = variable;
            this.purpose = purpose;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int DEFAULT_PORT = 8000;

    Settings {
        values = Map.copyOf(values);
    }

    static Settings parse(List<String> arguments, Properties properties, Map<String, String> environment) {
        Map<Option, String> values = new EnumMap<>(Option.class);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            Option option = option(argument.substring(2, equals < 0 ? argument.length() : equals));
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new UsageException(argument + " needs a value");
            }
            values.put(option, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1));
        }
        for (Option option : Option.values()) {
            firstSet(values.get(option), properties.getProperty(option.word()), environment.get(option.variable))
                    .ifPresentOrElse(value -> values.put(option, value), () -> values.remove(option));
        }
        return new Settings(command(words), values);
    }

    Optional<String> value(Option option) {
        return Optional.ofNullable(values.get(option));
    }

    Optional<Path> path(Option option) {
        return value(option).map(Path::of);
    }

    int port() {
        String text = value(Option.PORT).orElse(Integer.toString(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new UsageException("port is not a number: " + text, e);
        }
        throw new UsageException("port must be between 0 and 65535: " + text);
    }

    /** The text of the command-line help. */
    static String usage() {
        StringBuilder text =
                new StringBuilder("Usage: house-prices [COMMAND] [--OPTION VALUE]...%n%nCommands:%n".formatted());
        for (Command command : Command.values()) {
            text.append("  %-8s %s%n".formatted(command.word(), command.purpose));
        }
        text.append("%nOptions, also as -Dname=VALUE or environment variable:%n".formatted());
        for (Option option : Option.values()) {
            text.append("  --%-8s %-14s %s%n".formatted(option.word(), option.variable, option.purpose));
        }
        return text.append(
                        "%nRuns are logged to MLFLOW_TRACKING_URI; unset: to an embedded server that keeps its files in ./modelkeel-data"
                                .formatted())
                .toString();
    }

    private static Optional<String> firstSet(@org.jspecify.annotations.Nullable String... candidates) {
        return Stream.of(candidates)
                .flatMap(Stream::ofNullable)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Option option(String word) {
        return Stream.of(Option.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown option '--" + word + "'"
                        + NearMatch.hint(
                                word,
                                Stream.of(Option.values()).map(Option::word).toList())));
    }

    private static Command command(List<String> words) {
        if (words.isEmpty()) {
            return Command.RUN;
        }
        if (words.size() > 1) {
            throw new UsageException("one command at a time, got: " + String.join(" ", words));
        }
        return Stream.of(Command.values())
                .filter(each -> each.word().equals(words.get(0)))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown command '" + words.get(0) + "'"
                        + NearMatch.hint(
                                words.get(0),
                                Stream.of(Command.values()).map(Command::word).toList())));
    }
}
