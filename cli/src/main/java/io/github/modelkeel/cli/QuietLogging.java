package io.github.modelkeel.cli;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Logging of the command line: none. A failure is reported once, by the command that failed; {@code --verbose} has the rest. Safe for use by
 * multiple threads.
 */
public final class QuietLogging extends System.LoggerFinder {
    /** For {@link java.util.ServiceLoader}. */
    public QuietLogging() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Silence(name);
    }

    private record Silence(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {}

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {}
    }
}
