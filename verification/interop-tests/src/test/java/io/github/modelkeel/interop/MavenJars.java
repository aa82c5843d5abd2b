package io.github.modelkeel.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The jars that a {@code pom.xml} of the test resources names, fetched by Maven once for all checkouts of a user: no other build downloads them. */
final class MavenJars {
    /** A broker of Kafka and its client. */
    static final MavenJars KAFKA = new MavenJars("kafka");

    /** What {@link SparkSpeed} measures us beside. */
    static final MavenJars SPARK_PEERS = new MavenJars("spark-speed");

    private final String name;
    private final MadeOnce made;

    private MavenJars(String name) {
        this.name = name;
        this.made = new MadeOnce("the real " + name, name + "-" + digest(pom(name)), "jars", this::fetch);
    }

    private static Path pom(String name) {
        return Checkout.resource(name + "/pom.xml");
    }

    private static String digest(Path pom) {
        try {
            return Checkout.sha256(Files.readAllBytes(pom)).substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pom, e);
        }
    }

    /** The jars, fetched now when they are not there yet; skips the calling test where they cannot be. */
    List<Path> orSkip() {
        Path home = made.orSkip();
        try (Stream<Path> jars = Files.list(home)) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + home, e);
        }
    }

    private void fetch(Path home) throws IOException {
        Banner.say("fetching the jars of " + name + " into " + home + ", once");
        Files.copy(pom(name), home.resolve("pom.xml"), StandardCopyOption.REPLACE_EXISTING);
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = List.of(
                windows ? "mvn.cmd" : "mvn",
                "-B",
                "-ntp",
                "dependency:copy-dependencies",
                "-DoutputDirectory=" + home.resolve("part"));
        try (ChildProcess maven = ChildProcess.start(command, home, Map.of(), home.resolve("fetch.log"))) {
            MadeOnce.await(maven, "fetching the jars of " + name);
        }
        Files.move(home.resolve("part"), home.resolve("jars"));
    }
}
