package io.github.modelkeel.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.spool.file.DirectoryLock;
import io.github.modelkeel.tracking.spool.file.DirectoryOwner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SpoolLockTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path root = Path.of("");

    private Path left(String record) {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root))) {
            queue.append(record.getBytes(StandardCharsets.US_ASCII), false);
            assertThat(queue.sync(LONG)).isTrue();
            return queue.directory();
        }
    }

    @Test
    void eachQueueHasADirectoryOfItsOwn() {
        Set<Path> directories = new HashSet<>();
        List<DurableQueue> queues = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            queues.add(Spools.newQueue(Spools.settings(root)));
            directories.add(queues.get(i).directory());
        }
        assertThat(directories)
                .hasSize(20)
                .allMatch(path -> path.getFileName()
                        .toString()
                        .matches("[A-Za-z0-9_.]+-" + ProcessHandle.current().pid() + "-\\d+-[0-9a-f]{8}"));
        queues.forEach(DurableQueue::close);
        assertThat(directories).noneMatch(Files::exists);
    }

    @Test
    void withinOneJvmADirectoryIsHeldOnceAndLookingDoesNotEndTheLock() throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root));
                ChildProcess other = ChildProcess.start(LockChild.class, root.toString())) {
            assertThat(other.line()).isEqualTo("ready");
            queue.append(new byte[] {'x'}, false);
            assertThat(queue.sync(LONG)).isTrue();
            for (int i = 0; i < 10; i++) {
                assertThat(DurableQueue.orphans(root)).isEmpty();
                assertThat(DurableQueue.adopt(queue.directory(), Spools.settings(root)))
                        .isEmpty();
                Path around = queue.directory()
                        .resolve("..")
                        .resolve(queue.directory().getFileName());
                assertThat(DurableQueue.adopt(around, Spools.settings(root))).isEmpty();
            }
            other.tell("hold " + queue.directory());
            assertThat(other.line()).isEqualTo("refused");
            other.tell("adopt");
            assertThat(other.line()).isEqualTo("got");
        }
    }

    @Test
    void theTrapIsReal() throws Exception {
        // what DirectoryLock avoids: any other channel to the file, once closed, takes the lock with it
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "POSIX locks belong to the process");
        DurableQueue queue = Spools.newQueue(Spools.settings(root));
        queue.append(new byte[] {'x'}, false);
        assertThat(queue.sync(LONG)).isTrue();
        FileChannel.open(queue.directory().resolve(DirectoryLock.NAME), StandardOpenOption.WRITE)
                .close();
        try (ChildProcess other = ChildProcess.start(LockChild.class, root.toString())) {
            assertThat(other.line()).isEqualTo("ready");
            other.tell("hold " + queue.directory());
            assertThat(other.line()).isEqualTo("held");
        }
        queue.close();
    }

    @Test
    void theLockEndsWithTheProcessThatHeldIt() throws Exception {
        Path directory = left("a");
        try (ChildProcess other = ChildProcess.start(LockChild.class, root.toString())) {
            assertThat(other.line()).isEqualTo("ready");
            other.tell("hold " + directory);
            assertThat(other.line()).isEqualTo("held");
            assertThat(DurableQueue.orphans(root)).isEmpty();
            assertThat(DurableQueue.adopt(directory, Spools.settings(root))).isEmpty();
            other.process.destroyForcibly().waitFor();
            assertThat(DurableQueue.orphans(root)).containsExactly(directory);
            Optional<DurableQueue> adopted = DurableQueue.adopt(directory, Spools.settings(root));
            assertThat(adopted).isPresent();
            adopted.get().close();
        }
    }

    @Test
    void eightProcessesAdoptEachOrphanOnce() throws Exception {
        Set<String> records = new TreeSet<>();
        for (int i = 0; i < 24; i++) {
            left("record" + i);
            records.add("record" + i);
        }
        List<ChildProcess> children = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                children.add(ChildProcess.start(LockChild.class, root.toString()));
            }
            for (ChildProcess child : children) {
                assertThat(child.line()).isEqualTo("ready");
            }
            for (ChildProcess child : children) {
                child.tell("adopt");
            }
            List<String> got = new ArrayList<>();
            for (ChildProcess child : children) {
                String line = child.line();
                assertThat(line).startsWith("got");
                got.addAll(Arrays.asList(line.substring(3).strip().split(" ", -1)));
            }
            got.removeIf(String::isEmpty);
            assertThat(got).containsExactlyInAnyOrderElementsOf(records);
        } finally {
            for (ChildProcess child : children) {
                child.close();
            }
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void sixteenThreadsAdoptEachOrphanOnce() throws Exception {
        Path directory = left("a");
        for (int round = 0; round < 50; round++) {
            Set<DurableQueue> got = ConcurrentHashMap.newKeySet();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    DurableQueue.adopt(directory, Spools.settings(root)).ifPresent(got::add);
                });
                thread.start();
                threads.add(thread);
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(got).hasSize(1);
            got.forEach(DurableQueue::close);
        }
    }

    @Test
    void whatIsNotAQueueIsLeftAlone() throws Exception {
        Path directory = left("a");
        Path other = Files.createDirectory(root.resolve("something"));
        Files.writeString(other.resolve("notes.txt"), "mine");
        Files.writeString(root.resolve("file"), "mine");
        Files.createSymbolicLink(root.resolve("link"), directory);
        assertThat(DurableQueue.orphans(root)).containsExactly(directory);
        assertThat(other.resolve(DirectoryLock.NAME)).doesNotExist();
        assertThat(DurableQueue.orphans(root.resolve("nowhere"))).isEmpty();
        assertThat(DurableQueue.adopt(root.resolve("nowhere"), Spools.settings(root)))
                .isEmpty();
    }

    @Test
    void aDirectoryIntoWhichOthersWriteIsNotAdopted() throws IOException {
        Assumptions.assumeTrue(DirectoryOwner.POSIX, "needs POSIX permissions");
        Path directory = left("a");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(DurableQueue.orphans(root)).isEmpty();
    }
}
