package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp clients of a server: for API calls; with another time limit for artifact files; and for storage at other addresses that
 * the server sends us to, which gets neither our credentials nor the trust that was configured for the server.
 *
 * <p>Reading the certificates that a JVM trusts takes longer than all else that a first request needs, so nothing here does that before a
 * connection needs them.
 */
record Transport(OkHttpClient api, OkHttpClient files, Call.Factory storage, ProxyRoutes routes) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    /** The user agent of every request. */
    private static final String USER_AGENT = "modelkeel-java/" + version();

    static Transport of(ClientConfig config, HttpUrl base, boolean embedded, Redactor redactor) {
        ProxyRoutes routes = new ProxyRoutes(config, redactor);
        OkHttpClient.Builder builder = common(config)
                // MLflow's server closes idle connections after 5 seconds: leave them before it does
                .connectionPool(new ConnectionPool(8, 4, TimeUnit.SECONDS))
                .addInterceptor(new Identity(config, base, !embedded, redactor, USER_AGENT));
        if (!embedded) {
            routes.words(base); // a proxy's address that is wrong is reported now
        }
        route(builder, embedded ? null : routes);
        if (base.isHttps()) {
            Tls.configure(builder, config);
        } else {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        OkHttpClient files = builder.callTimeout(config.artifactTimeout()).build();
        OkHttpClient api =
                files.newBuilder().callTimeout(config.requestTimeout()).build();
        return new Transport(api, files, storage(config, files, routes), routes);
    }

    private static Call.Factory storage(ClientConfig config, OkHttpClient files, ProxyRoutes routes) {
        OkHttpClient.Builder storage = common(config)
                .dispatcher(files.dispatcher())
                .connectionPool(files.connectionPool())
                .callTimeout(config.artifactTimeout());
        route(storage, routes);
        Tls.configureStorage(storage, config); // a bundle that cannot be read is reported now
        return new WhenCalled(storage);
    }

    /** A client that is built for its first call. */
    private static final class WhenCalled implements Call.Factory {
        private final OkHttpClient.Builder settings;
        private @Nullable OkHttpClient client;

        WhenCalled(OkHttpClient.Builder settings) {
            this.settings = settings;
        }

        @Override
        public Call newCall(Request request) {
            return client().newCall(request);
        }

        private synchronized OkHttpClient client() {
            if (client == null) {
                client = settings.build();
            }
            return client;
        }
    }

    private static OkHttpClient.Builder common(ClientConfig config) {
        Duration timeout = config.requestTimeout();
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(new RetryAfter())
                .connectTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                .readTimeout(timeout)
                .writeTimeout(timeout);
    }

    /** The embedded server is in this process: no proxy could reach it. */
    private static void route(OkHttpClient.Builder builder, @Nullable ProxyRoutes routes) {
        if (routes == null) {
            builder.proxy(Proxy.NO_PROXY);
        } else {
            builder.proxySelector(routes).proxyAuthenticator(routes).addNetworkInterceptor(routes);
        }
    }

    /** Breaks off the requests under way that belong to a batch. */
    void cancel(TransferBatch batch) {
        for (Call call : files.dispatcher().runningCalls()) {
            if (call.request().tag(TransferBatch.class) == batch) {
                call.cancel();
            }
        }
    }

    /** Breaks off the calls under way. */
    void cancel() {
        api.dispatcher().cancelAll();
    }

    void close() {
        api.connectionPool().evictAll();
    }

    private static String version() {
        String version = Transport.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
