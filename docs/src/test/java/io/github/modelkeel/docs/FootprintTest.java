package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one dependency on a module puts on an application's class path, in bytes: the build wrote down the entries. */
class FootprintTest {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Its own classes, and annotations. */
    @Test
    void evaluationNeedsNoLibrary() throws IOException {
        List<Path> entries = entries("evaluation");
        assertThat(entries.subList(1, entries.size()))
                .allMatch(entry -> entry.toString().contains("jspecify"));
        assertThat(weight("evaluation", entries.subList(0, 1))).isLessThan(60_000);
    }

    /** The module alone: 120 kB of code and 60 kB of its page, together. */
    @Test
    void servingHttpStaysSmall() throws IOException {
        assertThat(weight("serving-http", entries("serving-http").subList(0, 1)))
                .isLessThan(180_000);
    }

    /** The module alone, that a service has beside its predictor. */
    @Test
    void driftMonitorStaysSmall() throws IOException {
        assertThat(weight("drift-monitor", entries("drift-monitor").subList(0, 1)))
                .isLessThan(90_000);
    }

    /** The module alone: everything of Spring is the application's. */
    @Test
    void theSpringBootStarterStaysSmall() throws IOException {
        List<Path> entries = entries("integrations/spring-boot-starter");
        assertThat(weight("spring-boot-starter", entries.subList(0, 1))).isLessThan(60_000);
        assertThat(entries).noneMatch(entry -> entry.toString().contains("springframework"));
    }

    /** The module alone, that a service has beside its predictor, whose class path has all that it needs. */
    @Test
    void feastStaysSmall() throws IOException {
        assertThat(weight("integrations/feast", entries("integrations/feast").subList(0, 1)))
                .isLessThan(50_000);
    }

    /** The module alone: everything of Spark and Scala is the cluster's. */
    @Test
    void sparkStaysSmall() throws IOException {
        List<Path> entries = entries("integrations/spark");
        assertThat(weight("integrations/spark", entries.subList(0, 1))).isLessThan(150_000);
        assertThat(entries)
                .noneMatch(entry -> entry.toString().contains("org/apache/spark")
                        || entry.toString().contains("scala-library"));
    }

    @ParameterizedTest
    @CsvSource({
        "tracking-client, 5_000_000",
        "registry-client, 5_000_000",
        "integrations/feast, 5_000_000",
        "serving-core, 8_300_000",
        "serving-http, 8_430_000",
        "promotion-gates, 5_500_000",
        "drift, 900_000",
        "validation, 1_000_000"
    })
    void aModuleWithAllItNeedsStaysSmall(String module, String most) throws IOException {
        assertThat(weight(module, entries(module))).isBetween(50_000L, Long.parseLong(most.replace("_", "")));
    }

    /** An application excludes the readers that it does not need, and with them all code that reads pickles. */
    @Test
    void aServiceOfXgboostCarriesNoReaderOfPickles() throws IOException {
        Pattern excluded = Pattern.compile("\\bmodel[-/\\\\](sklearn|onnx)\\b");
        List<Path> all = entries("serving-core");
        List<Path> entries = new ArrayList<>(all);
        entries.removeIf(entry -> excluded.matcher(entry.toString()).find());
        assertThat(entries).hasSize(all.size() - 2);
        weight("serving-core with the reader of boosters alone", entries);
        for (Path entry : entries) {
            assertThat(names(entry)).noneMatch(name -> name.contains("modelkeel/sklearn/"));
        }
    }

    private static List<Path> entries(String module) throws IOException {
        Path target = Path.of(System.getProperty("modelkeel.root"), module, "target");
        List<Path> entries = new ArrayList<>(List.of(target.resolve("classes")));
        SEPARATOR
                .splitAsStream(Files.readString(target.resolve("runtime-class-path.txt"))
                        .strip())
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(entries::add);
        return entries;
    }

    private static long weight(String what, List<Path> entries) throws IOException {
        long sum = 0;
        for (Path entry : entries) {
            sum += size(entry);
        }
        System.out.printf("run time of %s: %d entries, %,d bytes%n", what, entries.size(), sum);
        return sum;
    }

    private static List<String> names(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                return files.map(file -> entry.relativize(file).toString().replace('\\', '/'))
                        .toList();
            }
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static long size(Path entry) throws IOException {
        return Files.isDirectory(entry) ? sizeAsJar(entry) : Files.size(entry);
    }

    /** What a directory of classes weighs when it is packed. */
    private static long sizeAsJar(Path directory) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(directory);
                ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return packed.size();
    }
}
