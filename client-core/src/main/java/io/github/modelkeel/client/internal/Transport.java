package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * The OkHttp clients of a server: for API calls; with another time limit for artifact files; and for storage at other addresses that
 * the server sends us to, which gets neither our credentials nor the trust that was configured for the server.
 */
record Transport(OkHttpClient api, OkHttpClient files, OkHttpClient storage) {

    /** The user agent of every request. */
    private static final String USER_AGENT = "modelkeel-java/" + version();

    static Transport of(ClientConfig config, HttpUrl base, boolean sendCredentials) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                // MLflow's server closes idle connections after 5 seconds: leave them before it does
                .connectionPool(new ConnectionPool(8, 4, TimeUnit.SECONDS))
                .addInterceptor(identity(config, base, sendCredentials))
                .addNetworkInterceptor(new RetryAfter())
                .connectTimeout(config.requestTimeout())
                .readTimeout(config.requestTimeout())
                .writeTimeout(config.requestTimeout());
        if (base.isHttps()) {
            Tls.configure(builder, config);
        }
        OkHttpClient files = builder.callTimeout(config.artifactTimeout()).build();
        OkHttpClient api =
                files.newBuilder().callTimeout(config.requestTimeout()).build();
        OkHttpClient storage = new OkHttpClient.Builder()
                .dispatcher(files.dispatcher())
                .connectionPool(files.connectionPool())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(config.requestTimeout())
                .readTimeout(config.requestTimeout())
                .writeTimeout(config.requestTimeout())
                .callTimeout(config.artifactTimeout())
                .addNetworkInterceptor(new RetryAfter())
                .build();
        return new Transport(api, files, storage);
    }

    /** Says who we are, to the configured origin only. */
    private static Interceptor identity(ClientConfig config, HttpUrl base, boolean sendCredentials) {
        return chain -> {
            Request request = chain.request();
            Request.Builder builder = request.newBuilder().header("User-Agent", USER_AGENT);
            HttpUrl url = request.url();
            boolean ours =
                    url.scheme().equals(base.scheme()) && url.host().equals(base.host()) && url.port() == base.port();
            if (ours && sendCredentials) {
                config.authorization().ifPresent(value -> builder.header("Authorization", value));
                config.workspace().ifPresent(value -> builder.header("X-MLFLOW-WORKSPACE", value));
            }
            return chain.proceed(builder.build());
        };
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
