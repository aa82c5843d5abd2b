package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp clients of a server: for API calls; with another time limit for artifact files; and for storage at other addresses that
 * the server sends us to, which gets neither our credentials nor the trust that was configured for the server.
 */
record Transport(OkHttpClient api, OkHttpClient files, OkHttpClient storage, ProxyRoutes routes) {

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
        }
        OkHttpClient files = builder.callTimeout(config.artifactTimeout()).build();
        OkHttpClient api =
                files.newBuilder().callTimeout(config.requestTimeout()).build();
        OkHttpClient.Builder storage = common(config)
                .dispatcher(files.dispatcher())
                .connectionPool(files.connectionPool())
                .callTimeout(config.artifactTimeout());
        route(storage, routes);
        Tls.configureStorage(storage, config);
        return new Transport(api, files, storage.build(), routes);
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
