package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DVC's own digests beside ours, and the sample's pipeline run by DVC. */
@Heavy(
        counterpart = "dvc",
        checks = {
            "samples/customer-churn/pipelines/dvc.yaml",
            "samples/customer-churn/gates.yaml",
            "samples/customer-churn/expectations.yaml",
            "tracking-client/src/main/java/io/github/modelkeel/tracking/dataset",
            "verification/interop-tests/requirements-dvc.txt",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/PipelineHome.java"
        })
class DvcTest {
    @TempDir
    private Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private PythonEnvironment python;

    @SuppressWarnings("NullAway.Init") // set before each test
    private PipelineHome home;

    @BeforeEach
    void repository() throws IOException {
        python = PythonEnvironment.heavyOrSkip("dvc");
        home = PipelineHome.make(work.resolve("repository"));
        dvc("init", "--no-scm");
    }

    private PipelineHome.Ended ended(String... words) {
        return home.run(
                python,
                Map.of(
                        "DVC_NO_ANALYTICS",
                        "1",
                        "DVC_SITE_CACHE_DIR",
                        work.resolve("site").toString()),
                "dvc",
                words);
    }

    private String dvc(String... words) {
        PipelineHome.Ended ended = ended(words);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    private Path path(String name) {
        return home.directory().resolve(name);
    }

    private Path write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.writeString(path(name), text);
    }

    @Test
    void ourDigestsOfFilesAndDirectoriesAreItsOwn() throws IOException {
        write("unix.csv", "a,b\n1,2\n");
        write("windows.csv", "a,b\r\n1,2\r\n");
        write("empty", "");
        Files.write(path("bytes"), new byte[] {0, 13, 10, -1});
        Files.createDirectories(path("nothing/within"));
        write("one/file.csv", "a\r\n");
        write("many/b.txt", "hello");
        write("many/B.txt", "hello");
        write("many/sub/a.txt", "");
        write("many/sub.txt", "");
        write("many/caf\u00e9 \"x\".txt", "hello");
        write("many/tab\there", "hello");
        write("many/\uD83C\uDFE0", "hello");
        write("many/\uFF21", "hello");
        write("many/\u007f", "hello");
        write("many/.hidden", "hello");
        write("many/.git/config", "hello");
        write("many/sub/.hg/x", "hello");
        write("many/sub/y/.git", "hello");
        write("many/sub/z/.hg", "hello");
        write("outside/x.txt", "linked");
        write("outside/deep/y.txt", "linked");
        Files.createSymbolicLink(path("many/link.txt"), path("outside/x.txt"));
        Files.createSymbolicLink(path("many/folder"), path("outside/deep"));
        for (String name : List.of("unix.csv", "windows.csv", "empty", "bytes", "nothing", "one", "many")) {
            Dataset ours = Dataset.ofDvc(name, path(name));
            dvc("add", name);
            Dataset theirs = Dataset.ofDvcFile(name, path(name + ".dvc"), name);
            assertThat(Files.readString(path(name + ".dvc")))
                    .as(name)
                    .contains("md5: " + ours.digest())
                    .contains("hash: md5");
            assertThat(theirs.digest()).as(name).isEqualTo(ours.digest());
            assertThat(theirs.profile()).as(name).isEqualTo(ours.profile());
        }
        assertThat(Dataset.ofDvc("x", path("unix.csv")).digest())
                .isNotEqualTo(Dataset.ofDvc("x", path("windows.csv")).digest());

        write("unix.csv.planted", "a,b\n1,3\n");
        assertThat(Dataset.ofDvc("x", path("unix.csv.planted")).digest())
                .isNotEqualTo(
                        Dataset.ofDvcFile("x", path("unix.csv.dvc"), "unix.csv").digest());
    }

    @Test
    void whatItsPatternsLeaveOutIsNotGuessed() throws IOException {
        write("data/a.csv", "a\n");
        String whole = Dataset.ofDvc("x", path("data")).digest();
        write("data/b.tmp", "b\n");
        write(".dvcignore", "*.tmp\n");
        dvc("add", "data");
        assertThat(Dataset.ofDvcFile("x", path("data.dvc"), "data").digest()).isEqualTo(whole);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("x", path("data")))
                .withMessageContaining(".dvcignore has patterns");

        write(".dvcignore", "");
        write("within/a", "hello");
        write("within/.dvc/config", "");
        dvc("add", "within");
        assertThat(Files.readString(path("within.dvc"))).contains("nfiles: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("x", path("within")))
                .withMessageContaining("a repository of its own");

        write("other/.dvcignore", "");
        PipelineHome.Ended refused = ended("add", "other");
        assertThat(refused.code()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(".dvcignore");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("x", path("other")))
                .withMessageContaining("DVC takes no directory");
    }

    @Test
    void itRunsThePipelineAndItsLockIsAnInputOfARun() throws IOException {
        Files.copy(PipelineHome.pipeline("dvc.yaml"), path("dvc.yaml"));
        assertThat(dvc("repro")).contains("Running stage 'promote'", "Running stage 'drift'");
        assertThat(path("champion.txt")).hasContent("models:/churn-customers/1");
        assertThat(path("decision.json")).content().contains("\"accepted\":true");

        Path lock = path("dvc.lock");
        Dataset customers = Dataset.ofDvcFile("customers", lock, "customers.csv");
        assertThat(customers.digest())
                .isEqualTo(Dataset.ofDvc("customers", path("customers.csv")).digest());
        assertThat(Dataset.ofDvcFile("drift", lock, "drift").digest())
                .isEqualTo(Dataset.ofDvc("drift", path("drift")).digest())
                .endsWith(".dir");
        assertThat(dvc("repro")).contains("Stage 'train' didn't change").doesNotContain("Running stage");
        for (ServerKind server : ServerKind.values()) {
            assertRecorded(server, lock);
        }

        Files.writeString(
                path("customers.csv"), Files.readString(path("customers.csv")).replaceFirst("\n", "\r\n"));
        assertThat(dvc("status")).contains("customers.csv");
        assertThat(Dataset.ofDvc("customers", path("customers.csv")).digest()).isNotEqualTo(customers.digest());
    }

    private static void assertRecorded(ServerKind server, Path lock) {
        String uri = server.uri().toString();
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        try (Tracker tracker = Tracker.open("interop-dvc", config);
                Run run = tracker.startRun("train")) {
            run.logDataset(Dataset.ofDvcFile("customers", lock, "customers.csv"), "training");
            run.logDataset(Dataset.ofDvcFile("drift", lock, "drift"), "report");
            run.finish();
            RunInfo read = tracker.runs().get(run.id());
            assertThat(read.inputs())
                    .containsExactlyInAnyOrder(
                            new RunInfo.Input(Dataset.ofDvcFile("customers", lock, "customers.csv"), "training"),
                            new RunInfo.Input(Dataset.ofDvcFile("drift", lock, "drift"), "report"));
        }
    }

    @Test
    void itFindsPlantedErrors() throws IOException {
        String pipeline = Files.readString(PipelineHome.pipeline("dvc.yaml"));
        assertPlanted(pipeline.replaceFirst("deps:", "dependencies:"), "dependencies");
        assertPlanted(pipeline.replaceFirst("- quality.md", "- quality.html"), "quality.html");
        assertPlanted(pipeline.replace("--expectations", "--expectation"), "failed to run");
        write("gates.yaml", Files.readString(path("gates.yaml")).replace("at_least: 0.7", "at_least: 0.99"));
        assertPlanted(pipeline, "failed to run");
        assertThat(path("champion.txt")).exists();
        assertThat(path("decision.json")).content().contains("\"accepted\":false");
    }

    private void assertPlanted(String pipeline, String found) throws IOException {
        write("dvc.yaml", pipeline);
        PipelineHome.Ended ended = ended("repro");
        assertThat(ended.code()).as(ended.output()).isNotZero();
        assertThat(ended.output()).contains(found);
    }
}
