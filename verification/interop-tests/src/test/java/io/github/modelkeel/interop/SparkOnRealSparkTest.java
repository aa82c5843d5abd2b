package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

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
import org.junit.jupiter.api.extension.ExtendWith;
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
            "drift/src/main/java/io/github/modelkeel/drift/statistics/Gap.java",
            "drift/src/main/java/io/github/modelkeel/drift/statistics/KolmogorovSmirnov.java",
            "drift/src/main/java/io/github/modelkeel/drift/statistics/LargestGap.java",
            "drift-monitor/src/main",
            "verification/interop-tests/src/test/resources/python/parity_models.py",
            "verification/interop-tests/src/test/resources/python/parity_pipelines.py",
            "verification/spark-tests/src/main",
            "verification/spark-tests/real/pom.xml"
        })
@ExtendWith(ServerLogOnFailure.class)
class SparkOnRealSparkTest {
    private static final Duration RESOLVING = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final List<String> CHECKS = List.of(
            "sparktests.SparkDriftChecks",
            "sparktests.SparkKsChecks",
            "sparktests.SparkScoringChecks",
            "sparktests.SparkFunctionChecks",
            "sparktests.SparkFailureChecks",
            "sparktests.SparkStreamingChecks",
            "sparktests.SparkClusterChecks",
            "sparktests.SparkDriftClusterChecks",
            "spark.DatasetRowsChecks",
            "spark.ExecutorFilesChecks",
            "spark.OutputColumnsChecks");

    /** All of those in whose predictions Python and Java have the same bits, by {@link ParityBound}. */
    private static final List<String> PIPELINES = List.of(
            "house-gbr",
            "house-hist-categories", // texts and numbers are missing
            "house-forest-missing",
            "house-tree-two-targets", // two numbers a row
            "house-forest-two-targets",
            "house-logarithms",
            "house-target-encoder",
            "house-isolation",
            "house-kmeans",
            "house-xgb-missing",
            "house-lgb",
            "house-lgb-categories", // of pandas' type, unseen ones too
            "churn-forest",
            "churn-flags", // truth values
            "churn-voting-hard", // labels without probabilities
            "churn-linear-svc",
            "churn-xgb",
            "credit-forest-classes", // four classes
            "credit-tree-texts", // three, with texts for names
            "credit-xgb-classes");

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
            run(Path.of(System.getProperty("java.home")), sparkClassPath(Optional.empty()), List.of(), CHECKS);
        }
        for (String version : versions.split(",", -1)) {
            if (!version.isEmpty()) {
                Banner.say("Spark " + version);
                run(Path.of(System.getProperty("java.home")), sparkClassPath(Optional.of(version)), List.of(), CHECKS);
            }
        }
    }

    @Test
    void onJdk25() throws IOException {
        Optional<Path> jdk = jdk25();
        if (jdk.isEmpty()) {
            Banner.skipped("Spark on JDK 25: none is installed");
        } else {
            run(jdk.get(), sparkClassPath(Optional.empty()), List.of(), CHECKS);
        }
    }

    @Test
    void pipelinesHaveTheBitsOfAPredictorAndOfPython() throws IOException {
        Path data = Path.of(System.getProperty("modelkeel.shared", "../../shared"), "data")
                .toAbsolutePath();
        if (!Files.exists(data.resolve("house_prices.csv"))) {
            Banner.skipped("pipelines on real data by Spark: no house_prices.csv under modelkeel.shared");
            abort("the data sets are absent");
        }
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = RealMlflowServer.shared().uri().toString();
        String pipelines = String.join(",", PIPELINES);
        python.run(
                "parity_models.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server),
                data.toString(),
                work.toString(),
                pipelines);
        run(
                Path.of(System.getProperty("java.home")),
                sparkClassPath(Optional.empty()),
                List.of(
                        "-Dmodelkeel.parity=" + work,
                        "-Dmodelkeel.parity.pipelines=" + pipelines,
                        "-Dmodelkeel.parity.registry=" + server),
                List.of("sparktests.SparkParityChecks"));
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

    private void run(Path jdk, String spark, List<String> properties, List<String> checks) throws IOException {
        String ours = TESTS.resolve("target/classes")
                + File.pathSeparator
                + Files.readString(TESTS.resolve("target/runtime-class-path.txt"))
                        .strip();
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx1g", "-ea"));
        OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        command.add("-Dmodelkeel.shared=" + System.getProperty("modelkeel.shared", "../shared"));
        command.add("-Djava.io.tmpdir=" + work);
        command.addAll(properties);
        command.addAll(List.of("-cp", spark + File.pathSeparator + ours, "io.github.modelkeel.sparktests.RunAll"));
        checks.forEach(name -> command.add("io.github.modelkeel." + name));
        try (ChildProcess tests = ChildProcess.start(
                command, work, variables(jdk), work.resolve("spark-" + jdk.getFileName() + ".log"))) {
            boolean ended = tests.awaitEnd(LIMIT);
            String summary = tests.tail();
            assertThat(ended).as("ended\n" + summary).isTrue();
            assertThat(tests.exitValue()).as(summary).isZero();
        }
    }

    /** A Spark without a home has executors that are processes if there is a place that looks like one; they have the driver's class path. */
    private Map<String, String> variables(Path jdk) throws IOException {
        Path home = work.resolve("spark-home");
        Files.createDirectories(home.resolve("jars"));
        return Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "JAVA_HOME",
                jdk.toString(),
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "SPARK_LOCAL_HOSTNAME",
                "localhost");
    }
}
