package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Artifacts;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Names of artifacts that a Linux file system holds: what MLflow's server gives back is sent, listed and fetched unchanged through both
 * servers, everything else is refused before it is sent, and by both servers when it is sent all the same.
 */
@ExtendWith(ServerLogOnFailure.class)
@DisabledOnOs(OS.WINDOWS)
class ArtifactNamesOnBothServersTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Legal names, each in a directory of its own kind: as a file's name and as a directory's. */
    private static final List<String> LEGAL = List.of(
            "plain.txt",
            "a b",
            " lead",
            "blank ",
            "dot.",
            "a:b",
            "C:x",
            "a*b",
            "a?b",
            "?a",
            "a\"b",
            "a'b",
            "<a>",
            "a|b",
            "100%",
            "a%b.txt",
            "k%step%1",
            "%%",
            "a;b",
            "a;b;c",
            "a\\b",
            "..\\x",
            "CON",
            "aux.txt",
            "nul",
            "COM1",
            "Case",
            "case",
            "CASE",
            "[a]",
            "[",
            "]b",
            "[0] %d.txt",
            "{a}",
            "(a)",
            "a+b",
            "a&b=c",
            "@a$!,",
            "a^b`c",
            "~a",
            "-a",
            ".hidden",
            "..a",
            "...",
            "\u00fc",
            "e\u0301",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "\ud83d\ude80 [b] 5%",
            "x".repeat(255));

    /** What the client refuses; {@code both} are those that both servers refuse when they come in spite of it. */
    private static final List<String> HOSTILE = List.of(
            "",
            ".",
            "..",
            "../x",
            "a/..",
            "a/../b",
            "../../x",
            "a/../../../x",
            "./a",
            "a/.",
            "a/./b",
            "/a",
            "/etc/passwd",
            "//a",
            "a//b",
            "a/",
            "a\u0000b",
            "\u0000",
            "a\nb",
            "a\rb",
            "a\tb",
            "a\u0001b",
            "a\u001b[31mb",
            "a\u007fb",
            "a#b",
            "#",
            "a%41b",
            "%2e%2e",
            "%2e%2e/x",
            "%2e%2e%2fx",
            "%252e%252e%252fx",
            "a%00b",
            "a%2fb",
            "a%5cb",
            "a?",
            "a;",
            "a;/b",
            "a?/b",
            "a;?b",
            "\ud800",
            "x".repeat(256),
            "\u00fc".repeat(128),
            "a/".repeat(300) + "b",
            ("x".repeat(250) + "/").repeat(15) + "b");

    /** Among them what both servers refuse by themselves: sent once percent-encoded. */
    private static final List<String> REFUSED_BY_BOTH = List.of(
            ".",
            "..",
            "../x",
            "a/..",
            "a/../b",
            "../../x",
            "a/../../../x",
            "a#b",
            "#",
            "a/./b",
            "%2e%2e",
            "%2e%2e/x",
            "%2e%2e%2fx",
            "%252e%252e%252fx",
            "..;");

    @TempDir
    private Path work;

    private ClientConfig config(ServerKind server) throws IOException {
        return ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(server.uri().toString())
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aLegalNameComesBackAsItWasSent(ServerKind server) throws IOException {
        assertThat(LEGAL).hasSizeGreaterThanOrEqualTo(40);
        Map<String, String> written = new LinkedHashMap<>();
        Path source = work.resolve("source");
        for (String name : LEGAL) {
            put(source.resolve(name), name, written);
            put(source.resolve("in").resolve(name).resolve("leaf"), "in/" + name + "/leaf", written);
        }
        String deep = "d/".repeat(40) + "leaf";
        put(source.resolve(deep), deep, written);
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Run run = tracker.startRun("names")) {
            run.logArtifacts(source, "");
            assertThat(tracker.runs().listArtifacts(run.id(), ""))
                    .extracting(Artifacts.Artifact::path)
                    .containsAll(LEGAL);
            assertThat(tracker.runs().listArtifacts(run.id(), "in"))
                    .extracting(Artifacts.Artifact::path)
                    .containsExactlyInAnyOrderElementsOf(
                            LEGAL.stream().map(name -> "in/" + name).toList());
            assertThat(read(tracker.runs().downloadArtifacts(run.id(), "", work.resolve("all"))))
                    .isEqualTo(written);
            for (String name : LEGAL) {
                Path one = tracker.runs().downloadArtifacts(run.id(), name, work.resolve("one"));
                assertThat(one).hasContent(name);
                run.artifacts().logText("text of " + name, "text/" + name);
                assertThat(tracker.runs().downloadArtifacts(run.id(), "text/" + name, work.resolve("one")))
                        .hasContent("text of " + name);
            }
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aModelHoldsFilesOfTheseNames(ServerKind server) throws IOException {
        Map<String, String> written = new LinkedHashMap<>();
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Registry registry = Registry.open(config(server));
                Run run = tracker.startRun("model")) {
            LoggedModel model = run.logModel("house", directory -> {
                for (String name : LEGAL) {
                    put(directory.resolve("data").resolve(name), "data/" + name, written);
                }
            });
            Map<String, String> read = read(registry.download(registry.resolve("models:/" + model.modelId())));
            assertThat(read).containsAllEntriesOf(written);
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aNameThatDoesNotComeBackIsRefusedBeforeItIsSent(ServerKind server) throws IOException {
        assertThat(HOSTILE).hasSizeGreaterThanOrEqualTo(40);
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Run run = tracker.startRun("hostile")) {
            for (String name : HOSTILE) {
                assertThatIllegalArgumentException()
                        .as(name)
                        .isThrownBy(() -> run.artifacts().logText("x", name))
                        .withMessageContaining("artifact");
            }
            Path source = Files.createDirectories(work.resolve("mixed"));
            Files.writeString(source.resolve("good"), "x");
            Files.writeString(source.resolve("a%41b"), "x");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.logArtifacts(source, ""))
                    .withMessageContaining("'a%41b'");
            assertThat(tracker.runs().listArtifacts(run.id(), "")).isEmpty();
            run.finish();
        }
    }

    /** And when another client sends it: no place outside, and no file of it, on either server. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatMeansAnotherPlaceIsRefusedByTheServer(ServerKind server) throws IOException, InterruptedException {
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Run run = tracker.startRun("hostile by hand")) {
            String root = server.uri() + "/api/2.0/mlflow-artifacts/artifacts/"
                    + tracker.runs().get(run.id()).artifactUri().replaceFirst("mlflow-artifacts:/+", "") + "/";
            for (String name : REFUSED_BY_BOTH) {
                String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace(".", "%2E");
                HttpRequest put = HttpRequest.newBuilder(URI.create(root + encoded))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(put, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .as(name)
                        .isGreaterThanOrEqualTo(400);
            }
            assertThat(tracker.runs().listArtifacts(run.id(), "")).isEmpty();
            run.finish();
        }
    }

    /** A file that this system cannot hold is made impossible by a file that is in the way; the others arrive. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aDownloadBringsTheOthersAndNamesWhatItCannotWrite(ServerKind server) throws IOException {
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Run run = tracker.startRun("partly")) {
            run.artifacts().logText("1", "dir/file");
            run.artifacts().logText("2", "other/file");
            Path into = Files.createDirectories(work.resolve("into"));
            Files.writeString(into.resolve("dir"), "in the way");
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> tracker.runs().downloadArtifacts(run.id(), "", into))
                    .withMessageContaining("UNSAFE_PATH")
                    .withMessageContaining("'dir/file'");
            assertThat(into.resolve("other/file")).hasContent("2");
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void linksInsideADirectoryAreFollowedAndOthersRefusedByName(ServerKind server) throws IOException {
        Path source = Files.createDirectories(work.resolve("linked/real"));
        Files.writeString(source.resolve("weights"), "w");
        Path top = work.resolve("linked");
        Files.createSymbolicLink(top.resolve("latest"), Path.of("real"));
        Files.createSymbolicLink(top.resolve("best"), Path.of("real/weights"));
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Registry registry = Registry.open(config(server));
                Run run = tracker.startRun("links")) {
            run.logArtifacts(top, "logged");
            assertThat(read(tracker.runs().downloadArtifacts(run.id(), "logged", work.resolve("back"))))
                    .isEqualTo(Map.of("best", "w", "latest/weights", "w", "real/weights", "w"));
            LoggedModel model = run.logModel("house", directory -> {
                Files.writeString(directory.resolve("a"), "a");
                Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
            });
            assertThat(registry.download(registry.resolve("models:/" + model.modelId()))
                            .resolve("b"))
                    .hasContent("a");
            Files.createSymbolicLink(top.resolve("real/outside"), work);
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> run.logArtifacts(top, "again"))
                    .withMessageContaining("outside: this symbolic link leads out of the directory")
                    .withCauseInstanceOf(FileSystemException.class);
            assertThat(tracker.runs().listArtifacts(run.id(), "again")).isEmpty();
            run.finish();
        }
    }

    /** MLflow's client shows and fetches the same from both; a few names it cannot put into its own addresses. */
    @Test
    void mlflowsClientFindsTheSameNamesOnBothServers() throws IOException {
        Map<String, String> embedded = readByPython(ServerKind.EMBEDDED);
        assertThat(embedded).isEqualTo(readByPython(ServerKind.REAL));
        assertThat(embedded).hasSameSizeAs(LEGAL);
        assertThat(embedded.values().stream().filter(LEGAL::contains)).hasSizeGreaterThanOrEqualTo(40);
    }

    private Map<String, String> readByPython(ServerKind server) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        try (Tracker tracker = Tracker.open("interop-names", config(server));
                Run run = tracker.startRun("for python")) {
            for (String name : LEGAL) {
                run.artifacts().logText(name, "in/" + name);
            }
            run.finish();
            JsonNode summary = python.run(
                    "read_names.py",
                    work,
                    LIMIT,
                    Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
                    run.id());
            Map<String, String> read = new TreeMap<>();
            summary.path("files")
                    .properties()
                    .forEach(file -> read.put(file.getKey(), file.getValue().asText()));
            return read;
        }
    }

    private static void put(Path file, String content, Map<String, String> written) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        written.put(content, content);
    }

    private static Map<String, String> read(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(Files::isRegularFile).forEach(files::add);
        }
        Map<String, String> read = new LinkedHashMap<>();
        for (Path file : files) {
            read.put(directory.relativize(file).toString(), Files.readString(file));
        }
        return read;
    }
}
