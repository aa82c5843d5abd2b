package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Says who we are, to the configured origin only. After a 401 the credentials are read again; when they have changed since, the request
 * is sent again with the new ones: the server did nothing with the first.
 */
final class Identity implements Interceptor {
    private static final String HEADER = "Authorization";

    private final ClientConfig config;
    private final HttpUrl base;
    private final boolean sendsCredentials;
    private final Redactor redactor;
    private final String userAgent;

    Identity(ClientConfig config, HttpUrl base, boolean sendsCredentials, Redactor redactor, String userAgent) {
        this.config = config;
        this.base = base;
        this.sendsCredentials = sendsCredentials;
        this.redactor = redactor;
        this.userAgent = userAgent;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request =
                chain.request().newBuilder().header("User-Agent", userAgent).build();
        HttpUrl url = request.url();
        boolean ours =
                url.scheme().equals(base.scheme()) && url.host().equals(base.host()) && url.port() == base.port();
        if (!ours || !sendsCredentials) {
            return chain.proceed(request);
        }
        String first = credentials();
        Response response = chain.proceed(with(request, first));
        if (response.code() != 401 || first == null) {
            return response;
        }
        String second = credentials();
        if (first.equals(second)) {
            return response;
        }
        response.close();
        return chain.proceed(with(request, second));
    }

    private @Nullable String credentials() {
        Optional<String> header = config.authorization();
        header.ifPresent(redactor::add);
        return header.orElse(null);
    }

    private Request with(Request request, @Nullable String authorization) {
        Request.Builder builder = request.newBuilder();
        if (authorization != null) {
            builder.header(HEADER, authorization);
        }
        config.workspace().ifPresent(value -> builder.header("X-MLFLOW-WORKSPACE", value));
        return builder.build();
    }
}
