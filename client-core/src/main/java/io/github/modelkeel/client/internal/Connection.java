package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a configuration, open. Safe for use by multiple threads; a second {@link #close()} does nothing.
 */
public final class Connection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final String LOCAL = "local:";

    private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

    private final ClientConfig config;
    private final ReentrantLock opening = new ReentrantLock();
    private final List<Runnable> closers = new CopyOnWriteArrayList<>();
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Servers servers;

    private Connection(ClientConfig config) {
        this.config = config;
    }

    /** Opens the servers; nothing is sent to a remote one. The embedded server's directory is made when it is missing. */
    public static Connection open(ClientConfig config) {
        Connection connection = new Connection(config);
        if (!canWait(config)) {
            connection.servers(true);
        }
        return connection;
    }

    /**
     * Whether opening can wait for the first call: the servers are remote ones, and no proxy and no certificates were configured, which opening
     * could find to be wrong. It takes a tenth of a second in a fresh JVM, in which a start does something else.
     */
    private static boolean canWait(ClientConfig config) {
        return isRemote(config, config.trackingUri())
                && isRemote(config, config.registryUri())
                && !config.insecureTls()
                && config.serverCertPath().isEmpty()
                && config.clientCertPath().isEmpty()
                && config.caBundle().isEmpty();
    }

    private static boolean isRemote(ClientConfig config, String uri) {
        return !uri.startsWith(LOCAL)
                && config.environmentProxy(URI.create(uri)).isEmpty();
    }

    /**
     * Opens the servers, but not the embedded one of a directory without a store: calls then fail with {@code LOCAL_STORE_MISSING}
     * until {@link #create()} or until another process has made it.
     */
    public static Connection openExisting(ClientConfig config) {
        Connection connection = new Connection(config);
        if (connection.exists() && !canWait(config)) {
            connection.servers(true);
        }
        return connection;
    }

    /** Makes the embedded server's store if it is missing, because something is about to be written. */
    public void create() {
        servers(true);
    }

    /** Whether there is a store to read, as far as this machine can tell: a remote server always counts. */
    public boolean exists() {
        return servers != null
                || (LocalStores.exists(config.trackingUri()) && LocalStores.exists(config.registryUri()));
    }

    private record Server(HttpApi api, ArtifactStore artifacts) {}

    private record Servers(Server tracking, HttpApi registry) {}

    private Servers servers(boolean create) {
        Servers open = servers;
        if (open != null) {
            return open;
        }
        opening.lock();
        try {
            open = servers;
            if (open == null) {
                if (!create) {
                    LocalStores.require(config, config.trackingUri(), "MLFLOW_TRACKING_URI");
                    LocalStores.require(config, config.registryUri(), "MLFLOW_REGISTRY_URI");
                }
                if (closed.get()) {
                    throw new IllegalStateException("this connection is closed");
                }
                open = openAll();
                servers = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    private Servers openAll() {
        boolean opened = false;
        try {
            Server tracking = server(config.trackingUri(), "MLFLOW_TRACKING_URI");
            HttpApi registry = config.registryUri().equals(config.trackingUri())
                    ? tracking.api
                    : server(config.registryUri(), "MLFLOW_REGISTRY_URI").api;
            opened = true;
            return new Servers(tracking, registry);
        } finally {
            if (!opened) {
                closers.forEach(Runnable::run);
                closers.clear();
                transports.clear();
            }
        }
    }

    private Server server(String uri, String setting) {
        boolean local = uri.startsWith(LOCAL);
        String address = uri;
        if (local) {
            String directory = uri.substring(LOCAL.length());
            address = LocalServers.start(directory);
            closers.add(() -> LocalServers.stop(directory));
        }
        if (ANNOUNCED.add(uri)) {
            LOG.log(System.Logger.Level.INFO, "Modelkeel uses " + LocalStores.words(config, uri));
        }
        HttpUrl base = HttpUrl.get(address);
        Redactor redactor = new Redactor();
        Transport transport = Transport.of(config, base, local, redactor);
        transports.add(transport);
        closers.add(0, transport::close);
        ResponseReader responseReader = new ResponseReader(redactor);
        RetryPolicy retryPolicy = new RetryPolicy(config);
        ProxyRoutes routes = transport.routes();
        HttpApi api = new HttpApi(
                base,
                new HttpCall(transport.api(), responseReader, redactor, routes, setting),
                responseReader,
                retryPolicy);
        HttpCall files = new HttpCall(transport.files(), responseReader, redactor, routes, setting);
        HttpCall storage =
                new HttpCall(transport.storage(), ResponseReader.ofStorage(redactor), redactor, routes, null);
        TransferThreads threads = new TransferThreads(config.transferThreads(), transport::cancel);
        closers.add(0, threads::close);
        MultipartUpload parts = new MultipartUpload(
                new MultipartUpload.Calls(base, files, storage, responseReader, retryPolicy), threads, config);
        return new Server(api, new ArtifactStore(base, files, responseReader, retryPolicy, threads, parts, config));
    }

    /** What was asked for. */
    public ClientConfig config() {
        return config;
    }

    /** The tracking server's API. */
    public HttpApi tracking() {
        return servers(false).tracking.api;
    }

    /** The registry server's API. */
    public HttpApi registry() {
        return servers(false).registry;
    }

    /** The tracking server's artifact proxy. */
    public ArtifactStore artifacts() {
        return servers(false).tracking.artifacts;
    }

    /** Where the registry is and what says so, for messages. */
    public String registryWords() {
        return LocalStores.words(config, config.registryUri());
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
        opening.lock();
        try {
            if (closed.compareAndSet(false, true)) {
                closers.forEach(Runnable::run);
            }
        } finally {
            opening.unlock();
        }
    }
}
