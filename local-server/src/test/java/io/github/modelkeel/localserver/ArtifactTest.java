package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.localserver.artifact.ArtifactPath;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts";

    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    private Http http;

    @BeforeEach
    void client() {
        http = new Http(extension.uri());
    }

    @Test
    void aFileComesBackAsItWasSent() {
        byte[] content = new byte[300_000];
        new java.util.Random(7).nextBytes(content);
        Http.Answer put = http.put(PROXY + "/1/run/artifacts/sub/dir%20with%20space/%C3%BCn%C3%AF.bin", content);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.bytes()).isEmpty();
        Http.Answer got = http.get(PROXY + "/1/run/artifacts/sub/dir%20with%20space/%C3%BCn%C3%AF.bin");
        assertThat(got.bytes()).isEqualTo(content);
        assertThat(got.header("Content-Disposition")).isEqualTo("attachment; filename*=UTF-8''%C3%BCn%C3%AF.bin");
        assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void anEmptyFileIsAFile() {
        http.put(PROXY + "/1/empty", new byte[0]);
        assertThat(http.get(PROXY + "/1/empty").status()).isEqualTo(200);
        assertThat(http.okGet(PROXY + "?path=1").at("/files/0/file_size").asInt(-1))
                .isZero();
    }

    @Test
    void aChunkedUploadIsTaken() {
        byte[] content = "chunked".getBytes(StandardCharsets.UTF_8);
        Http.Answer put = Http.send(http.request(PROXY + "/1/c.txt")
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(content))));
        assertThat(put.status()).isEqualTo(200);
        assertThat(http.get(PROXY + "/1/c.txt").text()).isEqualTo("chunked");
    }

    @Test
    void anUploadReplacesTheFile() {
        http.put(PROXY + "/1/a.txt", "one".getBytes(StandardCharsets.UTF_8));
        http.put(PROXY + "/1/a.txt", "two".getBytes(StandardCharsets.UTF_8));
        assertThat(http.get(PROXY + "/1/a.txt").text()).isEqualTo("two");
    }

    @Test
    void anUploadThatIsCutLeavesNothing() throws IOException {
        String head = "PUT " + PROXY + "/1/half.bin HTTP/1.1\r\nHost: 127.0.0.1:"
                + extension.uri().getPort() + "\r\nContent-Length: 1000\r\n\r\nonly this";
        RawHttp.exchange(extension.uri(), head.getBytes(StandardCharsets.UTF_8));
        assertThat(http.get(PROXY + "/1/half.bin").status()).isEqualTo(404);
        try (Stream<Path> left = Files.list(extension.server().directory().resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aListingNamesWhatIsInTheDirectory() {
        for (String file : List.of("note.txt", "MLmodel", "sub/b.txt", "d.json")) {
            http.put(PROXY + "/1/run/artifacts/" + file, "12345".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(http.okGet(PROXY + "?path=1%2Frun%2Fartifacts").toString())
                .isEqualTo(Http.json("{'files':[{'path':'MLmodel','is_dir':false,'file_size':5},"
                        + "{'path':'d.json','is_dir':false,'file_size':5},"
                        + "{'path':'note.txt','is_dir':false,'file_size':5},{'path':'sub','is_dir':true}]}"));
        assertThat(http.okGet(PROXY + "?path=1/run/artifacts/sub/").path("files"))
                .hasSize(1);
        assertThat(http.get(PROXY + "?path=1/run/artifacts/note.txt").text()).isEqualTo("{}");
        assertThat(http.get(PROXY + "?path=1/nope").text()).isEqualTo("{}");
        assertThat(http.okGet(PROXY).at("/files/0/path").asText()).isEqualTo("1");
    }

    @Test
    void whatIsMissingIsReportedAsMlflowDoes() {
        Http.Answer answer = http.get(PROXY + "/1/nosuch.bin");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("No such artifact: '1/nosuch.bin'");
        http.put(PROXY + "/1/dir/file", new byte[1]);
        assertThat(http.get(PROXY + "/1/dir").status()).isEqualTo(400);
        assertThat(http.put(PROXY + "/1/dir", new byte[1]).status()).isEqualTo(400);
        assertThat(http.put(PROXY + "/1/dir/file/below", new byte[1]).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=2-4|206|cde",
                "bytes=7-|206|hij",
                "bytes=-3|206|hij",
                "bytes=0-99|206|abcdefghij",
                "bytes=-99|206|abcdefghij",
                "bytes=10-|416|",
                "bytes=4-2|200|abcdefghij",
                "bytes=0-1,3-4|200|abcdefghij",
                "rows=1-2|200|abcdefghij",
                "bytes=x-y|200|abcdefghij"
            })
    void aRangeIsCutOut(String example) {
        List<String> parts = List.of(example.split("\\|", -1));
        http.put(PROXY + "/1/r.txt", "abcdefghij".getBytes(StandardCharsets.UTF_8));
        Http.Answer answer = Http.send(http.request(PROXY + "/1/r.txt").header("Range", parts.get(0)));
        assertThat(answer.status()).isEqualTo(Integer.parseInt(parts.get(1)));
        assertThat(answer.text()).isEqualTo(parts.get(2));
        if (answer.status() == 206) {
            assertThat(answer.header("Content-Range")).startsWith("bytes ").endsWith("/10");
        }
    }

    @Test
    void aHeadReturnsTheLengthWithoutTheBytes() {
        http.put(PROXY + "/1/h.txt", new byte[1234]);
        Http.Answer answer =
                Http.send(http.request(PROXY + "/1/h.txt").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("1234");
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void deletingIsForTreesAndForTwice() {
        http.put(PROXY + "/1/t/a/b.txt", new byte[1]);
        for (int i = 0; i < 2; i++) {
            Http.Answer answer = Http.send(http.request(PROXY + "/1/t").DELETE());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{}");
        }
        assertThat(http.get(PROXY + "/1/t/a/b.txt").status()).isEqualTo(404);
    }

    @Test
    void aRunsArtifactsAreListedRelativeToTheRun() {
        String run = http.newRun("0");
        http.put(PROXY + "/0/" + run + "/artifacts/sub/a.txt", "hello".getBytes(StandardCharsets.UTF_8));
        JsonNode root = http.okGet("artifacts/list?run_id=" + run);
        assertThat(root.path("root_uri").asText()).isEqualTo("mlflow-artifacts:/0/" + run + "/artifacts");
        assertThat(root.at("/files/0/path").asText()).isEqualTo("sub");
        assertThat(http.okGet("artifacts/list?run_id=" + run + "&path=sub")
                        .at("/files/0/path")
                        .asText())
                .isEqualTo("sub/a.txt");
        assertThat(http.get("/get-artifact?path=sub/a.txt&run_uuid=" + run).text())
                .isEqualTo("hello");
        assertThat(http.get("/get-artifact?path=..%2Fa.txt&run_uuid=" + run).status())
                .isEqualTo(400);
        assertThat(http.get("artifacts/list?path=../..&run_id=" + run).status()).isEqualTo(400);
    }

    @Test
    void uploadsInPartsAreNotImplemented() {
        Http.Answer answer = http.post("/api/2.0/mlflow-artifacts/mpu/create/1/a", "{'path': 'a', 'num_parts': 2}");
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.errorCode()).isEqualTo("NOT_IMPLEMENTED");
        assertThat(http.get("/api/2.0/mlflow-artifacts/presigned/1/a").status()).isEqualTo(501);
    }

    /**
     * What means another place after one decoding is refused. Names with {@code %}, {@code ;}, {@code ?}, a backslash
     * and the like used to be refused too; decoded once they are plain names here as on MLflow's server, which this test proves by what is on
     * the disk: a file of exactly that name in the directory of artifacts, and no other change.
     */
    @Test
    void noPathLeadsOutOfTheArtifactDirectory(@TempDir Path outside) throws IOException {
        Path directory = extension.server().directory();
        Files.writeString(directory.resolve("secret.txt"), "secret");
        http.put(PROXY + "/1/inside.txt", new byte[1]);
        List<String> before = Attacks.tree(directory);
        String host = "Host: 127.0.0.1:" + extension.uri().getPort();
        int stored = 0;
        for (String attack : Attacks.inAddresses()) {
            for (String method : List.of("GET", "HEAD", "DELETE")) {
                RawHttp.Answer answer =
                        RawHttp.send(extension.uri(), method + " " + PROXY + "/" + attack + " HTTP/1.1", host);
                assertThat(answer.status())
                        .as("%s %s", method, attack)
                        .matches(status ->
                                (status >= 400 && status < 500) || (method.equals("DELETE") && status == 200));
                assertThat(answer.body()).doesNotContain("secret\n").isNotEqualTo("secret");
            }
            assertThat(Attacks.tree(directory)).as("after reading %s", attack).isEqualTo(before);
            RawHttp.Answer listing =
                    RawHttp.send(extension.uri(), "GET " + PROXY + "?path=" + attack + " HTTP/1.1", host);
            assertThat(listing.body()).as("list %s", attack).doesNotContain("secret.txt\",");
            RawHttp.Answer put = RawHttp.send(extension.uri(), "PUT " + PROXY + "/" + attack + " HTTP/1.1", host);
            List<String> after = new ArrayList<>(Attacks.tree(directory));
            after.removeAll(before);
            if (put.status() == 200) {
                String decoded = Attacks.decodedOnce(attack).replaceAll("(?<=[^/])/+", "/");
                assertThat(Attacks.meansAnotherPlace(decoded)).as(attack).isFalse();
                assertThat(after)
                        .as(attack)
                        .contains("artifacts/" + decoded)
                        .allMatch(path -> ("artifacts/" + decoded).startsWith(path));
                for (int i = after.size() - 1; i >= 0; i--) {
                    Files.delete(directory.resolve(after.get(i)));
                }
                stored++;
            } else {
                assertThat(put.status()).as("PUT %s", attack).isBetween(400, 499);
            }
            assertThat(Attacks.tree(directory)).as(attack).isEqualTo(before);
        }
        assertThat(stored).isGreaterThan(20);
        assertThat(outside).isEmptyDirectory();
    }

    /** Names that MLflow's server keeps, each sent, listed and fetched; two that differ in case are two files. */
    @Test
    void aNameThatIsPlainAfterOneDecodingIsKept() {
        List<String> names = List.of(
                "a:b",
                "a*b",
                "what?.txt",
                "a\"b",
                "<a>",
                "a|b",
                "100%",
                "%41",
                "k%step%1",
                "a;b",
                "a;",
                "CON",
                "aux.txt",
                "dot.",
                "blank ",
                " lead",
                "a\\b",
                "[a]",
                "{a}",
                "Case",
                "case",
                "\u00fc",
                "e\u0301",
                "..a",
                "...");
        for (String name : names) {
            byte[] content = name.getBytes(StandardCharsets.UTF_8);
            assertThat(http.put(PROXY + "/1/" + Http.encode(name), content).status())
                    .as(name)
                    .isEqualTo(200);
        }
        List<String> listed = new ArrayList<>();
        http.get(PROXY + "?path=1")
                .json()
                .path("files")
                .forEach(file -> listed.add(file.path("path").asText()));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(http.get(PROXY + "/1/" + Http.encode(name)).text()).isEqualTo(name);
        }
        String deep = "d/".repeat(60) + "leaf";
        assertThat(http.put(PROXY + "/2/" + deep, new byte[] {'x'}).status()).isEqualTo(200);
        assertThat(http.get(PROXY + "/2/" + deep).text()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..|'..'",
                "1/./a|'.'",
                "1/a/|relative",
                "a\u0000b|U+0000",
                "a\nb|U+000A",
                "a#b|'#'",
                "%2e%2e/x|'..'"
            })
    void aRefusalNamesTheCharacter(String example) {
        List<String> parts = List.of(example.split("\\|"));
        String path = parts.get(0).startsWith("%") ? parts.get(0) : Http.encode(parts.get(0));
        Http.Answer answer = http.put(PROXY + "/" + path, new byte[1]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.message()).startsWith("Invalid path").contains(parts.get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\b",
                "a:b",
                "a*",
                "a?",
                "a\"",
                "<a",
                "a>",
                "a|b",
                "CON",
                "nul.txt",
                "com1",
                "LPT9.log",
                "dot.",
                "blank "
            })
    void whatWindowsReadsInAnotherWayIsRefusedThere(String name) {
        assertThat(ArtifactPath.obstacle("1/" + name, true)).contains("Windows");
        assertThat(ArtifactPath.obstacle("1/" + name, false)).isNull();
    }

    /** MLflow's client decodes what is listed until nothing changes and then asks for that; old clients name images so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "k%step%1%timestamp%1795218143866%ab12|k%step%1%timestamp%1795218143866\ufffd12",
                "a%41b|aAb",
                "a%2541|aA",
                "a%3fb|a?b",
                "a;|a",
                "a%0ab|ab"
            })
    void aNameIsFoundAsTheClientOfMlflowShowsIt(String example) {
        List<String> names = List.of(example.split("\\|"));
        http.put(PROXY + "/1/" + Http.encode(names.get(0)), new byte[] {'x'});
        assertThat(http.get(PROXY + "/1/" + Http.encode(names.get(1))).text()).isEqualTo("x");
        String older = names.get(1).replace("%17", "\u0017"); // as clients of the time show it
        assertThat(http.get(PROXY + "?path=1/" + Http.encode(older)).text()).isEqualTo("{}");
        assertThat(http.get(PROXY + "/1/" + Http.encode(older)).text()).isEqualTo("x");
        http.put(PROXY + "/1/" + Http.encode(names.get(1)), new byte[] {'y'});
        assertThat(http.get(PROXY + "/1/" + Http.encode(names.get(1))).text()).isEqualTo("y");
        assertThat(http.get(PROXY + "/1/" + Http.encode(names.get(0))).text()).isEqualTo("x");
    }

    @Test
    void aLinkDoesNotLeadOutOfTheArtifactDirectory(@TempDir Path outside) throws IOException {
        Path artifacts = extension.server().directory().resolve("artifacts");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(artifacts.resolve("door"), outside);
        Files.createSymbolicLink(artifacts.resolve("window.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(artifacts.resolve("dangling"), outside.resolve("new.txt"));
        for (String path : List.of("door/secret.txt", "window.txt", "dangling", "door", "door/new/file")) {
            assertThat(http.get(PROXY + "/" + path).status()).as(path).isBetween(400, 404);
            assertThat(http.put(PROXY + "/" + path, new byte[1]).status())
                    .as(path)
                    .isEqualTo(400);
            assertThat(Http.send(http.request(PROXY + "/" + path).DELETE()).status())
                    .as(path)
                    .isEqualTo(400);
        }
        assertThat(http.get(PROXY).text()).doesNotContain("door").doesNotContain("window");
        assertThat(Attacks.tree(outside)).containsExactly("", "secret.txt");
        assertThat(Files.readString(outside.resolve("secret.txt"))).isEqualTo("secret");
    }

    @Test
    void theDataIsForItsOwnerOnly(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("data");
        try (LocalServer server = LocalServer.start(directory)) {
            new Http(server.uri()).put(PROXY + "/1/sub/a.txt", new byte[1]);
            for (String path : List.of("", "artifacts", "uploads", "artifacts/1", "artifacts/1/sub")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path))))
                        .as(path)
                        .isEqualTo("rwx------");
            }
            for (String path : List.of("tracking.db", "tracking.db-wal", "artifacts/1/sub/a.txt")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path))))
                        .as(path)
                        .isEqualTo("rw-------");
            }
        }
    }
}
