package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests through the environment's proxies, else as the JVM does by itself. What a proxy is to be shown goes to the proxy only:
 * with the CONNECT request of https, else with each request that the proxy reads itself.
 */
final class ProxyRoutes extends ProxySelector implements Authenticator, Interceptor {
    private static final String HEADER = "Proxy-Authorization";

    private final ClientConfig config;
    private final Redactor redactor;

    ProxyRoutes(ClientConfig config, Redactor redactor) {
        this.config = config;
        this.redactor = redactor;
    }

    @Override
    public List<Proxy> select(URI address) {
        Optional<HttpUrl> proxy;
        try {
            proxy = proxy(address);
        } catch (IllegalArgumentException e) { // which OkHttp takes for "no proxy", and would connect directly
            throw new ClientException("INVALID_CONFIGURATION", 0, "INVALID_CONFIGURATION: " + e.getMessage(), e);
        }
        if (proxy.isPresent()) {
            return List.of(new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(
                            proxy.get().host(), proxy.get().port())));
        }
        ProxySelector jvm = ProxySelector.getDefault();
        return jvm == null ? List.of(Proxy.NO_PROXY) : jvm.select(address);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException e) {
        ProxySelector jvm = ProxySelector.getDefault();
        if (jvm != null && proxy(address).isEmpty()) {
            jvm.connectFailed(address, proxy, e);
        }
    }

    private Optional<HttpUrl> proxy(URI address) {
        return config.environmentProxy(address).map(HttpUrl::get);
    }

    /** " through the proxy host:port", or nothing. */
    String words(HttpUrl url) {
        Optional<HttpUrl> named = proxy(url.uri());
        if (named.isPresent()) {
            return " through the proxy " + named.get().host() + ":"
                    + named.get().port();
        }
        for (Proxy proxy : select(url.uri())) {
            if (proxy.address() instanceof InetSocketAddress address) {
                return " through the proxy " + address.getHostString() + ":" + address.getPort();
            }
        }
        return "";
    }

    private @Nullable String credentials(HttpUrl url) {
        HttpUrl proxy = proxy(url.uri()).orElse(null);
        if (proxy == null || proxy.username().isEmpty()) {
            return null;
        }
        String header = Credentials.basic(proxy.username(), proxy.password(), StandardCharsets.UTF_8);
        redactor.add(header);
        return header;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        String header = credentials(response.request().url());
        return header == null || response.request().header(HEADER) != null
                ? null // the proxy has seen it and rejects it
                : response.request().newBuilder().header(HEADER, header).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Connection connection = chain.connection();
        boolean readByProxy = connection != null
                && !request.isHttps()
                && connection.route().proxy().type() == Proxy.Type.HTTP;
        String header = readByProxy ? credentials(request.url()) : null;
        return chain.proceed(
                header == null
                        ? request
                        : request.newBuilder().header(HEADER, header).build());
    }
}
