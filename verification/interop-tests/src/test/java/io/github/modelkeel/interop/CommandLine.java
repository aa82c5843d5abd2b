package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs of this build in processes of their own. */
final class CommandLine {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private CommandLine() {}

    /** The words that start {@code modelkeel}, whose classes would silence all logging on this JVM's class path. */
    static List<String> modelkeel(String... words) {
        return java(classPath(), "io.github.modelkeel.cli.Main", words);
    }

    /** The class path of {@code modelkeel}. */
    static String classPath() {
        String classes = Checkout.root().resolve("cli/target/classes").toString();
        return classes + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** The words that start a program that is on this JVM's class path. */
    static List<String> ofClassPath(String mainClass, String... words) {
        return java(System.getProperty("java.class.path", ""), mainClass, words);
    }

    private static List<String> java(String classPath, String mainClass, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                mainClass));
        command.addAll(List.of(words));
        return command;
    }

    /** The output of {@code modelkeel}, which ends with an exit code. */
    static String run(ServerKind server, Path work, int code, String... words) {
        List<String> command = modelkeel(words);
        command.addAll(List.of("--tracking-uri", server.uri().toString()));
        try (ChildProcess process = ChildProcess.start(command, work, Map.of(), work.resolve("output"))) {
            assertThat(process.awaitEnd(LIMIT)).as("ended").isTrue();
            assertThat(process.exitValue()).as(process.output()).isEqualTo(code);
            return process.output();
        }
    }
}
