package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.internal.FailedAttempt.Retry;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong between us and a server that gave no answer, and whether another attempt may help.
 *
 * @param retry what another attempt may do
 * @param unreachable whether the request certainly never got there
 * @param reason for humans; may hold words of others
 * @param advice what to do, in our own words; may be empty
 */
record ConnectionFault(Retry retry, boolean unreachable, String reason, String advice) {

    /** Sorts what OkHttp threw. The setting is the one that names the address, null when no setting does. */
    static ConnectionFault of(Exception e, String address, @Nullable String setting) {
        String named = setting == null ? "" : "; " + setting + " sets this address";
        if (has(e, t -> t instanceof GeneralSecurityException || t instanceof SSLPeerUnverifiedException)) {
            return new ConnectionFault(
                    Retry.NEVER,
                    false,
                    "the server's certificate is not accepted: " + text(rootCause(e)),
                    "; MLFLOW_TRACKING_SERVER_CERT_PATH names the authorities to trust instead of the JVM's");
        }
        if (has(e, t -> t instanceof SSLException && says(t, "unrecognized ssl message"))) {
            return new ConnectionFault(
                    Retry.NEVER,
                    false,
                    address + " does not use TLS (" + text(e) + ")",
                    "; use http:// instead of https://" + named);
        }
        if (has(e, ConnectionFault::showsTlsAlert)) {
            return new ConnectionFault(
                    Retry.NEVER, false, address + " uses TLS", "; use https:// instead of http://" + named);
        }
        if (e instanceof SSLHandshakeException) {
            boolean alert = says(e, "fatal alert");
            return new ConnectionFault(
                    alert ? Retry.NEVER : Retry.SAFE,
                    !alert,
                    "cannot make a TLS connection to " + address + ": " + text(e),
                    "; does the server use https there"
                            + (setting == null ? "?" : "? " + setting + " sets this address"));
        }
        if (neverConnected(e)) {
            return new ConnectionFault(
                    Retry.SAFE,
                    true,
                    "cannot connect to " + address + ": " + text(e),
                    "; is the server running there" + (setting == null ? "?" : "? " + setting + " sets this address"));
        }
        return new ConnectionFault(Retry.IF_IDEMPOTENT, false, text(e), "");
    }

    /** The alert that a TLS server sends to a request in plain HTTP, where a status line should be. */
    private static boolean showsTlsAlert(Throwable e) {
        return (e instanceof ProtocolException && says(e, "unexpected status line: \u0015\u0003"))
                || (e instanceof EOFException && says(e, "content=1503"));
    }

    private static boolean neverConnected(Throwable e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || (e instanceof SocketTimeoutException
                        && (says(e, "connect timed out") || says(e, "failed to connect")));
    }

    private static boolean says(Throwable e, String words) {
        String message = e.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains(words);
    }

    private static boolean has(Throwable e, Predicate<Throwable> kind) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (kind.test(t)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable e) {
        String text = e.getMessage();
        return e.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    private static Throwable rootCause(Throwable e) {
        Throwable root = e;
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
