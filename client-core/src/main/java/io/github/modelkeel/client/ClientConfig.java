package io.github.modelkeel.client;

import io.github.modelkeel.client.internal.environment.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers are and how to talk to them. Immutable. {@link #toString()} shows no secret.
 *
 * <p>Everything that is not set on the {@linkplain #builder() builder} comes from the environment, under the names MLflow uses;
 * a malformed variable is an {@link IllegalArgumentException} that names the variable and the rule. How a tracker logs is a setting of
 * the tracker, which finds in {@link #environmentVariable(String)} what its code does not set.
 */
public final class ClientConfig {
    final Map<String, String> variables;
    final String trackingUri;
    final String registryUri;
    final @Nullable String uriSource;
    final @Nullable Authorization authorization;
    final Proxies proxies;
    final @Nullable Path caBundle;
    final @Nullable String workspace;
    final boolean insecureTls;
    final @Nullable Path serverCertPath;
    final @Nullable Path clientCertPath;
    final Duration requestTimeout;
    final Duration artifactTimeout;
    final int maxRetries;
    final Duration retryDelay;
    final Duration maxRetryDelay;
    final boolean respectRetryAfter;
    final Path cacheDirectory;
    final long maxModelBytes;
    final int transferThreads;
    final @Nullable TransferListener transferListener;
    final long multipartUploadMinimumBytes;
    final long multipartUploadPartBytes;
    final @Nullable Boolean multipartUploadEnabled;

    ClientConfig(ClientConfigBuilder b) {
        Environment env = b.environment;
        variables = b.variables;
        String tracking = orElse(b.trackingUri, env.text("MLFLOW_TRACKING_URI"), "local:modelkeel-data");
        trackingUri = ServerUri.checked(b.trackingUri != null ? "trackingUri" : "MLFLOW_TRACKING_URI", tracking);
        String registry = orElse(b.registryUri, env.text("MLFLOW_REGISTRY_URI"), trackingUri);
        registryUri = ServerUri.checked(b.registryUri != null ? "registryUri" : "MLFLOW_REGISTRY_URI", registry);
        uriSource = b.uriSource != null
                ? b.uriSource
                : env.text("MLFLOW_TRACKING_URI") != null ? "MLFLOW_TRACKING_URI" : null;
        authorization = b.authorization != null ? b.authorization : Credentials.find(env, b.credentialsFile);
        proxies = b.proxies != null ? b.proxies : Proxies.of(env);
        caBundle = b.caBundle != null ? b.caBundle : caBundle(env);
        workspace = b.workspace != null ? b.workspace : env.text("MLFLOW_WORKSPACE");
        insecureTls = orElse(b.insecureTls, env.flag("MLFLOW_TRACKING_INSECURE_TLS"), false);
        serverCertPath = b.serverCertPath != null ? b.serverCertPath : env.path("MLFLOW_TRACKING_SERVER_CERT_PATH");
        clientCertPath = b.clientCertPath != null ? b.clientCertPath : env.path("MLFLOW_TRACKING_CLIENT_CERT_PATH");
        requestTimeout = orElse(b.requestTimeout, env.seconds("MLFLOW_HTTP_REQUEST_TIMEOUT"), Duration.ofMinutes(2));
        artifactTimeout =
                orElse(b.artifactTimeout, env.seconds("MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT"), Duration.ofHours(1));
        maxRetries = orElse(b.maxRetries, env.integer("MLFLOW_HTTP_REQUEST_MAX_RETRIES", 0, 10), 5);
        retryDelay = orElse(b.retryDelay, env.seconds("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR"), Duration.ofSeconds(1));
        maxRetryDelay = b.maxRetryDelay;
        respectRetryAfter = orElse(b.respectRetryAfter, env.flag("MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER"), true);
        cacheDirectory = orElse(
                b.cacheDirectory,
                env.path("MODELKEEL_CACHE_DIR"),
                Path.of(System.getProperty("user.home"), ".cache", "modelkeel"));
        maxModelBytes = b.maxModelBytes;
        transferThreads = orElse(b.transferThreads, env.integer("MODELKEEL_TRANSFER_THREADS", 1, 64), 4);
        transferListener = b.transferListener;
        multipartUploadMinimumBytes = orElse(
                b.multipartUploadMinimumBytes, env.bytes("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", 0), 500L << 20);
        multipartUploadPartBytes =
                orElse(b.multipartUploadPartBytes, env.bytes("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", 1), 10L << 20);
        multipartUploadEnabled = b.multipartUploadEnabled != null
                ? b.multipartUploadEnabled
                : env.flag("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD");
        checkTogether(env);
    }

    /** The authorities for all addresses, as Python's requests takes them, unless the JVM has a trust store of its own. */
    private static @Nullable Path caBundle(Environment env) {
        if (System.getProperty("javax.net.ssl.trustStore") != null) {
            return null;
        }
        Path requests = env.path("REQUESTS_CA_BUNDLE");
        return requests != null ? requests : env.path("CURL_CA_BUNDLE");
    }

    private void checkTogether(Environment env) {
        if (insecureTls && serverCertPath != null) {
            throw new IllegalArgumentException(
                    "MLFLOW_TRACKING_INSECURE_TLS and MLFLOW_TRACKING_SERVER_CERT_PATH must not be set together");
        }
        if (workspace != null && !workspace.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("MLFLOW_WORKSPACE must be one word of printable ASCII characters");
        }
        if (env.text("MLFLOW_TRACKING_AUTH") != null) {
            throw new IllegalArgumentException("MLFLOW_TRACKING_AUTH is set, but this client does not support it; use"
                    + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN");
        }
        if (Boolean.TRUE.equals(env.flag("MLFLOW_TRACKING_AWS_SIGV4"))) {
            throw new IllegalArgumentException(
                    "MLFLOW_TRACKING_AWS_SIGV4 is set, but this client does not sign requests");
        }
    }

    private static <T> T orElse(@Nullable T first, @Nullable T second, T last) {
        return first != null ? first : second != null ? second : last;
    }

    /**
     * {@return the configuration that the process's environment describes}
     *
     * @throws IllegalArgumentException if a variable is malformed; the message names it
     */
    public static ClientConfig fromEnvironment() {
        return builder().build();
    }

    /**
     * Starts a configuration. What is not set comes from the process's environment and {@code ~/.mlflow/credentials}.
     *
     * @return a builder
     */
    public static ClientConfigBuilder builder() {
        return new ClientConfigBuilder(
                System.getenv(), Path.of(System.getProperty("user.home"), ".mlflow", "credentials"));
    }

    /**
     * Starts a configuration over the given variables instead of the process's; no credentials file is read.
     *
     * @param variables environment variables
     * @return a builder
     */
    public static ClientConfigBuilder builder(Map<String, String> variables) {
        Objects.requireNonNull(variables, "variables");
        return new ClientConfigBuilder(variables, null);
    }

    /**
     * This configuration, to change some settings. The environment is not read again.
     *
     * @return a builder
     */
    public ClientConfigBuilder newBuilder() {
        return new ClientConfigBuilder(this);
    }

    /**
     * The tracking server: an {@code http} or {@code https} address without a trailing slash, or {@code local:} and a directory.
     *
     * @return the address; by default {@code local:modelkeel-data}
     */
    public String trackingUri() {
        return trackingUri;
    }

    /**
     * The registry server, by default the tracking server.
     *
     * @return the address, in the form of {@link #trackingUri()}
     */
    public String registryUri() {
        return registryUri;
    }

    /**
     * What said that {@link #trackingUri()} is the server: a setting or {@code MLFLOW_TRACKING_URI}.
     *
     * @return its name, or empty when nothing did and the default is used
     */
    public Optional<String> trackingUriSource() {
        return Optional.ofNullable(uriSource);
    }

    /**
     * The value of the Authorization header now. <strong>A secret:</strong> never log it. With a token file or a supplier of tokens it
     * is read again with each call.
     *
     * @return the value; empty when requests carry no credentials
     * @throws ClientException with the code {@code CREDENTIALS_UNAVAILABLE} if the file or the supplier has no token
     */
    public Optional<String> authorization() {
        return authorization == null ? Optional.empty() : Optional.of(authorization.value());
    }

    /**
     * The proxy that the environment names for an address ({@code HTTP_PROXY}, {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code
     * NO_PROXY}, or the same in lower case). <strong>A secret</strong> when it holds a password: never log it.
     *
     * @param address an {@code http} or {@code https} address
     * @return the proxy's address, or empty to use what the JVM uses by itself: its properties, such as {@code https.proxyHost}, come
     *     before the environment
     * @throws IllegalArgumentException if the variable is not the address of an HTTP proxy
     */
    public Optional<URI> environmentProxy(URI address) {
        return proxies.of(Objects.requireNonNull(address, "address"));
    }

    /** {@return the workspace sent with each request, or empty to send none} */
    public Optional<String> workspace() {
        return Optional.ofNullable(workspace);
    }

    /**
     * Whether the server's certificate goes unchecked. Only {@code MLFLOW_TRACKING_INSECURE_TLS} can ask for it, and each client
     * that is opened with it logs a warning.
     *
     * @return true when certificates are not checked
     */
    public boolean insecureTls() {
        return insecureTls;
    }

    /** {@return a PEM file with the certificates to trust instead of the JVM's, or empty to trust what the JVM trusts} */
    public Optional<Path> serverCertPath() {
        return Optional.ofNullable(serverCertPath);
    }

    /**
     * A PEM file with the certificates to trust at every address, storage included ({@code REQUESTS_CA_BUNDLE} or {@code
     * CURL_CA_BUNDLE}). {@link #serverCertPath()} comes before it, and so does the JVM's {@code javax.net.ssl.trustStore}.
     *
     * @return the file, or empty
     */
    public Optional<Path> caBundle() {
        return Optional.ofNullable(caBundle);
    }

    /**
     * {@return a PEM file with the certificate, the chain behind it and the private key that this client shows a server which asks for
     * them, or empty to show none}
     */
    public Optional<Path> clientCertPath() {
        return Optional.ofNullable(clientCertPath);
    }

    /** {@return the time one attempt of an API call may take in all, by default two minutes} */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** {@return the time one attempt to send or fetch one artifact file may take in all, by default one hour} */
    public Duration artifactTimeout() {
        return artifactTimeout;
    }

    /** {@return how often a call that may be repeated is repeated after a failed connection, 408, 429 or 5xx, by default 5} */
    public int maxRetries() {
        return maxRetries;
    }

    /**
     * The upper bound of the random pause before the first repetition; it doubles with each further one.
     *
     * @return the pause, by default one second
     */
    public Duration retryDelay() {
        return retryDelay;
    }

    /** {@return the longest pause between two attempts, also when the server asks for more, by default 60 seconds} */
    public Duration maxRetryDelay() {
        return maxRetryDelay;
    }

    /** {@return whether the server's {@code Retry-After} is followed, within {@link #maxRetryDelay()}; true by default} */
    public boolean respectRetryAfter() {
        return respectRetryAfter;
    }

    /** {@return where downloaded models are kept ({@code MODELKEEL_CACHE_DIR}), by default {@code ~/.cache/modelkeel}} */
    public Path cacheDirectory() {
        return cacheDirectory;
    }

    /** {@return the largest model or tree of artifacts, in bytes over all its files, that is downloaded, by default 16 GiB} */
    public long maxModelBytes() {
        return maxModelBytes;
    }

    /**
     * {@return how many files, or parts of a large one, are sent or fetched at a time ({@code MODELKEEL_TRANSFER_THREADS}), by default 4}
     */
    public int transferThreads() {
        return transferThreads;
    }

    /** {@return the listener that hears how far files have come, or empty} */
    public Optional<TransferListener> transferListener() {
        return Optional.ofNullable(transferListener);
    }

    /**
     * The size from which a file is sent in parts, straight to the storage behind the server, when the server offers that
     * ({@code MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE}).
     *
     * @return the size in bytes, by default 500 MiB
     */
    public long multipartUploadMinimumBytes() {
        return multipartUploadMinimumBytes;
    }

    /**
     * The size of such parts ({@code MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE}). It grows when a file would have more than 10,000 of them.
     *
     * @return the size in bytes, by default 10 MiB
     */
    public long multipartUploadPartBytes() {
        return multipartUploadPartBytes;
    }

    /**
     * Whether large files are sent in parts ({@code MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD}).
     *
     * @return true, false, or empty to do what the server says about itself
     */
    public Optional<Boolean> multipartUploadEnabled() {
        return Optional.ofNullable(multipartUploadEnabled);
    }

    /**
     * A variable of the environment that this configuration was made over: the process's, or the map that the builder was given. For
     * settings that belong to one kind of client. <strong>May be a secret.</strong>
     *
     * @param name the variable
     * @return its value as it is, or empty when it is not set
     */
    public Optional<String> environmentVariable(String name) {
        return Optional.ofNullable(variables.get(Objects.requireNonNull(name, "name")));
    }

    @Override
    public String toString() {
        String authentication = authorization == null ? "none" : authorization.kind();
        return "ClientConfig[trackingUri=" + trackingUri + ", registryUri=" + registryUri + ", authentication="
                + authentication + ", workspace=" + workspace + ", requestTimeout=" + requestTimeout + ", maxRetries="
                + maxRetries + "]";
    }
}
