package io.github.modelkeel.client;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code NO_PROXY} as Python's requests follows them: names and their subdomains with or without a leading dot, {@code
 * host:port}, IP addresses, IPv4 networks ({@code 10.0.0.0/8}), and {@code *} alone for every address.
 */
final class NoProxy {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private NoProxy() {}

    static boolean matches(@Nullable String list, URI address) {
        if (list == null) {
            return false;
        }
        if (list.strip().equals("*")) {
            return true;
        }
        String host = bare(address.getHost().toLowerCase(Locale.ROOT));
        int port = address.getPort();
        for (String item : list.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
            if (!item.isEmpty() && matches(item, host, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String item, String host, int port) {
        if (IPV4.matcher(host).matches() && item.indexOf('/') > 0) {
            return isInNetwork(host, item);
        }
        String name = item;
        while (name.startsWith(".")) {
            name = name.substring(1);
        }
        String withPort = host + ":" + port;
        return bare(name).equals(host)
                || name.equals(withPort)
                || name.equals("[" + host + "]:" + port)
                || (!name.isEmpty() && (host.endsWith("." + name) || withPort.endsWith("." + name)));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isInNetwork(String host, String network) {
        int slash = network.indexOf('/');
        String prefix = network.substring(slash + 1);
        if (!IPV4.matcher(network.substring(0, slash)).matches() || !prefix.matches("\\d{1,2}")) {
            return false;
        }
        int bits = Integer.parseInt(prefix);
        if (bits < 1 || bits > 32) {
            return false;
        }
        long mask = 0xFFFFFFFFL << (32 - bits);
        return (number(host) & mask) == (number(network.substring(0, slash)) & mask);
    }

    private static long number(String ipv4) {
        long number = 0;
        for (String part : ipv4.split("\\.", -1)) {
            number = number << 8 | Long.parseLong(part);
        }
        return number;
    }
}
