package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python environment with real counterparts: {@code .venv-interop} of the checkout has MLflow, {@code .venv-kserve} KServe's client, and
 * directories below {@code ~/.cache/modelkeel-interop} the heavy ones, as Feast. Each is made from its requirements on first use. Immutable, safe for use by multiple threads.
 */
final class PythonEnvironment {
    /** The system property {@code interop}: what to do where there is no Python. */
    enum Mode {
        AUTO,
        REQUIRED,
        OFF;

        static Mode current() {
            String value = System.getProperty("interop", "auto");
            try {
                return valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("interop must be auto, required or off: " + value, e);
            }
        }
    }

    private static final OnFirstUse MLFLOW = new OnFirstUse(".venv-interop", "requirements.txt", "the real MLflow");

    /** KServe wants an older pandas and protobuf than MLflow has. */
    private static final OnFirstUse KSERVE =
            new OnFirstUse(".venv-kserve", "requirements-kserve.txt", "KServe's client");

    /** Those that weigh hundreds of megabytes, by name, so that one is made for all checkouts. */
    private static final Map<String, OnFirstUse> HEAVY = new ConcurrentHashMap<>();

    private final Path executable;

    private PythonEnvironment(Path executable) {
        this.executable = executable;
    }

    /**
     * The environment with MLflow, made now when it is not there yet. Where there is none, skips the calling test with one loud line in the
     * build's output, or fails it when {@code interop=required}.
     */
    static PythonEnvironment orSkip() {
        return MLFLOW.orSkip();
    }

    /** The environment with KServe's client, as {@link #orSkip()}. */
    static PythonEnvironment kserveOrSkip() {
        return KSERVE.orSkip();
    }

    /** The environment with Feast, as {@link #orSkip()}. */
    static PythonEnvironment feastOrSkip() {
        return heavyOrSkip("feast");
    }

    /** The environment of a {@link Heavy} counterpart, made from {@code requirements-NAME.txt}; else as {@link #orSkip()}. */
    static PythonEnvironment heavyOrSkip(String name) {
        return HEAVY.computeIfAbsent(name, PythonEnvironment::heavy).orSkip();
    }

    private static OnFirstUse heavy(String name) {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "modelkeel-interop", name);
        return new OnFirstUse(home.toString(), "requirements-" + name + ".txt", "the real " + name);
    }

    /** An environment that is made once, or why it cannot be. */
    private static final class OnFirstUse {
        private final String home;
        private final String requirements;
        private final String what;
        private @Nullable PythonEnvironment made;
        private @Nullable String whyNot;

        OnFirstUse(String home, String requirements, String what) {
            this.home = home;
            this.requirements = requirements;
            this.what = what;
        }

        synchronized PythonEnvironment orSkip() {
            Mode mode = Mode.current();
            if (made == null && whyNot == null) {
                make(mode);
            }
            if (made != null) {
                return made;
            } else if (mode == Mode.REQUIRED) {
                throw new IllegalStateException("-Dinterop=required, but " + whyNot);
            }
            return Assumptions.abort(whyNot);
        }

        private void make(Mode mode) {
            PythonInstallation installation = new PythonInstallation(
                    Checkout.root().resolve(home),
                    Checkout.root().resolve("verification/interop-tests").resolve(requirements));
            Optional<String> obstacle =
                    mode == Mode.OFF ? Optional.of("-Dinterop=off leaves " + what + " out") : installation.ensure();
            if (obstacle.isEmpty()) {
                made = new PythonEnvironment(installation.executable());
            } else {
                whyNot = obstacle.get();
                if (mode != Mode.REQUIRED) {
                    Banner.skipped("all tests with " + what + ": " + whyNot);
                }
            }
        }
    }

    /** The environment's interpreter. */
    Path executable() {
        return executable;
    }

    /** The variables that every Python process gets: UTF-8, no telemetry, no progress bars, no retries that hide a fault. */
    static Map<String, String> variables(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "PYTHONUTF8", "1",
                "PYTHONUNBUFFERED", "1",
                "MLFLOW_DISABLE_TELEMETRY", "true",
                "DO_NOT_TRACK", "true",
                "GIT_PYTHON_REFRESH", "quiet",
                "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false",
                "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true",
                "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0"));
        all.putAll(more);
        return all;
    }

    /**
     * Runs {@code src/test/resources/python/<script>} in {@code work} and returns the JSON object that is the last line of its
     * output.
     *
     * @throws IllegalStateException with the script's last lines when it fails or overruns
     */
    JsonNode run(String script, Path work, Duration limit, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(), Checkout.resource("python/" + script).toString()));
        command.addAll(List.of(arguments));
        Path log = work.resolve(script + ".log");
        try (ChildProcess process = ChildProcess.start(command, work, variables(variables), log)) {
            process.awaitSuccess(limit);
            List<String> lines = process.output().lines().toList();
            return new ObjectMapper().readTree(lines.get(lines.size() - 1));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(script + " did not print a JSON summary as its last line: " + log, e);
        }
    }
}
