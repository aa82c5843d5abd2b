package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digests are those of DVC 3.67; interop-tests compares with DVC itself. */
class DvcDatasetTest {
    private static final String LOCK = """
            schema: '2.0'
            stages:
              train:
                cmd: java -jar train.jar --name 'md5: 1
                  path: cut'
                deps:
                - path: data/train set.csv
                  hash: md5
                  md5: ec0942f5c79b3f4d4f8e9a6c4e8d5f11
                  size: 8
                - path: images
                  hash: md5
                  md5: d751713988987e9331980363e24189ce.dir
                  size: 12
                  nfiles: 3
                - path: 'it''s: here'
                  hash: md5
                  md5: '01234567890123456789012345678901'
                  size: 1
                - path: s3://bucket/key
                  etag: 0123
                  size: 5
                params:
                  params.yaml:
                    md5: none
                outs:
                - path: model
                  hash: md5
                  md5: ec0942f5c79b3f4d4f8e9a6c4e8d5f11
                  size: 8
              test:
                cmd: test
                deps:
                - path: model
                  hash: md5
                  md5: 5d41402abc4b2a76b9719d911017c592
                  size: 5
                - path: images
                  hash: md5
                  md5: d751713988987e9331980363e24189ce.dir
                  size: 12
                  nfiles: 3
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void aFileHasTheMd5OfItsBytesWhateverItsLineEnds() throws IOException {
        Path file = write("a.txt", "hello");
        Dataset dataset = Dataset.ofDvc("greeting", file);
        assertThat(dataset.digest()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(dataset.name()).isEqualTo("greeting");
        assertThat(dataset.sourceType()).isEqualTo("local");
        assertThat(dataset.source()).contains("\"uri\":").contains("a.txt");
        assertThat(dataset.profile()).isEqualTo("{\"size\":5,\"nfiles\":1}");
        assertThat(dataset.schema()).isNull();

        String unix = Dataset.ofDvc("x", write("x.csv", "a\n1\n")).digest();
        assertThat(Dataset.ofDvc("x", write("x.csv", "a\r\n1\r\n")).digest()).isNotEqualTo(unix);
        assertThat(Dataset.ofDvc("x", write("x.csv", "")).digest()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void aDirectoryHasTheMd5OfItsFilesInTheOrderOfPython() throws IOException {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("empty/within"));
        assertThat(Dataset.ofDvc("d", data).digest()).isEqualTo("d751713988987e9331980363e24189ce.dir");

        write("data/b.txt", "hello");
        write("data/B.txt", "hello");
        write("data/sub/a.txt", "");
        write("data/sub.txt", "");
        write("data/caf\u00e9 \"x\".txt", "hello");
        write("data/\uD83C\uDFE0", "hello");
        write("data/\uFF21", "hello"); // after the one before by UTF-16, before it by code points
        write("data/.git/config", "not data");
        Dataset dataset = Dataset.ofDvc("d", data);
        assertThat(dataset.digest())
                .isEqualTo("41206f6e4debc4661208e79c1ee898ab.dir")
                .hasSize(36);
        assertThat(dataset.profile()).isEqualTo("{\"size\":25,\"nfiles\":7}");
    }

    @Test
    void aLinkToAFileIsThatFileAndOneToNothingIsAnError() throws IOException {
        assumeFalse(File.separatorChar == '\\', "links need rights on Windows");
        write("data/a", "hello");
        Path target = write("elsewhere/b", "hello");
        Files.createSymbolicLink(directory.resolve("data/b"), target);
        String linked = Dataset.ofDvc("d", directory.resolve("data")).digest();
        Files.delete(directory.resolve("data/b"));
        write("data/b", "hello");
        assertThat(Dataset.ofDvc("d", directory.resolve("data")).digest()).isEqualTo(linked);

        Files.createSymbolicLink(directory.resolve("data/c"), directory.resolve("gone"));
        assertUnreadable(directory.resolve("data"), "a link to nothing");
        Files.delete(directory.resolve("data/c"));
        Files.createSymbolicLink(directory.resolve("data/c"), directory.resolve("elsewhere"));
        assertThat(Dataset.ofDvc("d", directory.resolve("data")).digest()).isEqualTo(linked);
        Path whole = Files.createSymbolicLink(directory.resolve("linked"), directory.resolve("data"));
        assertThat(Dataset.ofDvc("d", whole).digest()).isEqualTo(linked);
        assertUnreadable(directory.resolve("gone"), "gone");
    }

    private static void assertUnreadable(Path data, String why) {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Dataset.ofDvc("d", data))
                .withMessageStartingWith("cannot read " + data)
                .withMessageContaining(why);
    }

    @Test
    void aDirectoryOfWhichDvcMayLeaveOutFilesIsRefused() throws IOException {
        write("repository/.dvc/config", "");
        write("repository/data/a", "hello");
        Path data = directory.resolve("repository/data");
        write(".dvcignore", "outside the repository");
        write("repository/.dvcignore", "# Add patterns of files dvc should ignore\n\n");
        String digest = Dataset.ofDvc("d", data).digest();

        write("repository/.dvcignore", "# patterns\n*.tmp\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("d", data))
                .withMessageContaining(".dvcignore has patterns")
                .withMessageContaining("Dataset.ofDvcFile");
        assertThat(Dataset.ofDvc("d", data.resolve("a")).digest()).isEqualTo("5d41402abc4b2a76b9719d911017c592");

        Files.delete(directory.resolve("repository/.dvcignore"));
        assertThat(Dataset.ofDvc("d", data).digest()).isEqualTo(digest);
        write("repository/data/.dvcignore", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("d", data))
                .withMessageContaining("DVC takes no directory with a .dvcignore in it");
        write("within/part/.dvc/config", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("d", directory.resolve("within")))
                .withMessageContaining("a repository of its own");
    }

    @Test
    void whatDvcHasWrittenDownIsFoundByItsPath() throws IOException {
        for (String end : List.of("\n", "\r\n")) {
            Path lock = write("dvc.lock", LOCK.replace("\n", end));
            Dataset file = Dataset.ofDvcFile("train", lock, "data/train set.csv");
            assertThat(file.digest()).isEqualTo("ec0942f5c79b3f4d4f8e9a6c4e8d5f11");
            assertThat(file.source()).isEqualTo("{\"uri\":\"data/train set.csv\"}");
            assertThat(file.profile()).isEqualTo("{\"size\":8,\"nfiles\":1}");
            Dataset images = Dataset.ofDvcFile("images", lock, "images");
            assertThat(images.digest()).isEqualTo("d751713988987e9331980363e24189ce.dir");
            assertThat(images.profile()).isEqualTo("{\"size\":12,\"nfiles\":3}");
            assertThat(Dataset.ofDvcFile("x", lock, "it's: here").digest())
                    .isEqualTo("01234567890123456789012345678901");
        }
        Path added = write(
                "train.csv.dvc", "outs:\n- md5: 5d41402abc4b2a76b9719d911017c592\n  size: 5\n  path: train.csv\n");
        assertThat(Dataset.ofDvcFile("x", added, "train.csv").digest()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void anImportHasItsDigestAmongTheOutputs() throws IOException {
        Path imported = write("d5.dvc", """
                md5: 00000000000000000000000000000000
                frozen: true
                desc: |
                  what was imported:
                  - path: d5
                    md5: 00000000000000000000000000000000
                deps:
                - path: d5
                  repo:
                    url: ../r
                    rev_lock: 4f2b
                outs:
                - md5: 5d41402abc4b2a76b9719d911017c592
                  size: 5
                  hash: md5
                  path: d5 # of the other repository
                """);
        assertThat(Dataset.ofDvcFile("x", imported, "d5").digest()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void parametersAreNotDataAndOneNameThatIsNotReadHidesNoOther() throws IOException {
        Path lock = write("dvc.lock", """
                schema: '2.0'
                stages:
                  train:
                    cmd: train
                    deps:
                    - path: "new\\nl.txt"
                      md5: 00000000000000000000000000000000
                    - path: data/a very long name of many words that does not fit into\s
                        eighty columns.csv
                      md5: 5d41402abc4b2a76b9719d911017c592
                      size: 5
                    params:
                      params.yaml:
                        sets:
                        - path: data/train.csv
                          md5: 00000000000000000000000000000000
                    - path: data/train.csv
                      md5: 00000000000000000000000000000000
                    outs:
                    - path: data/train.csv
                      md5: ec0942f5c79b3f4d4f8e9a6c4e8d5f11
                      size: 8
                      nfiles: 99999999999
                """);
        Dataset train = Dataset.ofDvcFile("x", lock, "data/train.csv");
        assertThat(train.digest()).isEqualTo("ec0942f5c79b3f4d4f8e9a6c4e8d5f11");
        assertThat(train.profile()).isEqualTo("{\"size\":8,\"nfiles\":2147483647}");
        assertThat(Dataset.ofDvcFile(
                                "x",
                                lock,
                                "data/a very long name of many words that does not fit into eighty columns.csv")
                        .digest())
                .isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void aDirectoryAroundAnythingCalledDvcAndANameThatIsNoTextAreRefused() throws IOException {
        write("file/s/.dvc", "a file");
        Files.createDirectories(directory.resolve("folder/k/.dvc"));
        write("folder/f", "hello");
        for (String name : List.of("file", "folder")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Dataset.ofDvc("d", directory.resolve(name)))
                    .withMessageContaining("a repository of its own");
        }
        write("name/\uFFFD", "hello");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvc("d", directory.resolve("name")))
                .withMessageContaining("is not UTF-8")
                .withMessageContaining("LC_ALL=C.UTF-8");
    }

    @Test
    void whatIsNotThereOrNotClearIsNamed() throws IOException {
        Path lock = write("dvc.lock", LOCK);
        assertRefused(
                lock,
                "data/test.csv",
                "has no path 'data/test.csv', only [data/train set.csv, images, it's: here, model, s3");
        assertRefused(
                lock,
                "model",
                "different data as 'model': [ec0942f5c79b3f4d4f8e9a6c4e8d5f11, 5d41402abc4b2a76b9719d911017c592]");
        assertRefused(lock, "s3://bucket/key", "has no MD5 of 's3://bucket/key', only [etag, path, size]");
        assertRefused(write("empty.dvc", ""), "x", "has no path 'x', only []");
        assertRefused(
                write("odd.dvc", "outs:\n- path: \"a\\tb\"\n"),
                "x",
                "only [\"a\\tb\" (escaped, which is not read here)]");
        assertRefused(
                write("conflict.dvc", "outs:\n<<<<<<< ours\n- path: x\n=======\n- path: x\n>>>>>>> theirs\n"),
                "x",
                "has a conflict of Git");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Dataset.ofDvcFile("x", directory.resolve("gone.lock"), "x"))
                .withMessageContaining("gone.lock");
    }

    private static void assertRefused(Path file, String path, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofDvcFile("x", file, path))
                .withMessageContaining(String.valueOf(file.getParent()))
                .withMessageContaining(why);
    }
}
