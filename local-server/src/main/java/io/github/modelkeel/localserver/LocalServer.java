package io.github.modelkeel.localserver;

import io.github.modelkeel.localserver.artifact.ArtifactStore;
import io.github.modelkeel.localserver.artifact.PrivateDirectory;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.endpoint.Endpoints;
import io.github.modelkeel.localserver.http.ClientConnection;
import io.github.modelkeel.localserver.http.Conversation;
import io.github.modelkeel.localserver.http.Conversations;
import io.github.modelkeel.localserver.http.HttpFront;
import io.github.modelkeel.localserver.http.Listener;
import io.github.modelkeel.localserver.http.RequestGuard;
import io.github.modelkeel.localserver.webhook.Deliveries;
import io.github.modelkeel.localserver.webhook.SecretFile;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.protocol.HttpDateGenerator;

/**
 * A tracking server and model registry that implements MLflow's REST protocol, inside of this process. Safe for use by
 * multiple threads.
 *
 * <p>Everything is kept in one directory: experiments, runs and models in a SQLite file, artifacts as plain files beside
 * it. Several servers, also of several processes, may use one directory at the same time.
 *
 * <p>The server listens on 127.0.0.1 only, has no password, and refuses requests that a web page makes through the
 * user's browser. It makes requests to webhooks, if it is given some, and only to this machine. All of its threads are daemons: they do not keep a program running that forgets to close it.
 *
 * <pre>{@code
 * try (LocalServer server = LocalServer.start(Path.of("modelkeel-data"))) {
 *     System.out.println(server.uri()); // http://127.0.0.1:39173
 * }
 * }</pre>
 */
public final class LocalServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LocalServer.class.getName());
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final Path directory;
    private final Database database;
    private final Deliveries deliveries;
    private final HttpFront front;
    private final Listener listener;
    private final Conversations conversations;
    private final URI uri;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalServer(
            Path directory, Database database, ArtifactStore artifacts, Listener listener, Duration timeout) {
        this.directory = directory;
        this.database = database;
        this.listener = listener;
        int port = listener.port();
        this.uri = URI.create("http://127.0.0.1:" + port);
        String name = "modelkeel-server-" + SERVERS.incrementAndGet();
        this.deliveries = new Deliveries(name);
        this.front = new HttpFront(
                new RequestGuard(port), Endpoints.of(database, artifacts, SecretFile.in(directory), deliveries));
        this.conversations = new Conversations(name, timeout.toNanos());
        listener.start(name + "-accept", socket -> conversations.start(socket, this::serve));
    }

    /**
     * Starts a server on a free port.
     *
     * @param directory where the data is kept; it is made when it is not there
     * @return the running server
     * @throws LocalServerException if the directory cannot be used
     */
    public static LocalServer start(Path directory) {
        return builder(directory).start();
    }

    /**
     * Starts to describe a server.
     *
     * @param directory where the data is kept; it is made when it is not there
     * @return a builder with the defaults
     */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /**
     * The base address that clients use as tracking URI.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public URI uri() {
        return uri;
    }

    /**
     * Where the data is kept.
     *
     * @return the real path of the directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * Stops the server: waits for up to five seconds until the requests under way are answered, then closes all
     * connections and the store. Deliveries to webhooks that wait are dropped. A second call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot close the socket that listens at " + uri, e);
        }
        long deadline = System.nanoTime() + CLOSE_NANOS;
        while (conversations.answering() > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        conversations.close();
        deliveries.close();
        database.close();
    }

    /** How many requests are being answered. */
    int active() {
        return conversations.answering();
    }

    @Override
    public String toString() {
        return "LocalServer[" + uri + ", " + directory + "]";
    }

    private void serve(Conversation conversation) {
        try {
            new ClientConnection(conversation, front).serve(conversations);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection broke before its first request", e);
        } catch (LinkageError e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "requests cannot be answered: the server needs httpcore5 5.2 or later, and the class path has "
                            + HttpDateGenerator.class.getProtectionDomain().getCodeSource(),
                    e);
        }
    }

    /**
     * Describes a server. Defaults: a free port, artifacts of any size, 20 seconds for a client that stalls. Not
     * thread-safe.
     */
    public static final class Builder {
        private final Path directory;
        private int port;
        private long maxArtifactBytes = Long.MAX_VALUE;
        private Duration requestTimeout = Duration.ofSeconds(20);

        private Builder(Path directory) {
            this.directory = directory;
        }

        /**
         * The port to listen on.
         *
         * @param port 1 to 65535, or 0 for a free one
         * @return this builder
         * @throws IllegalArgumentException if it is not a port
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * The most that one artifact file may have. A larger one is refused with HTTP 413, and nothing of it is kept.
         *
         * @param bytes the limit, 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxArtifactBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxArtifactBytes must be positive: " + bytes);
            }
            this.maxArtifactBytes = bytes;
            return this;
        }

        /**
         * How long the server waits for a client that stalls: the head of a request must arrive within this time as a whole; of its
         * body, and of an answer that the client reads, some bytes must move in every such time. Then the connection is closed,
         * and nothing of an upload is kept. An upload that goes forward may take as long as it needs. Default: 20 seconds.
         *
         * @param timeout the time, a millisecond or more
         * @return this builder
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder requestTimeout(Duration timeout) {
            if (timeout.toMillis() < 1) {
                throw new IllegalArgumentException("requestTimeout must be a millisecond or more: " + timeout);
            }
            this.requestTimeout = timeout;
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the running server
         * @throws LocalServerException if the directory cannot be used or the port is taken
         */
        public LocalServer start() {
            Path real = open(directory);
            Database database = openDatabase(real);
            boolean started = false;
            try {
                ArtifactStore artifacts = ArtifactStore.open(real, maxArtifactBytes);
                LocalServer server = new LocalServer(real, database, artifacts, listen(port), requestTimeout);
                started = true;
                return server;
            } catch (IOException e) {
                throw unusable(real, e);
            } finally {
                if (!started) {
                    database.close();
                }
            }
        }

        private static Path open(Path directory) {
            try {
                Path real = PrivateDirectory.create(directory.toAbsolutePath()).toRealPath();
                if (!Files.isWritable(real)) {
                    throw new LocalServerException("cannot use the directory " + real + ": it is not writable");
                }
                return real;
            } catch (IOException e) {
                throw unusable(directory, e);
            }
        }

        private static Database openDatabase(Path directory) {
            Path file = directory.resolve("tracking.db");
            SqliteLibrary.load(directory);
            try {
                PrivateDirectory.createFile(file);
                return Database.open(file);
            } catch (IOException e) {
                throw unusable(directory, e);
            } catch (SQLException e) {
                throw new LocalServerException("cannot open the store " + file + ": " + e.getMessage(), e);
            }
        }

        private static Listener listen(int port) {
            try {
                return Listener.open(port);
            } catch (BindException e) {
                throw new LocalServerException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new LocalServerException("cannot listen on 127.0.0.1:" + port + ": " + e, e);
            }
        }

        private static LocalServerException unusable(Path directory, IOException e) {
            String why = e instanceof FileAlreadyExistsException ? "it is not a directory" : e.toString();
            return new LocalServerException("cannot use the directory " + directory + ": " + why, e);
        }
    }
}
