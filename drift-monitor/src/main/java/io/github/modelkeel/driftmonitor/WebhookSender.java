package io.github.modelkeel.driftmonitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends alerts one after the other on a daemon thread of its own, which ends when there is nothing to send. Safe for use by multiple threads. */
final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WebhookSender.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_PAUSE_MILLIS = 60_000;
    private static final int QUEUE = 100;
    private static final String ALGORITHM = "HmacSHA256";

    private final Webhook webhook;
    private final Duration timeout;
    private final HttpClient client;
    private final ThreadPoolExecutor executor;

    WebhookSender(Webhook webhook) {
        this(webhook, TIMEOUT);
    }

    WebhookSender(Webhook webhook, Duration timeout) {
        this.webhook = webhook;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), work -> {
            Thread thread = new Thread(work, "modelkeel-drift-alerts");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    void send(List<Alert> alerts) {
        String body = AlertmanagerPayload.of(alerts);
        String id = UUID.randomUUID().toString();
        try {
            executor.execute(() -> deliver(id, body));
        } catch (RejectedExecutionException e) {
            LOG.log(
                    Level.WARNING,
                    "an alert was not sent to " + webhook + ": " + QUEUE + " are waiting, or it is closed");
        }
    }

    private void deliver(String id, String body) {
        String problem = "";
        for (int attempt = 1; attempt <= webhook.attempts(); attempt++) {
            try {
                int status = status(request(id, body));
                if (status / 100 == 2) {
                    return;
                }
                problem = "status " + status;
                if (status < 500 && status != 408 && status != 429) {
                    break;
                }
            } catch (IllegalArgumentException e) {
                problem = e.toString();
                break;
            } catch (IOException e) {
                problem = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problem = "closed meanwhile";
                break;
            }
            if (attempt < webhook.attempts() && !pause(attempt)) {
                problem = "closed meanwhile, after " + problem;
                break;
            }
        }
        LOG.log(Level.WARNING, "an alert was not delivered to " + webhook + ": " + problem);
    }

    /** The status of the answer, whose end is waited for no longer than the time-out either: the request's own time ends with its headers. */
    private int status(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + timeout);
        } finally {
            answer.cancel(true);
        }
    }

    /** Full jitter, as in M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015; false if interrupted. */
    private boolean pause(int failures) {
        double bound = Math.min(MAX_PAUSE_MILLIS, webhook.firstPause().toMillis() * Math.pow(2, failures - 1));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong((long) bound + 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest request(String id, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.address())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        String token = webhook.token();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        String secret = webhook.secret();
        if (secret != null) {
            String timestamp = Long.toString(System.currentTimeMillis() / 1000);
            request.header("X-MLflow-Delivery-Id", id)
                    .header("X-MLflow-Timestamp", timestamp)
                    .header("X-MLflow-Signature", "v1," + code(secret, id + "." + timestamp + "." + body));
        }
        return request.build();
    }

    private static String code(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK does not know " + ALGORITHM, e);
        }
    }

    /** Waits for deliveries as long as the webhook allows, and then ends them. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(webhook.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                end();
            }
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
        }
    }

    /** The delivery that is interrupted has a moment to say so: it runs on a daemon thread, and the process may end next. */
    private void end() {
        int waiting = executor.shutdownNow().size();
        if (waiting > 0) {
            LOG.log(
                    Level.WARNING,
                    waiting + " deliveries of alerts were not sent to " + webhook + ": closed while they were waiting");
        }
        try {
            executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
