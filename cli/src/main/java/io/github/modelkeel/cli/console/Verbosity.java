package io.github.modelkeel.cli.console;

import picocli.CommandLine.Option;

/** How much of a failure is printed. Filled by picocli. Not thread-safe. */
public final class Verbosity {
    @Option(names = "--verbose", description = "Print the stack trace of a failure.")
    private boolean verbose;

    /** Whether stack traces are wanted. */
    public boolean verbose() {
        return verbose;
    }
}
