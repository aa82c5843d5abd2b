package io.github.modelkeel.interop;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * A directory as the pipelines of {@code samples/customer-churn} expect it: {@code modelkeel.jar}, {@code customer-churn.jar} and the files that they
 * read. The jars name this build's classes. Runs and models are kept by an embedded server below it. Not thread-safe.
 */
final class PipelineHome {
    private static final Path SAMPLE = Checkout.root().resolve("samples/customer-churn");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path directory;

    /** How a command ended, and what it printed. */
    record Ended(int code, String output) {}

    private PipelineHome(Path directory) {
        this.directory = directory;
    }

    static PipelineHome make(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String file : List.of("gates.yaml", "expectations.yaml")) {
            Files.copy(SAMPLE.resolve(file), directory.resolve(file));
        }
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        List<Path> withCommands = new ArrayList<>(List.of(Checkout.root().resolve("cli/target/classes")));
        withCommands.addAll(classPath);
        jar(directory.resolve("modelkeel.jar"), "io.github.modelkeel.cli.Main", withCommands);
        jar(directory.resolve("customer-churn.jar"), "io.github.modelkeel.samples.churn.CustomerChurn", classPath);
        return new PipelineHome(directory);
    }

    private static void jar(Path jar, String mainClass, List<Path> classPath) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                classPath.stream().map(path -> path.toUri().toString()).collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    /** The sample's file of a pipeline. */
    static Path pipeline(String name) {
        return SAMPLE.resolve("pipelines").resolve(name);
    }

    Path directory() {
        return directory;
    }

    String trackingUri() {
        return "local:" + directory.resolve("data");
    }

    /** The variables of the pipeline's processes: this build's Java first on the path, and the server. */
    Map<String, String> variables() {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        return PythonEnvironment.variables(Map.of(
                "PATH", java + File.pathSeparator + System.getenv("PATH"),
                "CHURN_HOME", directory.toString(),
                "MLFLOW_TRACKING_URI", trackingUri(),
                "MODELKEEL_CACHE_DIR", directory.resolve("cache").toString()));
    }

    /** Runs a command of an environment here. */
    Ended run(PythonEnvironment python, Map<String, String> more, String tool, String... words) {
        List<String> command =
                new ArrayList<>(List.of(python.executable().resolveSibling(tool).toString()));
        command.addAll(List.of(words));
        return run(command, more);
    }

    /** Runs a command of the pipeline itself here. */
    Ended run(List<String> words) {
        List<String> command = new ArrayList<>(words);
        if (command.get(0).equals("java")) {
            command.set(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        }
        return run(command, Map.of());
    }

    private Ended run(List<String> command, Map<String, String> more) {
        Map<String, String> variables = variables();
        variables.putAll(more);
        try (ChildProcess process =
                ChildProcess.start(command, directory, variables, directory.resolve("command.log"))) {
            if (!process.awaitEnd(LIMIT)) {
                throw new IllegalStateException(command + " did not end within " + LIMIT + "\n" + process.tail());
            }
            return new Ended(process.exitValue(), process.output());
        }
    }
}
