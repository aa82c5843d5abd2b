package io.github.modelkeel.cli.console;

import picocli.CommandLine.Option;

/** Whether programs read the output. Filled by picocli. Not thread-safe. */
public final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Whether JSON is wanted. */
    public boolean json() {
        return json;
    }
}
