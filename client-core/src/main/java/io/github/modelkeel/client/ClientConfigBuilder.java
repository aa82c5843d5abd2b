package io.github.modelkeel.client;

import io.github.modelkeel.client.internal.environment.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ClientConfig}. What is not set comes from the environment, else from the defaults that the accessors of
 * {@link ClientConfig} state. Not thread-safe.
 */
public final class ClientConfigBuilder {
    /** The environment itself, for other modules' settings. */
    final Map<String, String> variables;

    /** Where what is not set comes from. */
    final Environment environment;

    final @Nullable Path credentialsFile;

    @Nullable String trackingUri;

    @Nullable String registryUri;

    @Nullable Authorization authorization;

    @Nullable Proxies proxies;

    @Nullable Path caBundle;

    @Nullable String workspace;

    @Nullable Boolean insecureTls;

    @Nullable Path serverCertPath;

    @Nullable Path clientCertPath;

    @Nullable Duration requestTimeout;

    @Nullable Duration artifactTimeout;

    @Nullable Integer maxRetries;

    @Nullable Duration retryDelay;

    Duration maxRetryDelay = Duration.ofSeconds(60);

    @Nullable Boolean respectRetryAfter;

    @Nullable Path cacheDirectory;

    long maxModelBytes = 16L << 30;

    @Nullable Integer transferThreads;

    @Nullable TransferListener transferListener;

    @Nullable Long multipartUploadMinimumBytes;

    @Nullable Long multipartUploadPartBytes;

    @Nullable Boolean multipartUploadEnabled;

    /** What the tracking address was set by, when that is known from another configuration. */
    @Nullable String uriSource;

    ClientConfigBuilder(Map<String, String> variables, @Nullable Path credentialsFile) {
        this.variables = Map.copyOf(variables);
        this.environment = new Environment(this.variables::get);
        this.credentialsFile = credentialsFile;
    }

    ClientConfigBuilder(ClientConfig config) {
        variables = config.variables;
        environment = new Environment(name -> null); // all that it said is in the configuration
        credentialsFile = null;
        trackingUri = config.trackingUri;
        registryUri = config.registryUri.equals(config.trackingUri) ? null : config.registryUri;
        authorization = config.authorization;
        proxies = config.proxies;
        caBundle = config.caBundle;
        uriSource = config.uriSource;
        workspace = config.workspace;
        insecureTls = config.insecureTls;
        serverCertPath = config.serverCertPath;
        clientCertPath = config.clientCertPath;
        requestTimeout = config.requestTimeout;
        artifactTimeout = config.artifactTimeout;
        maxRetries = config.maxRetries;
        retryDelay = config.retryDelay;
        maxRetryDelay = config.maxRetryDelay;
        respectRetryAfter = config.respectRetryAfter;
        cacheDirectory = config.cacheDirectory;
        maxModelBytes = config.maxModelBytes;
        transferThreads = config.transferThreads;
        transferListener = config.transferListener;
        multipartUploadMinimumBytes = config.multipartUploadMinimumBytes;
        multipartUploadPartBytes = config.multipartUploadPartBytes;
        multipartUploadEnabled = config.multipartUploadEnabled;
    }

    /**
     * Sets the tracking server. The registry server follows unless it is set to another address.
     *
     * @param uri an {@code http} or {@code https} address without user name and password, or {@code local:} and a directory
     * @return this builder
     * @throws IllegalArgumentException if the address is of another kind
     */
    public ClientConfigBuilder trackingUri(String uri) {
        trackingUri = ServerUri.checked("trackingUri", Objects.requireNonNull(uri, "uri"));
        uriSource = "ClientConfig.trackingUri";
        return this;
    }

    /**
     * Sets the registry server.
     *
     * @param uri as for {@link #trackingUri(String)}
     * @return this builder
     * @throws IllegalArgumentException if the address is of another kind
     */
    public ClientConfigBuilder registryUri(String uri) {
        registryUri = ServerUri.checked("registryUri", Objects.requireNonNull(uri, "uri"));
        return this;
    }

    /**
     * Sends a user name and a password (HTTP Basic).
     *
     * @param username the user name, without {@code ':'}
     * @param password the password
     * @return this builder
     * @throws IllegalArgumentException if one of them is empty or holds a character that is not allowed
     */
    public ClientConfigBuilder basicAuth(String username, String password) {
        authorization = Authorization.fixed(Credentials.basic(
                Objects.requireNonNull(username, "username"), Objects.requireNonNull(password, "password")));
        return this;
    }

    /**
     * Sends a bearer token.
     *
     * @param token the token
     * @return this builder
     * @throws IllegalArgumentException if the token is empty or holds a character that is not allowed
     */
    public ClientConfigBuilder bearerToken(String token) {
        authorization = Authorization.fixed(Credentials.bearer("token", Objects.requireNonNull(token, "token")));
        return this;
    }

    /**
     * Sends a bearer token that changes from time to time. The supplier is asked before each request, and again when the server
     * answers 401: if the token is another one by then, the request is sent again with it. So it should keep the token itself and be
     * fast, and it must be safe for use by multiple threads. When it throws or gives none, the call fails with the error code {@code
     * CREDENTIALS_UNAVAILABLE}, and what is logged asynchronously waits.
     *
     * @param token gives the token that is valid now
     * @return this builder
     */
    public ClientConfigBuilder bearerToken(Supplier<String> token) {
        authorization = Authorization.token(Objects.requireNonNull(token, "token"));
        return this;
    }

    /**
     * Sends the bearer token in a file that is replaced from time to time, as Kubernetes does with the tokens of service accounts. The
     * file is read before each request, and again when the server answers 401: if the token is another one by then, the request is
     * sent again with it. A file that is missing, empty or not one word makes the call fail with the error code {@code
     * CREDENTIALS_UNAVAILABLE}, and what is logged asynchronously waits.
     *
     * @param file holds the token and nothing else but blanks around it; at most 64 KiB
     * @return this builder
     */
    public ClientConfigBuilder tokenFile(Path file) {
        authorization = Authorization.tokenFile("tokenFile", Objects.requireNonNull(file, "file"));
        return this;
    }

    /**
     * Sets the workspace sent with each request.
     *
     * @param name the workspace; one word of printable ASCII characters
     * @return this builder
     */
    public ClientConfigBuilder workspace(String name) {
        workspace = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Trusts the certificates of a PEM file instead of the JVM's.
     *
     * @param pem the file
     * @return this builder
     */
    public ClientConfigBuilder serverCertPath(Path pem) {
        serverCertPath = Objects.requireNonNull(pem, "pem");
        return this;
    }

    /**
     * Shows a certificate to a server that asks for one.
     *
     * @param pem a file with the certificate, the chain behind it if there is one, and the private key in PKCS #8 without a password
     *     ({@code BEGIN PRIVATE KEY})
     * @return this builder
     */
    public ClientConfigBuilder clientCertPath(Path pem) {
        clientCertPath = Objects.requireNonNull(pem, "pem");
        return this;
    }

    /**
     * Sets the time one attempt of an API call may take in all.
     *
     * @param timeout positive
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     */
    public ClientConfigBuilder requestTimeout(Duration timeout) {
        requestTimeout = positive("requestTimeout", timeout);
        return this;
    }

    /**
     * Sets the time one attempt to send or fetch one artifact file may take in all.
     *
     * @param timeout positive
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     */
    public ClientConfigBuilder artifactTimeout(Duration timeout) {
        artifactTimeout = positive("artifactTimeout", timeout);
        return this;
    }

    /**
     * Sets how often a call that may be repeated is repeated.
     *
     * @param retries 0 to 10
     * @return this builder
     * @throws IllegalArgumentException if the number is out of range
     */
    public ClientConfigBuilder maxRetries(int retries) {
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("maxRetries must be from 0 to 10: " + retries);
        }
        maxRetries = retries;
        return this;
    }

    /**
     * Sets the upper bound of the random pause before the first repetition; it doubles with each further one.
     *
     * @param delay positive
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     */
    public ClientConfigBuilder retryDelay(Duration delay) {
        retryDelay = positive("retryDelay", delay);
        return this;
    }

    /**
     * Sets the longest pause between two attempts, also when the server asks for more.
     *
     * @param delay positive
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     */
    public ClientConfigBuilder maxRetryDelay(Duration delay) {
        maxRetryDelay = positive("maxRetryDelay", delay);
        return this;
    }

    /**
     * Sets whether the server's {@code Retry-After} is followed.
     *
     * @param respect true to follow it within the longest pause
     * @return this builder
     */
    public ClientConfigBuilder respectRetryAfter(boolean respect) {
        respectRetryAfter = respect;
        return this;
    }

    /**
     * Sets where downloaded models are kept.
     *
     * @param directory the directory; made when it is missing
     * @return this builder
     */
    public ClientConfigBuilder cacheDirectory(Path directory) {
        cacheDirectory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Sets the largest model that is downloaded.
     *
     * @param bytes positive, over all files of the model
     * @return this builder
     * @throws IllegalArgumentException if the number is not positive
     */
    public ClientConfigBuilder maxModelBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxModelBytes must be positive: " + bytes);
        }
        maxModelBytes = bytes;
        return this;
    }

    /**
     * Sets how many files, or parts of a large one, are sent or fetched at a time.
     *
     * @param threads 1 to 64; with 1 all is done on the caller's thread
     * @return this builder
     * @throws IllegalArgumentException if the number is out of range
     */
    public ClientConfigBuilder transferThreads(int threads) {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("transferThreads must be from 1 to 64: " + threads);
        }
        transferThreads = threads;
        return this;
    }

    /**
     * Sets who hears how far files have come.
     *
     * @param listener the listener; safe for use by multiple threads
     * @return this builder
     */
    public ClientConfigBuilder transferListener(TransferListener listener) {
        transferListener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Reads what is not set from the environment and checks everything together.
     *
     * @return the configuration
     * @throws IllegalArgumentException if a variable is malformed or two settings contradict each other
     */
    public ClientConfig build() {
        return new ClientConfig(this);
    }

    private static Duration positive(String name, Duration duration) {
        Objects.requireNonNull(duration, name);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
        if (duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be at most a day: " + duration);
        }
        return duration;
    }
}
