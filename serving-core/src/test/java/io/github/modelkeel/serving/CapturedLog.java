package io.github.modelkeel.serving;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what Modelkeel logs during a test, instead of printing faults that the test made on purpose. */
public final class CapturedLog extends Handler implements BeforeEachCallback, AfterEachCallback {
    private static final Logger LOGGER = Logger.getLogger("io.github.modelkeel");

    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

    /** What was logged at a level. */
    public List<String> messages(Level level) {
        return records.stream()
                .filter(logged -> logged.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    public void close() {
        records.clear();
    }
}
