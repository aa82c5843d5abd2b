package io.github.modelkeel.fakeserver;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts metrics without reading them, as fast as a server can or at a given rate, and creates runs. */
public final class CountingBackend implements Backend {
    private static final byte[] TIMESTAMP = {'"', 't', 'i', 'm', 'e', 's', 't', 'a', 'm', 'p', '"', ':'};

    private final AtomicLong metrics = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private volatile double metricsPerSecond;

    /** {@return points received} */
    public long metrics() {
        return metrics.get();
    }

    /** {@return log-batch requests received} */
    public long batches() {
        return batches.get();
    }

    /** Sets the rate to slow down to; 0 for none. */
    public void rate(double perSecond) {
        metricsPerSecond = perSecond;
    }

    @Override
    public Answer handle(String path, String query, byte[] body) {
        switch (path) {
            case "runs/log-batch" -> {
                int points = count(body);
                if (metricsPerSecond > 0) {
                    LockSupport.parkNanos((long) (points / metricsPerSecond * 1e9));
                }
                batches.incrementAndGet();
                metrics.addAndGet(points);
                return Answer.EMPTY;
            }
            case "experiments/get-by-name", "experiments/get" -> {
                return Answer.ok("{\"experiment\":{\"experiment_id\":\"1\",\"lifecycle_stage\":\"active\"}}");
            }
            case "runs/create" -> {
                return Answer.ok("{\"run\":{\"info\":{\"run_id\":\"r1\",\"experiment_id\":\"1\",\"status\":\"RUNNING\","
                        + "\"artifact_uri\":\"mlflow-artifacts:/1/r1\"},\"data\":{}}}");
            }
            default -> {
                return Answer.EMPTY;
            }
        }
    }

    private static int count(byte[] body) {
        int found = 0;
        for (int i = 0; i <= body.length - TIMESTAMP.length; i++) {
            if (body[i] == '"' && body[i + 1] == 't' && matches(body, i)) {
                found++;
            }
        }
        return found;
    }

    private static boolean matches(byte[] body, int at) {
        for (int i = 2; i < TIMESTAMP.length; i++) {
            if (body[at + i] != TIMESTAMP[i]) {
                return false;
            }
        }
        return true;
    }
}
