package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;

/**
 * The servers of a configuration, open. Safe for use by multiple threads; a second {@link #close()} does nothing.
 */
public final class Connection implements AutoCloseable {
    private static final String LOCAL = "local:";

    private final ClientConfig config;
    private final HttpApi tracking;
    private final HttpApi registry;
    private final ArtifactStore artifacts;
    private final List<Runnable> closers;
    private final List<Transport> transports = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Connection(ClientConfig config) {
        this.config = config;
        this.closers = new ArrayList<>();
        boolean opened = false;
        try {
            Server first = server(config.trackingUri());
            this.tracking = first.api;
            this.artifacts = first.artifacts;
            this.registry =
                    config.registryUri().equals(config.trackingUri()) ? first.api : server(config.registryUri()).api;
            opened = true;
        } finally {
            if (!opened) {
                closers.forEach(Runnable::run);
            }
        }
    }

    /** Opens the servers; nothing is sent to a remote one. */
    public static Connection open(ClientConfig config) {
        return new Connection(config);
    }

    private record Server(HttpApi api, ArtifactStore artifacts) {}

    private Server server(String uri) {
        boolean local = uri.startsWith(LOCAL);
        String address = uri;
        if (local) {
            String directory = uri.substring(LOCAL.length());
            address = LocalServers.start(directory);
            closers.add(() -> LocalServers.stop(directory));
        }
        HttpUrl base = HttpUrl.get(address);
        Transport transport = Transport.of(config, base, !local);
        transports.add(transport);
        closers.add(0, transport::close);
        Redactor redactor = new Redactor(config.authorization());
        Answers answers = new Answers(redactor);
        Attempts attempts = new Attempts(config);
        HttpApi api = new HttpApi(base, new HttpCall(transport.api(), answers, redactor), answers, attempts);
        HttpCall files = new HttpCall(transport.files(), answers, redactor);
        HttpCall storage = new HttpCall(transport.storage(), Answers.ofStorage(redactor), redactor);
        TransferThreads threads = new TransferThreads(config.transferThreads(), transport::cancel);
        closers.add(0, threads::close);
        MultipartUpload parts = new MultipartUpload(
                new MultipartUpload.Calls(base, files, storage, answers, attempts), threads, config);
        return new Server(api, new ArtifactStore(base, files, answers, attempts, threads, parts, config));
    }

    /** What was asked for. */
    public ClientConfig config() {
        return config;
    }

    /** The tracking server's API. */
    public HttpApi tracking() {
        return tracking;
    }

    /** The registry server's API. */
    public HttpApi registry() {
        return registry;
    }

    /** The tracking server's artifact proxy. */
    public ArtifactStore artifacts() {
        return artifacts;
    }

    /** Whether the tracking server is the embedded one, which has no pages for a browser. */
    public boolean isEmbedded() {
        return config.trackingUri().startsWith(LOCAL);
    }

    /** Whether {@link #close()} was called. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Breaks off the calls under way: they fail as if the connection were lost. */
    public void cancel() {
        transports.forEach(Transport::cancel);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closers.forEach(Runnable::run);
        }
    }
}
