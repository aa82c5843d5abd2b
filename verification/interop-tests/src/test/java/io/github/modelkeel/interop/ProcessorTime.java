package io.github.modelkeel.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and all its descendants have had of the processors, by {@code /proc/PID/stat}. */
final class ProcessorTime {
    /** A tick of {@code utime} and {@code stime}, {@code USER_HZ}, is a hundredth of a second on every Linux of today. */
    private static final double SECONDS_A_TICK = 0.01;

    /** The fields after the name, which may hold blanks and brackets: the state is the first of them. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private ProcessorTime() {}

    static double seconds(ProcessHandle process) {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        return family.stream().mapToLong(each -> ticks(each.pid())).sum() * SECONDS_A_TICK;
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        } catch (NoSuchFileException e) {
            return 0; // it ended in this moment
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the processor time of process " + pid, e);
        }
    }
}
