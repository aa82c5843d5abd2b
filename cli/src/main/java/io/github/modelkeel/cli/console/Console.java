package io.github.modelkeel.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in data
 * @param out data
 * @param err everything for people
 * @param isTerminal whether a terminal shows what is written to {@code err}, so that a line can be drawn again
 */
public record Console(InputStream in, OutputStream out, PrintStream err, boolean isTerminal) {
    /** Whose errors no terminal shows. */
    public Console(InputStream in, OutputStream out, PrintStream err) {
        this(in, out, err, false);
    }

    /** The standard error of the process. */
    public static Console ofProcess(InputStream in, OutputStream out) {
        return new Console(in, out, System.err, Terminal.showsErrors());
    }
}
