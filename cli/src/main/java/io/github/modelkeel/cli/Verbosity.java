package io.github.modelkeel.cli;

import picocli.CommandLine.Option;

/** How much of a failure is printed. Filled by picocli. Not thread-safe. */
final class Verbosity {
    @Option(names = "--verbose", description = "Print the stack trace of a failure.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }
}
