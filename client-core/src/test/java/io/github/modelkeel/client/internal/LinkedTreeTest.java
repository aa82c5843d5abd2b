package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedTreeTest {
    @TempDir
    private Path work;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectories(work.resolve("model"));
        Files.writeString(Files.createDirectories(directory.resolve("a/b")).resolve("file"), "12345");
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(directory.resolve(name), target);
    }

    @Test
    void linksToFilesAndDirectoriesInsideAreFollowed() throws IOException {
        link("latest", Path.of("a/b/file"));
        link("again", directory.resolve("a"));
        link("a/beside", Path.of("../latest"));
        assertThat(FileTree.listFollowingLinks(directory))
                .extracting(FileTree.Item::path)
                .containsExactly("a/b/file", "a/beside", "again/b/file", "again/beside", "latest");
        assertThat(FileTree.listFollowingLinks(directory)).allMatch(item -> item.size() == 5);
    }

    @Test
    void theDirectoryItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(work.resolve("current"), directory);
        assertThat(FileTree.listFollowingLinks(link))
                .extracting(FileTree.Item::path)
                .containsExactly("a/b/file");
    }

    @Test
    void aLinkOutOfTheDirectoryIsRefusedByName() throws IOException {
        Files.writeString(work.resolve("secret"), "s");
        link("a/out", Path.of("../../secret"));
        refused("a/out", "leads out of the directory");
    }

    @Test
    void aLinkToADirectoryOutsideIsRefusedByName() throws IOException {
        link("up", Path.of(".."));
        refused("up", "leads out of the directory");
    }

    @Test
    void aCircleIsRefusedByName() throws IOException {
        link("a/b/round", Path.of("../../a"));
        refused("a/b/round", "in a circle");
    }

    @Test
    void aLinkToItselfIsRefusedByName() throws IOException {
        link("self", Path.of("self"));
        refused("self", "in a circle");
    }

    @Test
    void aLinkToNothingIsRefusedByName() throws IOException {
        link("gone", Path.of("a/nothing"));
        refused("gone", "symbolic link is broken");
    }

    /** Links beside links double what is beneath them with each step. */
    @Test
    void linksThatMultiplyAreLeft() throws IOException {
        for (int i = 0; i < 30; i++) {
            Path step = Files.createDirectories(directory.resolve("s" + i));
            Files.createSymbolicLink(step.resolve("l"), Path.of("../s" + (i + 1)));
            Files.createSymbolicLink(step.resolve("r"), Path.of("../s" + (i + 1)));
        }
        Files.createDirectories(directory.resolve("s30"));
        refused("model", "reached through symbolic links");
    }

    /** Signatures and the cache know regular files only. */
    @Test
    void aListWithoutLinksRefusesThemByName() throws IOException {
        link("latest", Path.of("a/b/file"));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> FileTree.list(directory))
                .withMessageContaining("latest")
                .withMessageContaining("symbolic link");
    }

    private void refused(String name, String reason) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> FileTree.listFollowingLinks(directory))
                .withMessageContaining(name)
                .withMessageContaining(reason);
    }
}
