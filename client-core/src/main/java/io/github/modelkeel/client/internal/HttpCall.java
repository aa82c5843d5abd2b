package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.FailedAttempt.Next;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes one attempt of a request, whatever OkHttp throws. */
final class HttpCall {
    private static final System.Logger LOG = System.getLogger(HttpCall.class.getName());

    private final OkHttpClient client;
    private final Answers answers;
    private final Redactor redactor;

    HttpCall(OkHttpClient client, Answers answers, Redactor redactor) {
        this.client = client;
        this.answers = answers;
        this.redactor = redactor;
    }

    /** Reads a successful answer. */
    interface Reader<T> {
        T read(Response response) throws IOException, FailedAttempt;
    }

    <T> T attempt(Request request, String call, Reader<T> reader) throws FailedAttempt {
        long start = System.nanoTime();
        try (Response response = client.newCall(request).execute()) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> call + ": " + response.code() + " after " + millisSince(start) + " ms");
            if (!response.isSuccessful()) {
                throw answers.failure(response, call);
            }
            return reader.read(response);
        } catch (FailedAttempt e) {
            throw e;
        } catch (LocalFailure e) {
            throw FailedAttempt.fatal(e.asClientException(call));
        } catch (Exception e) { // OkHttp is Kotlin: it also throws checked exceptions that it does not declare
            throw failed(call, e);
        }
    }

    private FailedAttempt failed(String call, Exception e) {
        if (e instanceof ClientException known) {
            return FailedAttempt.fatal(known);
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            return FailedAttempt.fatal(new ClientException("INTERRUPTED", 0, "INTERRUPTED " + call, e));
        }
        if (certificateRefused(e)) {
            String message = "IO_ERROR " + call + ": the server's certificate is not accepted: " + reason(rootCause(e))
                    + "; MLFLOW_TRACKING_SERVER_CERT_PATH names the authorities to trust instead of the JVM's";
            return FailedAttempt.unavailable(redactor.clean(message), e, Next.POINTLESS);
        }
        String message = redactor.clean("IO_ERROR " + call + ": " + reason(e));
        return FailedAttempt.unavailable(message, e, neverConnected(e) ? Next.HARMLESS : Next.IF_IDEMPOTENT);
    }

    private static String reason(Throwable e) {
        String text = e.getMessage();
        return e.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    private static boolean neverConnected(Throwable e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException;
    }

    private static boolean certificateRefused(Throwable e) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof GeneralSecurityException || t instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootCause(Throwable e) {
        Throwable root = e;
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
