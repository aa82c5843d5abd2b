package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes one attempt of a request, whatever OkHttp throws. */
final class HttpCall {
    private static final System.Logger LOG = System.getLogger(HttpCall.class.getName());

    /** The {@code Server} header of every answer of Modelkeel's own server, which has no pages for people. */
    private static final String LOCAL_SERVER = "modelkeel-local-server";

    private final Call.Factory client;
    private final ResponseReader responseReader;
    private final Redactor redactor;
    private final ProxyRoutes routes;
    private final @Nullable String setting;
    private volatile boolean hasPages = true;

    /** The setting is the one that names the server's address; null when the server names it. */
    HttpCall(
            Call.Factory client,
            ResponseReader responseReader,
            Redactor redactor,
            ProxyRoutes routes,
            @Nullable String setting) {
        this.client = client;
        this.responseReader = responseReader;
        this.redactor = redactor;
        this.routes = routes;
        this.setting = setting;
    }

    /** Whether the server may have pages: false once one of its answers has named it as a server without. */
    boolean hasPages() {
        return hasPages;
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
            if (LOCAL_SERVER.equals(response.header("Server"))) {
                hasPages = false;
            }
            if (!response.isSuccessful()) {
                throw responseReader.failure(response, call);
            }
            return reader.read(response);
        } catch (FailedAttempt e) {
            throw e;
        } catch (LocalFailure e) {
            throw FailedAttempt.fatal(e.asClientException(call));
        } catch (Exception e) { // OkHttp is Kotlin: it also throws checked exceptions that it does not declare
            throw failed(request, call, e);
        }
    }

    private FailedAttempt failed(Request request, String call, Exception e) {
        if (e instanceof ClientException known) {
            return FailedAttempt.fatal(known);
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            return FailedAttempt.fatal(new ClientException("INTERRUPTED", 0, "INTERRUPTED " + call, e));
        }
        HttpUrl url = request.url();
        String address = url.scheme() + "://" + url.host() + ":" + url.port() + routes.words(url);
        ConnectionFault fault = ConnectionFault.of(e, address, setting);
        String message = "IO_ERROR " + call + ": " + redactor.clean(fault.reason()) + fault.advice();
        return FailedAttempt.unanswered(message, e, fault);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
