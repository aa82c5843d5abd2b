package io.github.modelkeel.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The jars that a job on Spark adds to it, as {@code spark.jars} lists them: those of {@code verification/spark-tests}. */
final class SparkJars {
    private static final Path TESTS = Checkout.root().resolve("verification/spark-tests");

    private SparkJars() {}

    /** Of this build; modules that were only compiled are packed into {@code work}, as {@code spark.jars} takes no directories. */
    static List<Path> ours(Path work) throws IOException {
        List<Path> jars = new ArrayList<>();
        String classPath =
                Files.readString(TESTS.resolve("target/runtime-class-path.txt")).strip();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? packed(path, work.resolve("packed-" + jars.size() + ".jar")) : path);
        }
        return jars;
    }

    static Path packed(Path classes, Path jar) {
        int result = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (result != 0) {
            throw new IllegalStateException("cannot pack " + classes + ": see above");
        }
        return jar;
    }

    static String joined(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(","));
    }
}
