package io.github.modelkeel.client;

import io.github.modelkeel.client.internal.environment.Environment;
import java.net.ProxySelector;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names, by the rules of Python's requests and of curl: lower case before upper case, {@code
 * no_proxy} before all. What the JVM was set to ({@code http.proxyHost} and its like, or a selector that the application installed) comes
 * first. Immutable. Addresses of proxies may hold a password and get into no message.
 */
record Proxies(Map<String, String> variables) {
    private static final List<String> NAMES = List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy");

    Proxies {
        variables = Map.copyOf(variables);
    }

    static Proxies of(Environment environment) {
        Map<String, String> found = new HashMap<>();
        for (String name : NAMES) {
            String lower = environment.text(name);
            String value = lower != null ? lower : environment.text(name.toUpperCase(Locale.ROOT));
            if (value != null) {
                found.put(name, value);
            }
        }
        return new Proxies(found);
    }

    /** The environment's proxy for an address, if the JVM has no say in it. */
    Optional<URI> of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        String name = variables.containsKey(scheme + "_proxy") ? scheme + "_proxy" : "all_proxy";
        String value = variables.get(name);
        if (value == null || jvmDecides(scheme) || NoProxy.matches(variables.get("no_proxy"), address)) {
            return Optional.empty();
        }
        return Optional.of(checked(name.toUpperCase(Locale.ROOT), value));
    }

    /** Whether the JVM's properties or the application say by themselves which proxy is used. */
    private static boolean jvmDecides(String scheme) {
        return System.getProperty(scheme + ".proxyHost") != null
                || System.getProperty("socksProxyHost") != null
                || Boolean.getBoolean("java.net.useSystemProxies")
                || isOfApplication(ProxySelector.getDefault());
    }

    private static boolean isOfApplication(@Nullable ProxySelector selector) {
        return selector != null && !selector.getClass().getName().startsWith("sun.net.");
    }

    private static URI checked(String name, String value) {
        String text = value.contains("://") ? value : "http://" + value;
        String scheme = text.substring(0, text.indexOf("://")).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            throw new IllegalArgumentException(name + " must be the address of an HTTP proxy (http://host:port); "
                    + (scheme.startsWith("socks")
                            ? "for a SOCKS proxy set the JVM's properties socksProxyHost and socksProxyPort"
                            : "a proxy that is itself reached over another protocol is not supported"));
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException(name + " is not a valid address of an HTTP proxy (http://host:port)");
        }
        return url.uri();
    }
}
