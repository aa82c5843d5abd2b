package io.github.modelkeel.client.internal;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/** Why the JDK's HTTP client got no connection. */
public final class ConnectFailure {
    private ConnectFailure() {}

    /** The reason in words, as the JDK has none. */
    public static String reason(ConnectException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException) {
                return "there is no such host";
            }
        }
        return "the connection was refused; is it running?";
    }
}
