package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** The runs of a tracker that have not ended, the one that was started last first. Safe for use by multiple threads. */
final class OpenRuns {
    private static final System.Logger LOG = System.getLogger(OpenRuns.class.getName());

    private final ConcurrentLinkedDeque<Run> runs = new ConcurrentLinkedDeque<>();

    void add(Run run) {
        runs.push(run);
    }

    void remove(Run run) {
        runs.remove(run);
    }

    Run current() {
        Run run = runs.peek();
        if (run == null) {
            throw new IllegalStateException("no run is open; start one with startRun");
        }
        return run;
    }

    /** Ends all as FAILED. {@return the first failure, with the others within; null if there was none} */
    @Nullable ClientException end() {
        ClientException failure = null;
        for (Run run = runs.poll(); run != null; run = runs.poll()) {
            try {
                run.close();
            } catch (ClientException e) {
                failure = first(failure, e);
            } catch (IllegalStateException full) { // the spool, and the settings say that this is reported
                LOG.log(System.Logger.Level.WARNING, "the end of " + run + " is not recorded: " + full.getMessage());
            }
        }
        return failure;
    }

    private static ClientException first(@Nullable ClientException first, ClientException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
