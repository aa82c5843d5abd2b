package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.node.Located;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Reads a hostile file: it is refused or read, in a second of CPU time, without having allocated 256 MB. */
final class Guard {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_BYTES = 256L << 20;
    private static final long MAX_NANOS = 1_000_000_000L;

    private Guard() {}

    /** Empty when the file was refused. */
    static Optional<Located> read(byte[] content) {
        long id = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(id);
        long nanos = THREADS.getCurrentThreadCpuTime();
        Optional<Located> result;
        try {
            result = Optional.of(PythonFile.read("hostile", content));
        } catch (ModelRefusedException e) {
            assertThat(e).hasMessageStartingWith("hostile: ");
            assertThat(e.getMessage()).hasSizeLessThan(400);
            result = Optional.empty();
        }
        assertThat(THREADS.getCurrentThreadCpuTime() - nanos).isLessThan(MAX_NANOS);
        assertThat(THREADS.getThreadAllocatedBytes(id) - bytes).isLessThan(MAX_BYTES);
        return result;
    }

    static String refusal(byte[] content) {
        assertThat(read(content)).isEmpty();
        try {
            PythonFile.read("hostile", content);
        } catch (ModelRefusedException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("was not refused");
    }
}
