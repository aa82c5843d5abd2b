package io.github.modelkeel.cli.console;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a list is printed. Filled by picocli. Not thread-safe. */
public final class Limit {
    @Option(names = "--limit", paramLabel = "N", description = "Print the first N alone. Default: all.")
    private @Nullable Integer limit;

    /** The items that are printed. */
    public <T> Stream<T> of(Stream<T> items) {
        Integer most = limit;
        if (most == null) {
            return items;
        }
        if (most < 1) {
            throw new CommandFailure(Failures.USAGE, "--limit must be 1 or more: " + most);
        }
        return items.limit(most);
    }
}
