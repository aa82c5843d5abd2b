package io.github.modelkeel.tracking.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitCheckoutTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path root = Path.of("");

    private Path git() throws IOException {
        return Files.createDirectories(root.resolve(".git"));
    }

    @Test
    void aBranchIsReadFromItsOwnFile() throws IOException {
        write(git().resolve("HEAD"), "ref: refs/heads/feature/x\n");
        write(git().resolve("refs/heads/feature/x"), COMMIT + "\n");
        write(git().resolve("config"), """
                [core]
                  url = no
                [remote "origin"]
                \turl = https://user:ghp_secret@example.org/team/repo.git
                """);
        Path below = Files.createDirectories(root.resolve("a/b"));

        assertThat(GitCheckout.find(below).orElseThrow().tags())
                .containsOnly(
                        Map.entry("mlflow.source.git.commit", COMMIT),
                        Map.entry("mlflow.source.git.branch", "feature/x"),
                        Map.entry("mlflow.source.git.repoURL", "https://example.org/team/repo.git"));
    }

    @Test
    void aPackedBranchIsFound() throws IOException {
        write(git().resolve("HEAD"), "ref: refs/heads/main\r\n");
        write(
                git().resolve("packed-refs"),
                "# pack-refs with: peeled\n" + "f".repeat(40) + " refs/heads/not-main\n" + COMMIT
                        + " refs/heads/main\n^" + COMMIT + "\n");

        assertThat(GitCheckout.find(root)).contains(new GitCheckout(COMMIT, "main", null));
    }

    @Test
    void aDetachedHeadHasNoBranch() throws IOException {
        write(git().resolve("HEAD"), COMMIT + "\n");

        assertThat(GitCheckout.find(root)).contains(new GitCheckout(COMMIT, null, null));
    }

    @Test
    void aWorktreeSharesTheRefsOfItsMainCheckout() throws IOException {
        Path main = Files.createDirectories(root.resolve("main/.git"));
        Path tree = Files.createDirectories(root.resolve("tree"));
        Path own = main.resolve("worktrees/tree");
        write(tree.resolve(".git"), "gitdir: ../main/.git/worktrees/tree\n");
        write(own.resolve("HEAD"), "ref: refs/heads/topic\n");
        write(own.resolve("commondir"), "../..\n");
        write(main.resolve("refs/heads/topic"), COMMIT);
        write(main.resolve("config"), "[remote \"origin\"]\nurl=git@example.org:team/repo.git\n");

        assertThat(GitCheckout.find(tree)).contains(new GitCheckout(COMMIT, "topic", "example.org:team/repo.git"));
    }

    @Test
    void aCheckoutWithoutACommitOrWithBrokenFilesGivesNothing() throws IOException {
        write(git().resolve("HEAD"), "ref: refs/heads/main\n");
        assertThat(GitCheckout.find(root)).isEmpty();

        write(git().resolve("HEAD"), "ref: refs/heads/../../../../secret\n");
        assertThat(GitCheckout.find(root)).isEmpty();

        Files.delete(git().resolve("HEAD"));
        assertThat(GitCheckout.find(root)).isEmpty();

        Path other = Files.createDirectories(root.resolve("other"));
        write(other.resolve(".git"), "nonsense");
        assertThat(GitCheckout.find(other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://u:p@example.org/r.git, https://example.org/r.git",
        "https://token@example.org/r.git, https://example.org/r.git",
        "https://example.org/r.git?token=x#y, https://example.org/r.git",
        "https://example.org/r.git, https://example.org/r.git",
        "ssh://git@example.org:22/r.git, ssh://example.org:22/r.git",
        "git@example.org:team/r.git, example.org:team/r.git",
        "/srv/git/r.git, /srv/git/r.git"
    })
    void noCredentialStaysInTheRemotesAddress(String url, String clean) {
        assertThat(GitCheckout.withoutCredentials(url)).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource({
        "'/opt/app/train.jar --password=x', train.jar",
        "com.example.Train secret, com.example.Train",
        "'', java",
        "'C:\\app\\x.jar', x.jar"
    })
    void theProgramIsNamedWithoutItsArguments(String command, String name) {
        assertThat(RunContext.sourceName(command)).isEqualTo(name);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
