package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code modelkeel-spark} in real Sparks, whose class path Maven resolves now: {@code verification/spark-tests} in a JVM of its own, behind Spark's jars,
 * which a cluster has first. {@code -Dmodelkeel.spark.versions=3.5.9,4.0.4} runs it in others.
 */
@Heavy(
        counterpart = "spark",
        checks = {
            "integrations/spark/src/main",
            "drift/src/main/java/io/github/modelkeel/drift/column",
            "drift/src/main/java/io/github/modelkeel/drift/profile",
            "drift/src/main/java/io/github/modelkeel/drift/source",
            "verification/spark-tests/src/main",
            "verification/spark-tests/real/pom.xml"
        })
class SparkOnRealSparkTest {
    private static final Duration RESOLVING = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Path TESTS = Checkout.root().resolve("verification/spark-tests");
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    @TempDir
    private Path work;

    @Test
    void onTheJdkOfThisBuild() throws IOException {
        String versions = System.getProperty("modelkeel.spark.versions", "");
        if (versions.isEmpty()) {
            run(Path.of(System.getProperty("java.home")), sparkClassPath(Optional.empty()));
        }
        for (String version : versions.split(",", -1)) {
            if (!version.isEmpty()) {
                Banner.say("Spark " + version);
                run(Path.of(System.getProperty("java.home")), sparkClassPath(Optional.of(version)));
            }
        }
    }

    @Test
    void onJdk25() throws IOException {
        Optional<Path> jdk = jdk25();
        if (jdk.isEmpty()) {
            Banner.skipped("Spark on JDK 25: none is installed");
        } else {
            run(jdk.get(), sparkClassPath(Optional.empty()));
        }
    }

    /** Where {@code .ci/run} looks too. */
    private static Optional<Path> jdk25() throws IOException {
        List<Path> homes = new ArrayList<>();
        System.getenv().forEach((name, home) -> {
            if (name.startsWith("JAVA_HOME_25")) {
                homes.add(Path.of(home));
            }
        });
        for (Path place : List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> found = Files.list(place)) {
                    found.filter(home -> home.getFileName().toString().contains("25"))
                            .forEach(homes::add);
                }
            }
        }
        return homes.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .findFirst();
    }

    private String sparkClassPath(Optional<String> version) throws IOException {
        Path file = work.resolve("spark-class-path" + version.orElse("") + ".txt");
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                TESTS.resolve("real/pom.xml").toString(),
                "dependency:build-classpath"));
        command.add("-Dmdep.outputFile=" + file);
        version.ifPresent(asked -> command.add("-Dspark.version=" + asked));
        try (ChildProcess maven = ChildProcess.start(command, work, Map.of(), work.resolve("maven.log"))) {
            maven.awaitSuccess(RESOLVING);
        }
        return Files.readString(file).strip();
    }

    private void run(Path jdk, String spark) throws IOException {
        String ours = TESTS.resolve("target/classes")
                + File.pathSeparator
                + Files.readString(TESTS.resolve("target/runtime-class-path.txt"))
                        .strip();
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx1g", "-ea"));
        OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        command.add("-Dmodelkeel.shared=" + System.getProperty("modelkeel.shared", "../shared"));
        command.add("-Djava.io.tmpdir=" + work);
        command.addAll(List.of("-cp", spark + File.pathSeparator + ours, "io.github.modelkeel.sparktests.RunAll"));
        command.add("io.github.modelkeel.sparktests.SparkDriftChecks");
        command.add("io.github.modelkeel.sparktests.SparkScoringChecks");
        try (ChildProcess tests =
                ChildProcess.start(command, work, Map.of(), work.resolve("spark-" + jdk.getFileName() + ".log"))) {
            boolean ended = tests.awaitEnd(LIMIT);
            String summary = tests.tail();
            assertThat(ended).as("ended\n" + summary).isTrue();
            assertThat(tests.exitValue()).as(summary).isZero();
        }
    }
}
