package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.FailedAttempt.Retry;
import io.github.modelkeel.client.internal.json.JsonText;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Turns an HTTP answer into a tree or into the right failure. */
final class ResponseReader {
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int MAX_ERROR_TEXT = 500;

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,79}");

    /** Codes that are words of the protocol, also where a password is one of them. */
    private static final Set<String> KNOWN = Set.of(
            "INVALID_PARAMETER_VALUE",
            "RESOURCE_DOES_NOT_EXIST",
            "RESOURCE_ALREADY_EXISTS",
            "RESOURCE_CONFLICT",
            "PERMISSION_DENIED",
            "UNAUTHENTICATED",
            "TEMPORARILY_UNAVAILABLE",
            "INTERNAL_ERROR",
            "BAD_REQUEST",
            "INVALID_STATE",
            "NOT_FOUND",
            "NOT_IMPLEMENTED",
            "REQUEST_LIMIT_EXCEEDED",
            "ENDPOINT_NOT_FOUND");

    private static final String NO_ARTIFACTS = "ARTIFACTS_NOT_SERVED";

    private final Redactor redactor;
    private final boolean showsText;

    ResponseReader(Redactor redactor) {
        this(redactor, true);
    }

    private ResponseReader(Redactor redactor, boolean showsText) {
        this.redactor = redactor;
        this.showsText = showsText;
    }

    /** For storage that is reached by an address that is a secret, which its answers may repeat: nothing of them is shown. */
    static ResponseReader ofStorage(Redactor redactor) {
        return new ResponseReader(redactor, false);
    }

    /** Reads a successful answer; an empty one is an empty object. Decoded bytes are counted, so that a small bomb stays small. */
    JsonValue tree(Response response, String call) throws IOException, FailedAttempt {
        return tree(response, call, JsonText.MAX_DOCUMENT_BYTES);
    }

    JsonValue tree(Response response, String call, int limit) throws IOException, FailedAttempt {
        byte[] body = read(response, limit);
        if (body.length > limit) {
            throw FailedAttempt.fatal(new ClientException(
                    "RESPONSE_TOO_LARGE",
                    response.code(),
                    "RESPONSE_TOO_LARGE (HTTP " + response.code() + ") " + call + ": the response is larger than "
                            + (limit >> 20) + " MiB",
                    null));
        }
        if (body.length == 0) {
            return Json.object();
        }
        try {
            return Json.parse(body);
        } catch (IOException notJson) {
            throw notJson(response, call);
        }
    }

    /** The parser's own message would show a piece of the answer, so it is left out. */
    private FailedAttempt notJson(Response response, String call) {
        String type = header(response, "Content-Type", "none");
        String message = "INVALID_RESPONSE (HTTP " + response.code() + ") " + call
                + ": the response is not valid JSON (Content-Type: " + redactor.clean(oneLine(type))
                + "); is this the address of an MLflow server?";
        boolean claimsJson = type.toLowerCase(Locale.ROOT).contains("json");
        return new FailedAttempt(
                new ClientException("INVALID_RESPONSE", response.code(), message, null),
                claimsJson ? Retry.IF_IDEMPOTENT : Retry.NEVER,
                null);
    }

    /** The failure that a response outside 2xx represents. */
    FailedAttempt failure(Response response, String call) throws IOException {
        int status = response.code();
        if (status >= 300 && status < 400) {
            return FailedAttempt.fatal(redirect(response, call));
        }
        byte[] body = read(response, MAX_ERROR_BYTES);
        String code = codeOf(status);
        String text;
        if (!showsText) {
            return sorted(response, code, code + " (HTTP " + status + ") " + call + ": the storage refused");
        }
        if (status == 503 && new String(body, StandardCharsets.UTF_8).contains("--no-serve-artifacts")) {
            return FailedAttempt.fatal(new ClientException(NO_ARTIFACTS, status, notServed(call), null));
        }
        if (status == 400 && !response.request().isHttps() && wantsTls(body)) {
            return FailedAttempt.fatal(new ClientException(
                    "INVALID_RESPONSE",
                    status,
                    "INVALID_RESPONSE (HTTP 400) " + call + ": the server uses TLS at this address; use https://"
                            + " instead of http://",
                    null));
        }
        try {
            JsonValue json = Json.parse(body);
            code = json.path("error_code").asText(code);
            text = json.path("message").asText("no message");
        } catch (IOException notJson) {
            text = textOf(response, status, body);
        }
        if (!CODE.matcher(code).matches() || (!KNOWN.contains(code) && redactor.holdsSecret(code))) {
            code = codeOf(status);
        }
        return sorted(response, code, code + " (HTTP " + status + ") " + call + ": " + redactor.clean(oneLine(text)));
    }

    /** What nginx, Go's and Apache's servers, and others, answer to a request in plain HTTP at a port of TLS. */
    private static boolean wantsTls(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return text.contains("plain http request was sent to https port")
                || text.contains("http request to an https server")
                || text.contains("speaking plain http to an ssl-enabled server port");
    }

    private static String notServed(String call) {
        return NO_ARTIFACTS + " (HTTP 503) " + call + ": the server runs with --no-serve-artifacts, so files cannot go"
                + " through it; start it with --serve-artifacts (and --artifacts-destination for where it keeps them)";
    }

    /** The failure and what it says about another attempt. */
    private static FailedAttempt sorted(Response response, String code, String message) {
        int status = response.code();
        if (status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505)) {
            return new FailedAttempt(
                    new ServerUnavailableException(code, status, message, null),
                    status == 429 ? Retry.SAFE : Retry.IF_IDEMPOTENT,
                    RetryAfter.of(response));
        }
        boolean missing = code.equals("RESOURCE_DOES_NOT_EXIST") || code.equals("NOT_FOUND");
        return FailedAttempt.fatal(
                missing
                        ? new ResourceNotFoundException(code, status, message, null)
                        : new ClientException(code, status, message, null));
    }

    private ClientException redirect(Response response, String call) {
        String location = header(response, "Location", "");
        HttpUrl target = response.request().url().resolve(location);
        String where = target == null
                ? "an unreadable address"
                : target.scheme() + "://" + target.host() + ":" + target.port();
        return new ClientException(
                "REDIRECT",
                response.code(),
                "REDIRECT (HTTP " + response.code() + ") " + call + ": the server redirects to " + redactor.clean(where)
                        + "; redirects are not followed, so set the server's address to where it really is",
                null);
    }

    private static String textOf(Response response, int status, byte[] body) {
        if (body.length == 0) {
            return "the server gave no reason";
        }
        String type = header(response, "Content-Type", "").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/plain")) {
            return new String(body, StandardCharsets.UTF_8);
        }
        return status == 404 || status == 405
                ? "the server has no such route; is it an MLflow server, and is the path of its address right?"
                : "the response is not JSON (Content-Type: " + oneLine(type) + ")";
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 400 -> "BAD_REQUEST";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404, 405 -> "ENDPOINT_NOT_FOUND";
            case 408 -> "DEADLINE_EXCEEDED";
            case 409 -> "RESOURCE_CONFLICT";
            case 413 -> "REQUEST_TOO_LARGE";
            case 429 -> "REQUEST_LIMIT_EXCEEDED";
            case 501 -> "NOT_IMPLEMENTED";
            case 503 -> "TEMPORARILY_UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL_ERROR" : "HTTP_" + status;
        };
    }

    static String header(Response response, String name, String otherwise) {
        String value = response.header(name);
        return value == null ? otherwise : value;
    }

    /** At most one byte more than the limit. */
    private static byte[] read(Response response, int limit) throws IOException {
        try (InputStream in = response.body().byteStream()) {
            return in.readNBytes(limit + 1);
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > MAX_ERROR_TEXT ? line.substring(0, MAX_ERROR_TEXT) + "..." : line;
    }
}
