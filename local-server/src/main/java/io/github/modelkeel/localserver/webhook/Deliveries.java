package io.github.modelkeel.localserver.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends deliveries on a few daemon threads. As MLflow does, it tries again up to three times after a broken connection and the statuses 429,
 * 500, 502, 503 and 504: at once, then after two and four seconds and up to a second more, or after what {@code Retry-After} says, up to a
 * minute. What waits is bounded and in memory: at the server's end it is dropped. Safe for use by multiple threads.
 */
public final class Deliveries implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());
    private static final int THREADS = 4;
    private static final int MAX_WAITING = 1_000;
    private static final int MAX_RETRIES = 3;
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final long MAX_PAUSE_MILLIS = 60_000;
    private static final long WARNING_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Set<Integer> TRIED_AGAIN = Set.of(429, 500, 502, 503, 504);

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARNING_NANOS - 1);
    private final ScheduledThreadPoolExecutor threads;
    private final Client client = new Client();

    /** Starts no thread yet. */
    public Deliveries(String name) {
        AtomicInteger number = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, name + "-webhook-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(5, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Sends a delivery soon. */
    public void send(Delivery delivery) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            dropped(delivery);
            return;
        }
        schedule(delivery, 0, 0);
    }

    /** Says so once a minute. */
    private void dropped(Delivery delivery) {
        long now = System.nanoTime();
        long last = lastWarning.get();
        if (now - last > WARNING_NANOS && lastWarning.compareAndSet(last, now)) {
            LOG.log(System.Logger.Level.WARNING, () -> "dropped, as " + MAX_WAITING + " deliveries wait: " + delivery);
        }
    }

    /** Sends a delivery now and once, and waits for the answer. */
    public Answer test(Delivery delivery) throws IOException {
        return client.send(delivery);
    }

    private void schedule(Delivery delivery, int tries, long pauseMillis) {
        try {
            // what can fail is caught and logged there
            Future<?> unused = threads.schedule(() -> attempt(delivery, tries), pauseMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            waiting.decrementAndGet();
            LOG.log(System.Logger.Level.DEBUG, () -> "not sent, as the server ends: " + delivery);
        }
    }

    private void attempt(Delivery delivery, int tries) {
        Answer answer = null;
        String problem;
        try {
            answer = client.send(delivery);
            problem = "HTTP " + answer.status();
        } catch (IOException | RuntimeException e) {
            problem = e.toString();
        }
        if (answer != null && answer.status() < 400 && !isRedirect(answer)) {
            waiting.decrementAndGet();
        } else if (tries < MAX_RETRIES && (answer == null || TRIED_AGAIN.contains(answer.status()))) {
            schedule(delivery, tries + 1, pauseMillis(tries, answer));
        } else {
            waiting.decrementAndGet();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "not delivered (" + problem + ", try " + (tries + 1) + "): " + delivery);
        }
    }

    private static boolean isRedirect(Answer answer) {
        return answer.status() >= 300;
    }

    private static long pauseMillis(int tries, @Nullable Answer answer) {
        if (answer != null && answer.retryAfterSeconds() >= 0) {
            return Math.min(answer.retryAfterSeconds() * 1_000, MAX_PAUSE_MILLIS);
        }
        return tries == 0 ? 0 : (1_000L << tries) + ThreadLocalRandom.current().nextLong(1_000);
    }

    /** {@return how many deliveries are sent or wait} */
    public int waiting() {
        return waiting.get();
    }

    /** Interrupts what is being sent, and drops what waits; returns within two seconds. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What a receiver answered.
     *
     * @param retryAfterSeconds when to try again, or -1
     * @param body its start
     */
    public record Answer(int status, long retryAfterSeconds, String body) {}

    /** The HTTP client, made for the first delivery: no redirects, no proxies, no cookies, no credentials. */
    private static final class Client {
        private @Nullable HttpClient http;

        private synchronized HttpClient http() {
            HttpClient made = http;
            if (made == null) {
                made = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
                http = made;
            }
            return made;
        }

        Answer send(Delivery delivery) throws IOException {
            CompletableFuture<HttpResponse<byte[]>> exchange =
                    http().sendAsync(delivery.request(), head -> new BoundedBody());
            try {
                HttpResponse<byte[]> response = exchange.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
                return new Answer(
                        response.statusCode(),
                        retryAfter(response),
                        new String(response.body(), StandardCharsets.UTF_8));
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getCause()), e);
            } catch (TimeoutException e) {
                throw new IOException("no answer within " + TIMEOUT_MILLIS + " ms", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted, as the server ends", e);
            } finally {
                exchange.cancel(true); // does nothing when there is an answer
            }
        }

        private static long retryAfter(HttpResponse<?> response) {
            String sent =
                    response.headers().firstValue("Retry-After").orElse("").strip();
            return sent.matches("[0-9]{1,9}") ? Long.parseLong(sent) : -1;
        }
    }
}
